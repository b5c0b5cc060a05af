"""Which way people go: the exits they were assigned, and those that their minds choose."""

from dataclasses import dataclass, replace

import numpy as np

from muster.client.episode import Episode
from muster.client.link import GrpcLink
from muster.scenario.persona import Knowledge
from muster.scenario.scenario import Cue, CueKind, Scenario
from muster.verification import stages
from muster.verification.case import Bench, Finding
from muster.verification.walking import is_empty, people, scenario_of
from muster.world.acts import Act
from muster.world.arrays import Floats, Ints
from muster.world.world import World


@dataclass(frozen=True)
class Lived:
    """What came of an episode with minds.

    Attributes:
        everybody_out: whether nobody is left inside.
        first: ``(people,)`` the exit each set out for first; -1 for none.
        last: ``(people,)`` the exit each came out by; -1 for none.
    """

    everybody_out: bool
    first: Ints
    last: Ints


def live(scenario: Scenario, seed: int, address: str, *, standing: Floats | None = None) -> Lived:
    """Run an episode to its end; ``standing``, ``(people, 2)`` metres, moves people within their regions first."""
    link = GrpcLink(address)
    try:
        episode = Episode(scenario, seed, link, None)
        world = episode.world
        if standing is not None:
            world.bodies.position[: len(standing)] = standing
        first = np.full(world.people, -1)
        episode.run(None, hand=lambda episode: _note_exits(episode.world, first))
    finally:
        link.close()
    out = world.bodies.outside[: world.people]
    return Lived(is_empty(world), first, np.where(out, world.bodies.target[: world.people], -1))


def _note_exits(world: World, first: Ints) -> None:
    """Write down the exits of those who have just set out for one, in place."""
    n = world.people
    setting_out = (world.bodies.act[:n] == int(Act.EXIT)) & (first < 0)
    first[setting_out] = world.bodies.target[:n][setting_out]


def nearest_and_second(bench: Bench) -> Finding:
    """Built-in minds in the west third of a room, an exit west and one east; three crowds of 1,000 (quick: 300).

    "Most" by 3 standard errors of a fair coin, "some" from a fifth; ours.
    """
    number = 300 if bench.quick else 1000
    near, far = np.sum([_first_choices(number, seed, bench.minds()) for seed in range(3)], axis=0).tolist()
    all_out = near + far == 3 * number
    most, some = near > (near + far) / 2 + 3 * (near + far) ** 0.5 / 2, far > (near + far) / 5
    return Finding(f"{near:,} and {far:,}", all_out and most and some, {"near": near, "far": far})


def _first_choices(number: int, seed: int, address: str) -> tuple[int, int]:
    stage = stages.room(30.0, 20.0, ((2.5, 0.0), (3.5, 0.0)), ((26.5, 0.0), (27.5, 0.0)))
    alarm = alarmed(scenario_of(stage, people(number, "room", knows=Knowledge.ALL)))
    west_third = np.random.default_rng(seed).uniform((0.5, 0.5), (9.5, 19.5), (number, 2))
    lived = live(alarm, seed, address, standing=west_third)
    return (int(np.sum(lived.first == 0)), int(np.sum(lived.first == 1))) if lived.everybody_out else (0, 0)


def alarmed(scenario: Scenario) -> Scenario:
    """Return the scenario with an alarm at its start, over once everybody is out."""
    return replace(scenario, cues=(Cue(0.0, CueKind.ALARM),), stop_when_settled=True)
