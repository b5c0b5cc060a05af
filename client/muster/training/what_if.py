"""What if: one of a trainee's acts is left out, and all that follows is simulated anew, many times.

Up to the act everything is as recorded. From there on the other people decide anew in every rerun, each rerun with
draws of its own; reruns with the act and without it come in pairs that share those draws. The trainee's body and all
other acts of the trainee and the instructor stay as they were, whether or not they would then have been done. So this
shows how far the simulation differs, and by how much it differs from itself; never what an act did for anybody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from muster.client.again import Again
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.episode import run_episode
from muster.client.history import History
from muster.client.inputs import read_outside
from muster.client.link import MindLink
from muster.client.resuming import ResumingLink
from muster.perception.percept import Percept
from muster.recording.errors import NobodyMeant
from muster.recording.reader import Recording
from muster.scenario.persona import Persona
from muster.scenario.play import Play, PlayKind
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import override
from muster.world.draws import Purpose, bits_of

FEWEST_RERUNS = 20
CAVEAT = (
    "This is simulation output about made-up people. It shows how runs of the simulation differ, with and without one "
    "act, all else of the trainee's kept as it was. It never says that an act cost or saved a life, or would have."
)
_STAYS = frozenset({PlayKind.TAKE, PlayKind.RELEASE, PlayKind.STEER, PlayKind.STOP})
MEASURES: Mapping[str, tuple[str, ...]] = {
    "left the building": ("assembled", "out", "injured_out"),
    "in a hiding place": ("hiding",),
    "inside otherwise": ("inside", "injured_inside"),
    "came to harm in the simulation": ("incapacitated", "injured_out", "injured_inside"),
}
"""What is counted at the end of each rerun, and the outcomes it adds up; the injured are counted twice."""


@dataclass(frozen=True)
class Act:
    """Something a trainee did that can be left out.

    Attributes:
        number: its place among these, from 0. input: its number in the input log.
    """

    number: int
    tick: int
    time: float
    agent: int
    play: Play
    input: int

    @property
    def words(self) -> str:
        """What was done."""
        told = (self.play.door, self.play.spot, self.play.person, self.play.exit, self.play.region)
        what = " ".join(each for each in (self.play.kind.value.replace("_", " "), *told) if each)
        return f'{what}: "{self.play.text}"' if self.play.text else what


@dataclass(frozen=True)
class Spread:
    """How one measure came out over all reruns: counts of people, in the order of the reruns."""

    with_act: tuple[int, ...]
    without_act: tuple[int, ...]


def acts(recording: Recording) -> list[Act]:
    """Return what trainees did beside walking, in order."""
    made = [each for each in read_outside(recording) if isinstance(each[3], Play) and each[3].kind not in _STAYS]
    return [
        Act(place, tick, round(tick * recording.meta.dt, 2), agent, play, number)
        for place, (number, tick, agent, play) in enumerate(made)
        if isinstance(play, Play)
    ]


def act_of(recording: Recording, number: int) -> Act:
    """Return the act of that number; raises NobodyMeant when there is none."""
    known = acts(recording)
    if not 0 <= number < len(known):
        told = f"give a number from 0 to {len(known) - 1}" if known else "no trainee did anything but walk in it"
        raise NobodyMeant(f"{recording.path} has no act {number}; {told}")
    return known[number]


def what_if(
    recording: Recording,
    act: Act,
    link: Callable[[], MindLink],
    *,
    reruns: int = FEWEST_RERUNS,
    horizon: float = 120.0,
    on_rerun: Callable[[int], None] = lambda done: None,
) -> dict[str, Spread]:
    """Return how each of ``MEASURES`` came out with the act and without it, ``horizon`` seconds after it.

    ``link``: makes a link to the minds for one rerun.
    """
    end = min(act.time + horizon, recording.meta.duration)
    scenario = override(recording.scenario, duration=max(end, recording.meta.dt))
    counts: dict[bool, list[Mapping[str, int]]] = {True: [], False: []}
    for number in range(reruns):
        for keeps in (True, False):
            minds = ResumingLink(recording, Redrawn(link(), recording.meta.seed, number), until=act.tick)
            hand = Again(recording, without=() if keeps else (act.input,))
            try:
                result = run_episode(scenario, seed=recording.meta.seed, link=minds, hand=hand)
            finally:
                minds.close()
            counts[keeps].append(result.outcomes)
        on_rerun(number + 1)
    return {
        name: Spread(*(tuple(sum(each[key] for key in keys) for each in counts[keeps]) for keeps in (True, False)))
        for name, keys in MEASURES.items()
    }


class Redrawn:
    """A link whose minds draw by keys of rerun ``number``, the same ones for the same percept in each pair."""

    def __init__(self, inner: MindLink, seed: int, number: int) -> None:
        self._inner = inner
        self._salt = bits_of(seed, number, Purpose.EXERCISE, 1)

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        """Begin the episode."""
        return self._inner.open(scenario, cast, seed, past)

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Ask for decisions, drawn by other keys."""
        return self._inner.send([replace(each, draw_key=each.draw_key ^ self._salt) for each in percepts])

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Wait for a decision."""
        return self._inner.take(agent, ordinal)

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        """Wait for what goes with one."""
        return self._inner.take_words(agent, ordinal)

    def close(self) -> None:
        """End the episode."""
        self._inner.close()
