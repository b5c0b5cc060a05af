"""One recorded run from start to end, whatever end that is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from muster.client.again import Again
from muster.client.channel import ask_who
from muster.client.episode import Episode, run_episode
from muster.client.errors import NothingToResume
from muster.client.link import MindLink
from muster.client.pace import After, Pace
from muster.client.result import EpisodeResult
from muster.client.resuming import ResumingLink
from muster.commands.minds import Linker
from muster.commands.output import note
from muster.commands.progress import Watcher, watching
from muster.commands.watching import NOBODY, Onlooker
from muster.recording.header import Header
from muster.recording.info import recorded_seconds
from muster.recording.paths import take_the_place_of
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.exercise import Exercise
from muster.scenario.population import people
from muster.scenario.scenario import Scenario
from muster.world.compile import is_compiled, remember_compiled


@dataclass(frozen=True)
class Cast:
    """Who plays an exercise in an episode.

    Attributes:
        exercise: with whatever varies settled; None of a run that is none.
        roles: ids of those played.
        hand: plays them, before every step.
    """

    exercise: Exercise | None
    roles: tuple[str, ...]
    hand: Callable[[Episode], None]


def run_one(
    scenario: Scenario,
    seed: int,
    linker: Linker,
    path: Path,
    onlooker: Onlooker = NOBODY,
    *,
    cast: Cast | None = None,
) -> EpisodeResult:
    """Run and record one episode, which ``cast`` plays when it is an exercise.

    A run that fails before its first second is over leaves no file; one that is stopped later leaves what it has.
    """
    mind = ask_who(linker.address, linker.access)
    onlooker.get_ready()
    header = Header(scenario, seed, people(scenario), mind.backend, mind.model)
    if cast is not None:
        header = replace(header, exercise=cast.exercise, roles=cast.roles)
    recorder = Recorder(path, header)
    result = _Run(scenario, seed, recorder, onlooker, cast.hand if cast else None).through(linker.link(), linker.pace())
    onlooker.play_back(path)
    return result


def resume(path: Path, linker: Linker, onlooker: Onlooker = NOBODY) -> EpisodeResult:
    """Go on with a run that was stopped, and put the whole of it in the place of its recording.

    The recording stays as it is until the new one has come further.
    """
    with Recording.open(path) as recording:
        if recording.meta.finished:
            raise NothingToResume(f"{path} is finished: there is nothing to go on with; start a run with `muster run`")
        scenario, meta, recorded_s = recording.scenario, recording.meta, recorded_seconds(recording)
        again = _again(recording, recorded_s)
        link = ResumingLink(recording, linker.link(), lambda time_s: note(f"Going on from {time_s:.1f} s."))
    ask_who(linker.address, linker.access)
    onlooker.get_ready()
    header = Header(scenario, meta.seed, people(scenario), meta.mind.get("backend", ""), meta.mind.get("model", ""))
    header = replace(header, exercise=again.exercise, roles=again.roles)
    recorder = Recorder(path.with_name(f"{path.name}.resumed"), header)
    try:
        run = _Run(scenario, meta.seed, recorder, onlooker, again.hand)
        result = run.through(link, After(lambda: link.is_live, linker.pace()))
    except BaseException:
        _keep_longer(recorder.path, path, recorded_s)
        raise
    if not run.is_in_one_file:
        onlooker.close()  # a file with its journal beside it cannot be moved
    take_the_place_of(path, recorder.path)
    onlooker.play_back(path)
    return replace(result, recording=str(path))


def _again(recording: Recording, recorded_s: float) -> Cast:
    """Return those who did from outside what is recorded; then the minds of all go on by themselves."""
    roles = cast("list[str]", recording.meta.exercise.get("roles", []))
    hands_back_at = round(recorded_s / recording.meta.dt)
    return Cast(recording.exercise, tuple(roles), Again(recording, hands_back_at=hands_back_at))


def _keep_longer(resumed: Path, path: Path, recorded_s: float) -> None:
    """Put an unfinished recording in the place of the one it goes on from, if it has come further."""
    if not resumed.exists():
        return
    with Recording.open(resumed) as recording:
        is_longer = recorded_seconds(recording) > recorded_s
    if is_longer:
        take_the_place_of(path, resumed)
        note(f"{path} holds it now.")
    else:
        resumed.unlink()
        note(f"{path} is as it was.")


class _Run:
    """One episode that is recorded, and perhaps watched.

    Attributes:
        is_in_one_file: whether the recording, once finished, has no journal beside it for somebody who reads it still.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        recorder: Recorder,
        onlooker: Onlooker,
        hand: Callable[[Episode], None] | None = None,
    ) -> None:
        self._scenario, self._seed, self._recorder, self._onlooker = scenario, seed, recorder, onlooker
        self._hand = hand
        self._keeper = _Keeper(recorder)
        self.is_in_one_file = True

    def through(self, link: MindLink, pace: Pace) -> EpisodeResult:
        """Run it to its end."""
        scenario = self._scenario
        title = f"{scenario.name}, seed {self._seed}, {len(people(scenario))} people"
        try:
            self._onlooker.begin(self._recorder)
            with watching(title, scenario.duration, compiling=not is_compiled()) as watcher:
                self._keeper.watcher = watcher
                result = self._episode(link, self._onlooker.paced(pace, watcher.obey))
        except BaseException:
            self._onlooker.close()
            self._keeper.keep_or_discard()
            raise
        self.is_in_one_file = self._onlooker.let_go()
        self._recorder.finish(result.to_json())
        remember_compiled()
        return result

    def _episode(self, link: MindLink, pace: Pace) -> EpisodeResult:
        try:
            result = run_episode(
                self._scenario,
                seed=self._seed,
                link=link,
                recorder=self._recorder,
                on_second=self._keeper.second,
                pace=pace,
                on_frame=self._onlooker.on_frame,
                hand=self._hand,
            )
        finally:
            link.close()
        return replace(result, recording=str(self._recorder.path))


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
            f"The first {self._until_s:g} s are recorded in {self.recorder.path}; "
            f"go on with: muster run --resume {self.recorder.path}"
        )
