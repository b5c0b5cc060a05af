"""What ``muster optimize`` and ``muster evaluate`` do: minds, workers, study and progress wired together."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from muster.client.access import Access
from muster.client.collecting import collected_seldom
from muster.client.errors import LinkLost
from muster.commands.backends import MindOrder
from muster.commands.interrupts import Interrupts, patient_interrupts
from muster.commands.minds import Where, minds
from muster.commands.output import note, say, say_json
from muster.commands.study_progress import Shown, shown
from muster.commands.study_tables import evaluated, studied
from muster.optimizer.api import free_path
from muster.optimizer.study.evaluation import Evaluation, evaluate, frozen
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.opening import Wanted, opened
from muster.optimizer.study.result import read_result
from muster.optimizer.study.runners import Runner, runner
from muster.optimizer.study.running import Step, Study
from muster.optimizer.study.spec import Spec
from muster.optimizer.study.writing import writer_of
from muster.world.compile import is_compiled, remember_compiled


@dataclass(frozen=True)
class Crew:
    """Who plays, and who runs the episodes.

    Attributes:
        order: of the command line, empty where the study knows.
        ray: address of a Ray cluster; "" for ``workers`` processes.
    """

    where: Where
    order: MindOrder
    workers: int = 1
    ray: str = ""


@dataclass(frozen=True)
class _Ready:
    """Minds that answer at ``address``, and what runs episodes."""

    address: str
    access: Access
    runner: Runner
    interrupts: Interrupts


def given(order: MindOrder, server: str | None) -> dict[str, Any]:
    """Return what was said about the minds, as a study keeps it."""
    said = {key: value for key, value in order.to_json().items() if value != getattr(MindOrder(), key)}
    return said | ({"server": server} if server is not None else {})


def run_study(wanted: Wanted, out: Path | None, crew: Crew, *, resume: bool, as_json: bool) -> None:
    """Run a study, or go on with one, and print what came of it."""
    path = out or free_path(wanted.scenario or "study", wanted.method, wanted.seed)
    folder = opened(path, wanted, resume=resume)
    spec = folder.spec
    title = f"{spec.method} on {Path(spec.scenario).stem}, seed {spec.seed}"
    try:
        with _ready(crew, spec) as ready, shown(title, spec.episodes) as progress:
            study = Study(
                folder,
                writer_of(spec, str(wanted.writing.get("host", ""))),
                ready.address,
                access=ready.access,
                max_tokens=wanted.max_tokens,
            )
            study.run(ready.runner, _watched(progress, ready.interrupts))
    except (KeyboardInterrupt, LinkLost):
        note(f"What there is lies in {path}; go on with: muster optimize --resume --out {path}")
        raise
    result = read_result(folder)
    if as_json:
        say_json(result.to_json())
    else:
        say(studied(result))


def evaluate_study(path: Path, episodes: int, crew: Crew, *, first: bool, as_json: bool) -> None:
    """Evaluate a study and print the figures."""
    folder = Folder.open(path)
    spec = folder.spec
    who = frozen(folder, "", first=first)
    with _ready(crew, spec) as ready, shown(f"evaluating {path}", episodes) as progress:

        def hear(done: int) -> None:
            progress.episode(done, "")
            ready.interrupts.obey()

        played = replace(who, address=ready.address, access=ready.access)
        evaluation = evaluate(played, ready.runner, episodes, hear)
    _tell(evaluation, folder, first=first, as_json=as_json)


def _tell(evaluation: Evaluation, folder: Folder, *, first: bool, as_json: bool) -> None:
    if as_json:
        say_json({"study": str(folder.path), "population": "first" if first else "last", **evaluation.to_json()})
    else:
        say(evaluated(evaluation, folder.spec, first=first))


@contextmanager
def _ready(crew: Crew, spec: Spec) -> Generator[_Ready]:
    """Yield minds and workers.

    Our own behavior server is a thread of this process: with several workers it is all that this process does.
    """
    if not is_compiled():
        note("First run on this machine: compiling the numerical kernels. This takes a minute or so, once.")
    where, order = _as_begun(crew, spec)
    with (
        patient_interrupts() as interrupts,
        collected_seldom(),
        minds(where, order) as address,
        runner(crew.workers, ray=crew.ray, interrupt=interrupts.obey, notice=note) as running,
    ):
        yield _Ready(address, where.access, running, interrupts)
    remember_compiled()


def _as_begun(crew: Crew, spec: Spec) -> tuple[Where, MindOrder]:
    """Return who is to play: as the study was begun, asked where the command line says."""
    begun = {each.name: spec.mind[each.name] for each in fields(MindOrder) if each.name in spec.mind}
    order = MindOrder.from_json(begun)
    server = crew.where.server or spec.mind.get("server")
    return Where(server, crew.where.access), replace(order, host=crew.order.host or order.host)


def _watched(progress: Shown, interrupts: Interrupts) -> Callable[[Step], None]:
    def hear(step: Step) -> None:
        told = f"TVD {step.divergence.tvd:.3f}, chance alone {step.floor:.3f}, {step.rewritten} rewritten before"
        progress.episode(step.episode + 1, told)
        interrupts.obey()

    return hear
