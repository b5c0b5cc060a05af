"""Runs what is missing of the studies behind the table, several at a time; it may be stopped anywhere and goes on.

Several studies share the workers: a study waits for each of its episodes, and while one plans others run.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from muster.optimizer.publication.design import Unit
from muster.optimizer.publication.keeping import Keeping, OutOfTime
from muster.optimizer.publication.targets import benchmark
from muster.optimizer.study.evaluation import Frozen, evaluate
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import is_finished, population_after
from muster.optimizer.study.running import Study
from muster.optimizer.study.spec import Spec
from muster.optimizer.study.transfer import begun_with
from muster.optimizer.study.writing import writer_of
from muster.scenario.scenario_file import load_scenario

STUDIES = "studies"


@dataclass(frozen=True)
class Cast:
    """Who plays and who writes, as a study keeps it (see ``Spec``)."""

    mind: dict[str, Any] = field(default_factory=lambda: {"mind": "builtin"})
    writer: str = "builtin"
    writing: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass
class Laboratory:
    """Where studies are run.

    Attributes:
        path: folder of everything. address: of the behavior server. runner: of episodes; stopped at the end.
        on_episode: called after each episode of a study or an evaluation, also of those that were there.
    """

    path: Path
    cast: Cast
    address: str
    runner: Keeping
    on_episode: Callable[[], None] = lambda: None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: dict[Path, threading.Event] = field(default_factory=dict[Path, threading.Event])

    def conduct(self, units: Sequence[Unit], at_a_time: int) -> bool:
        """Run what is missing of ``units``, begun in their order; return whether all of it is done.

        Raises whatever a study raised; what is under way elsewhere ends with its episode.
        """
        self._over = {unit.path: threading.Event() for unit in units}
        with ThreadPoolExecutor(at_a_time, "muster-table") as threads:
            futures = [threads.submit(self._done, unit) for unit in units]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
            finally:
                self._stop(futures)
        return _is_whole(futures)

    def _stop(self, futures: "Sequence[Future[None]]") -> None:
        for future in futures:
            future.cancel()
        self.runner.stop()
        for over in self._over.values():
            over.set()  # somebody may wait for a study that is not to come

    def _done(self, unit: Unit) -> None:
        try:
            if unit.start is not None:
                self._over[unit.start.path].wait()
            folder = self._folder(unit)
            study = Study(folder, writer_of(folder.spec), self.address)
            study.run(self.runner, lambda step: self._hear())
            for after, episodes in unit.fresh.items():
                self._evaluate(folder, after, episodes)
        finally:
            self._over[unit.path].set()

    def _evaluate(self, folder: Folder, after: int, episodes: int) -> None:
        heard = 0

        def hear(done: int) -> None:
            nonlocal heard
            while heard < done:
                heard += 1
                self._hear()

        who = Frozen(folder, population_after(folder, after), evaluation_name(after), self.address)
        evaluate(who, self.runner, episodes, hear)

    def _hear(self) -> None:
        with self._lock:
            self.on_episode()

    def _folder(self, unit: Unit) -> Folder:
        path = self.path / STUDIES / unit.path
        if Folder.is_one(path):
            return Folder.open(path)
        spec = Spec(
            scenario=unit.arm.scenario,
            benchmark=benchmark(unit.arm.target),
            method=unit.arm.method,
            writer=":".join(word for word in (self.cast.writer, unit.arm.control) if word),
            episodes=unit.episodes,
            seed=unit.seed,
            mind=self.cast.mind,
            start=str(STUDIES / unit.start.path) if unit.start else "",
            writing=self.cast.writing,
        )
        scenario = load_scenario(unit.arm.scenario)
        if unit.start is not None:
            scenario = begun_with(scenario, self._finished(unit.start))
        return Folder.create(path, spec, scenario)

    def _finished(self, unit: Unit) -> Folder:
        path = self.path / STUDIES / unit.path
        if not Folder.is_one(path) or not is_finished(Folder(path)):
            raise OutOfTime(f"{path} has not come to its end")
        return Folder.open(path)


def evaluation_name(after: int) -> str:
    """Return the name of the evaluation of the people after so many episodes."""
    return f"evaluation-{after:03d}"


def _is_whole(futures: Sequence["Future[None]"]) -> bool:
    """Return whether all went well; raises what went wrong, unless that was time."""
    for future in futures:
        error = None if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, OutOfTime):
            raise error
    return all(not future.cancelled() and future.exception() is None for future in futures)
