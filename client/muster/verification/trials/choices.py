"""Which way people go: the exits they were assigned, and those that their minds choose."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from muster.client.episode import Episode
from muster.client.link import GrpcLink
from muster.scenario.building import DoorKind, LockKind
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.persona import Hearing, Knowledge, Persona
from muster.scenario.scenario import Cue, CueKind, ReactionTimes, Scenario
from muster.scenario.tower import tower
from muster.verification import stages
from muster.verification.case import Bench, Finding
from muster.verification.measures import egress, listed, rises
from muster.verification.walking import (
    everybody_leaves,
    is_empty,
    leave,
    people,
    run_until_out,
    scenario_of,
    walking_at,
    world_of,
)
from muster.world.acts import Act
from muster.world.arrays import Floats, Ints
from muster.world.events import EventKind
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


def live(
    scenario: Scenario,
    seed: int,
    address: str,
    *,
    standing: Floats | None = None,
    hand: Callable[[Episode], None] = lambda episode: None,
) -> Lived:
    """Run an episode to its end, with minds at ``address``.

    ``standing``, ``(people, 2)`` metres, moves people within their regions first; ``hand`` is given the episode before
    every step.
    """
    link = GrpcLink(address)
    try:
        episode = Episode(scenario, seed, link, None)
        world = episode.world
        if standing is not None:
            world.bodies.position[: len(standing)] = standing
        first = np.full(world.people, -1)

        def watch(episode: Episode) -> None:
            _note_exits(episode.world, first)
            hand(episode)

        episode.run(None, hand=watch)
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


def assigned_exits(bench: Bench) -> Finding:
    """23 people in twelve cabins; those of 1 to 4 and 7 to 10 are to use the main exit, the rest the secondary one."""
    rooms = [room for room in range(1, 13) for _ in range(2)][:23]
    cast = [replace(people(1, f"room-{room}")[0], id=str(k)) for k, room in enumerate(rooms)]
    world = world_of(stages.cabins(), cast)
    assigned = [0 if room in (1, 2, 3, 4, 7, 8, 9, 10) else 1 for room in rooms]
    for body, exit in enumerate(assigned):
        leave(world, body, exit)
    out = {event.agent: event.other for event in run_until_out(world, 300.0) if event.kind is EventKind.OUT}
    right = sum(out.get(body) == exit for body, exit in enumerate(assigned))
    return Finding(f"{right} of 23", right == 23, {"right": right})


def over_or_round(bench: Bench) -> Finding:
    """Fifty people with a way of 14 m over stairs and a level one of 19 m or 59 m, corners aside."""
    over = [_take_stairs(round_by) for round_by in (1.0, 20.0)]
    text = f"{over[0]} and {over[1]} of 50 over the stairs, by a detour of 2 and of 40 m"
    return Finding(text, over[1] == 50, {"over": [float(number) for number in over]})


def _take_stairs(round_by: float) -> int:
    world = world_of(stages.over_or_round(round_by), people(50, "start"))
    everybody_leaves(world)
    bridge, seen = world.region_index["bridge"], np.zeros(50, np.bool_)

    def look() -> None:
        seen[world.bodies.region[:50] == bridge] = True

    run_until_out(world, 300.0, each_step=look)
    return int(seen.sum())


def three_storeys(bench: Bench) -> Finding:
    """100 people over three storeys of offices; everybody's walking speed .6, .9, 1.2 and 1.5 m/s, mean of 3 crowds."""
    speeds = (0.6, 0.9, 1.2, 1.5)
    last = [float(np.mean([_leave_tower(speed, seed) for seed in bench.seeds(3)])) for speed in speeds]
    return Finding(f"{listed(last)} s", rises([-seconds for seconds in last]), {"seconds": last})


def _leave_tower(speed: float, seed: int) -> float:
    stage = tower(3, 6)
    scenario = scenario_of(stage, people(100, stage.regions[0].id))
    spread = replace(scenario, population=replace(scenario.population, spread=True))
    return egress(everybody_leaves(walking_at(World(spread, seed), speed)))[-1]


