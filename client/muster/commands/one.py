"""One recorded run from start to end, whatever end that is."""

from dataclasses import replace
from pathlib import Path

from muster.client.channel import ask_who
from muster.client.episode import run_episode
from muster.client.link import GrpcLink
from muster.client.result import EpisodeResult
from muster.commands.output import note
from muster.commands.progress import Watcher, watching
from muster.recording.header import Header
from muster.recording.recorder import Recorder
from muster.scenario.population import people
from muster.scenario.scenario import Scenario
from muster.world.compile import is_compiled, remember_compiled


def run_one(scenario: Scenario, seed: int, address: str, path: Path) -> EpisodeResult:
    """Run and record one episode.

    A run that fails before its first second is over leaves no file; one that is stopped later leaves what it has.
    """
    mind = ask_who(address)
    cast = people(scenario)
    recorder = Recorder(path, Header(scenario, seed, cast, mind.backend, mind.model))
    title = f"{scenario.name}, seed {seed}, {len(cast)} people"
    keeper = _Keeper(recorder)
    try:
        with watching(title, scenario.duration, compiling=not is_compiled()) as watcher:
            keeper.watcher = watcher
            result = _episode(scenario, seed, address, keeper)
    except BaseException:
        keeper.keep_or_discard()
        raise
    recorder.finish(result.to_json())
    remember_compiled()
    return result


def _episode(scenario: Scenario, seed: int, address: str, keeper: "_Keeper") -> EpisodeResult:
    link = GrpcLink(address)
    try:
        result = run_episode(scenario, seed=seed, link=link, recorder=keeper.recorder, on_second=keeper.second)
    finally:
        link.close()
    return replace(result, recording=str(keeper.recorder.path))


class _Keeper:
    """Knows whether a recording is worth keeping when its run ends early."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.watcher: Watcher | None = None
        self._until_s = 0.0

    def second(self, time_s: float) -> None:
        self._until_s = time_s
        if self.watcher is not None:
            self.watcher.second(time_s)

    def keep_or_discard(self) -> None:
        if self._until_s == 0.0:
            self.recorder.discard()
            return
        self.recorder.close()
        note(
            f"The first {self._until_s:g} s are recorded in {self.recorder.path}; see muster info {self.recorder.path}"
        )