HALLS, DRAWS, STREAM = 100, 10, 5
"""Halls in a building, seeds, and how many people cross a hall; one person in each hall is asked."""
CHANCE = 3.0 * (2 * 0.25 / (HALLS * DRAWS)) ** 0.5
"""Three standard errors, at most, of the difference of two shares of independent choices."""
PROMPT = ReactionTimes(alarm=(3.0, 0.3))
"""They decide while the stream passes, which takes ten seconds; ours."""


def affiliation(bench: Bench) -> Finding:
    """In the middle of a hall: somebody who uses the west exit every day, against somebody who knows both."""
    daily, both = (_west_share(knows, bench) for knows in (Knowledge.DAILY, Knowledge.ALL))
    figures = {"daily": daily, "both": both}
    return Finding(f"{daily:.0%} against {both:.0%} west", daily - both > CHANCE, figures)


def social_influence(bench: Bench) -> Finding:
    """In the middle of a hall, knowing both exits: alone, and while deaf people cross it to the west exit."""
    alone, together = (_west_share(Knowledge.ALL, bench, stream) for stream in (0, STREAM))
    figures = {"alone": alone, "together": together}
    return Finding(f"{together:.0%} against {alone:.0%} west", together - alone > CHANCE, figures)


@cache
def _west_share(knows: Knowledge, bench: Bench, stream: int = 0) -> float:
    """Return the share of those asked who set out west first, while ``stream`` others cross each hall from the east."""
    asked = [people(1, f"hall-{k}", knows=knows)[0] for k in range(HALLS)]
    deaf = [replace(each, id=f"deaf-{each.id}") for k in range(HALLS) for each in _deaf(stream, k)]
    alarm = replace(alarmed(scenario_of(stages.halls(HALLS), (*asked, *deaf))), reaction=PROMPT)
    west = 0
    for seed in range(DRAWS):
        first = live(alarm, seed, bench.minds(), standing=_standing(seed, stream), hand=_send_stream_west).first
        west += int(np.sum(first[:HALLS] % 2 == 0))
    return west / (HALLS * DRAWS)


def _deaf(number: int, hall: int) -> tuple[Persona, ...]:
    return people(number, f"hall-{hall}", hearing=Hearing.DEAF)


def _standing(seed: int, stream: int) -> Floats:
    """Return where everybody stands: one in the middle of each hall, then the others east of them."""
    rng, south = np.random.default_rng(seed), 24.0 * np.arange(HALLS)
    middle = np.column_stack([np.full(HALLS, 10.0), south + 6.0])
    spots = rng.uniform((12.0, 1.0), (19.0, 9.0), (HALLS, stream, 2)) + np.stack([0.0 * south, south], axis=1)[:, None]
    return np.concatenate([middle, spots.reshape(-1, 2)])


def _send_stream_west(episode: Episode) -> None:
    if episode.world.tick == 0:
        for body in range(HALLS, episode.world.people):
            leave(episode.world, body, 2 * int(episode.world.bodies.region[body]))


HALL = stages.room(20.0, 10.0, ((1.0, 0.0), (2.0, 0.0)), ((18.0, 0.0), (19.0, 0.0)))
"""Exits 0 in the west and 1 in the east, as far from the middle."""


def exit_closes(bench: Bench) -> Finding:
    """Twenty people near one exit, which is locked a second after the alarm: all leave by the other."""
    walled = replace(HALL, doors=tuple(replace(door, kind=DoorKind.DOOR, lock=LockKind.KEY) for door in HALL.doors))
    alarm = alarmed(scenario_of(walled, people(20, "room", knows=Knowledge.ALL)))
    west = np.random.default_rng(0).uniform((1.0, 1.0), (8.0, 9.0), (20, 2))
    lived = live(alarm, 0, bench.minds(), standing=west, hand=_lock_first_exit)
    east = int(np.sum(lived.last == 1))
    return Finding(f"{east} of 20", east == 20, {"east": east})


def _lock_first_exit(episode: Episode) -> None:
    if episode.world.tick == round(episode.world.ticks_per_second):
        episode.inject(Inject(InjectKind.LOCK, door=episode.world.scenario.building.exits[0].door))
