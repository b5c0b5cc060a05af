"""Verification tests of RiMEA, *Richtlinie für Mikroskopische Entfluchtungsanalysen*, version 4.1.1 (2025).

Numbers in names are RiMEA's. Where RiMEA describes a picture ("a jam forms"), the bound is ours and says so.
"""

from dataclasses import replace

import numpy as np
import pytest

from muster.scenario.persona import AgeBand, Knowledge
from muster.scenario.scenario import Cue, CueKind
from muster.world.bodies import FASTEST, SLOWEST, WALKING_SPEED
from muster.world.events import EventKind
from muster.world.locomotion import PROFILES
from muster.world.locomotion.trials import walk_round
from muster.world.steering import STAIRS_DOWN, STAIRS_UP
from muster.world.world import World
from support import buildings
from support.figures import Figures
from support.minding import live, minds
from support.walking import (
    DT,
    everybody_leaves,
    is_empty,
    leave,
    people,
    put,
    run,
    run_until_out,
    scenario_of,
    times,
    walking_at,
    world_of,
)

RIMEA_SPEED = 1.33
NEAR = 2.0  # metres before a passage over which we measure the density of who waits there


def egress(world: World, limit: float = 900.0) -> list[float]:
    """When each person came out, in order; everybody does."""
    out = times(world, run_until_out(world, limit), EventKind.OUT)
    assert len(out) == world.people, f"{world.people - len(out)} of {world.people} still inside after {limit:g} s"
    return sorted(out.values())


def flow(out: list[float]) -> float:
    """Persons per second between the first fifth and the last fifth."""
    first, last = len(out) // 5, len(out) * 4 // 5
    return (last - first) / (out[last] - out[first])


class Gauge:
    """Mean density, persons/m², of the half disc of radius ``NEAR`` before a passage, over the middle of a run."""

    def __init__(self, world: World, region: str, x: float, y: float) -> None:
        self._world, self._region, self._at = world, world.region_index[region], (x, y)
        self.seen: list[float] = []

    def __call__(self) -> None:
        bodies = self._world.bodies
        here = bodies.present & (bodies.region == self._region)
        near = np.hypot(*(bodies.position[here] - self._at).T) < NEAR
        self.seen.append(float(near.sum()) / (np.pi * NEAR**2 / 2))

    @property
    def mean(self) -> float:
        part = len(self.seen) // 4
        return float(np.mean(self.seen[part:-part]))


# 1 to 3: one person walks as fast as it says


def test_1_a_corridor_of_40_metres_takes_26_to_34_seconds(figures: Figures):
    """RiMEA 1: 40 m at 1.33 m/s, a pre-movement time of a second and errors of 5 % allowed: 26 to 34 s."""
    world = walking_at(world_of(buildings.corridor(), people(1, "corridor")), RIMEA_SPEED)
    put(world, 0, 0.2, 1.0, "corridor")
    leave(world, 0)
    (seconds,) = egress(world)
    figures("seconds", seconds)
    assert 26.0 <= seconds <= 34.0


@pytest.mark.parametrize(("start", "exit", "share"), [("lower", 1, STAIRS_UP), ("upper", 0, STAIRS_DOWN)])
def test_2_and_3_a_stair_takes_its_length_over_the_speed_we_document(
    start: str, exit: int, share: float, figures: Figures
):
    """RiMEA 2 (up) and 3 (down): 10 m along the slope; we ask for 5 %."""
    world = walking_at(world_of(buildings.stairs(length=10.0), people(1, start)), RIMEA_SPEED)
    leave(world, 0, exit)
    on_stair: list[bool] = []
    stair = world.region_index["stair"]
    run_until_out(world, 90.0, each_step=lambda: on_stair.append(bool(world.bodies.region[0] == stair)))
    figures("seconds", sum(on_stair) * DT)
    assert sum(on_stair) * DT == pytest.approx(10.0 / (RIMEA_SPEED * share), rel=0.05)


def test_4_the_denser_the_slower(figures: Figures):
    """RiMEA 4: speed falls monotonically with density, .5 to 6 persons/m²."""
    speed = [walk_round(PROFILES["default"], density, np.random.default_rng(0)) for density in (0.5, 1, 2, 3, 4, 5, 6)]
    figures("speed", speed)
    assert np.all(np.diff(speed) < 0.0)


def test_5_everybody_starts_at_their_own_time():
    """RiMEA 5: ten people in a room of 8 x 5 m, pre-movement times 10 to 100 s."""
    world = world_of(buildings.room(8.0, 5.0, ((3.5, 0.0), (4.5, 0.0))), people(10, "room"))
    wanted = [10.0 * (k + 1) for k in range(10)]
    started = {}
    for tick in range(round(101.0 / DT)):
        for body in np.flatnonzero(np.isclose(wanted, tick * DT)):
            leave(world, int(body))
        run(world, DT)
        for body in np.flatnonzero(world.bodies.speed > 0.0):
            started.setdefault(int(body), tick * DT)
    assert [started[body] for body in range(10)] == pytest.approx(wanted, abs=2 * DT)


def test_6_nobody_crosses_a_wall_at_a_corner():
    """RiMEA 6: twenty people round a corner of a corridor 2 m wide."""
    world = world_of(buildings.corner(), people(20, "corridor"))
    for body in range(20):
        put(world, body, 0.5 + 0.6 * (body // 2), 0.5 + 1.0 * (body % 2), "corridor")
        leave(world, body)
    beyond: list[int] = []

    def look() -> None:
        x, y = world.bodies.position.T
        inside = (x > 0.0) & (x < 12.0) & (y > 0.0) & (y < 2.0) | (x > 10.0) & (x < 12.0) & (y >= 2.0)
        beyond.extend(np.flatnonzero(~inside))

    assert len(times(world, run_until_out(world, 120.0, each_step=look), EventKind.OUT)) == 20
    assert not beyond


@pytest.mark.parametrize("band", list(AgeBand))
def test_7_walking_speeds_follow_the_age_bands_we_document(band: AgeBand, figures: Figures):
    """RiMEA 7: fifty people of one band. Bounds: 4 standard errors of the mean, and of the deviation (chi, n = 50)."""
    n, (mean, deviation) = 50, WALKING_SPEED[band]
    drawn = world_of(buildings.corridor(), people(n, "corridor", age_band=band)).bodies.free_speed
    figures("mean_and_deviation", (drawn.mean(), drawn.std(ddof=1)))
    assert drawn.mean() == pytest.approx(mean, abs=4 * deviation / n**0.5)
    assert drawn.std(ddof=1) == pytest.approx(deviation, rel=4 / (2 * (n - 1)) ** 0.5)
    assert SLOWEST <= drawn.min() <= drawn.max() <= FASTEST


def test_9_with_half_the_exits_a_large_room_takes_twice_as_long(figures: Figures):
    """RiMEA 9: 1,000 people, 30 x 20 m, four exits of 1 m against two. "About double": within 15 %, ours."""
    exits = [((x - 0.5, y), (x + 0.5, y)) for y in (0.0, 20.0) for x in (7.5, 22.5)]
    last = [
        egress(everybody_leaves(world_of(buildings.room(30.0, 20.0, *open), people(1000, "room"))))[-1]
        for open in (exits, exits[:2])
    ]
    figures("seconds", last)
    assert last[1] / last[0] == pytest.approx(2.0, rel=0.15)


def choose_exits(number: int, seed: int, address: str) -> tuple[int, int]:
    """Alarm people in the west third of a room with an exit west and one east; count first choices of either."""
    stage = buildings.room(30.0, 20.0, ((2.5, 0.0), (3.5, 0.0)), ((26.5, 0.0), (27.5, 0.0)))
    alarm = replace(
        scenario_of(stage, people(number, "room", knows=Knowledge.ALL)),
        cues=(Cue(0.0, CueKind.ALARM),),
        stop_when_settled=True,
    )
    west_third = np.random.default_rng(seed).uniform((0.5, 0.5), (9.5, 19.5), (number, 2))
    lived = live(alarm, seed, address, standing=west_third)
    assert is_empty(lived.world)
    chosen = list(lived.first_exit.values())
    return chosen.count(0), chosen.count(1)


@pytest.mark.parametrize("number", [300, pytest.param(1000, marks=pytest.mark.slow)])
def test_11_most_choose_the_nearest_exit_and_some_the_second(number: int, figures: Figures):
    """RiMEA 11 with the built-in minds; "most" by 3 standard errors of a fair coin, "some" from a fifth, ours."""
    with minds() as address:
        near, far = np.sum([choose_exits(number, seed, address) for seed in range(3)], axis=0)
    figures("near_and_far", (near, far))
    assert near > (near + far) / 2 + 3 * (near + far) ** 0.5 / 2
    assert far > (near + far) / 5


class Neck:
    """RiMEA 12: 150 people through a bottleneck and then a door of the same width; time, flow, and both jams."""

    def __init__(self, length: float, width: float, seed: int) -> None:
        world = everybody_leaves(world_of(buildings.bottleneck(length, width), people(150, "first"), seed=seed))
        first, second = Gauge(world, "first", 10.0, 5.0), Gauge(world, "second", 20.0 + length, 5.0)

        def look() -> None:
            first()
            second()

        out = sorted(times(world, run_until_out(world, 900.0, each_step=look), EventKind.OUT).values())
        assert len(out) == 150
        self.last, self.flow, self.first_jam, self.second_jam = out[-1], flow(out), first.mean, second.mean


def necks(length: float, width: float) -> list[Neck]:
    return [Neck(length, width, seed) for seed in range(2)]


def test_12_the_longer_the_bottleneck_the_slower(figures: Figures):
    """RiMEA 12 with a bottleneck 1 m wide."""
    last = [np.mean([neck.last for neck in necks(length, 1.0)]) for length in (0.5, 2.0, 10.0)]
    figures("seconds", last)
    assert np.all(np.diff(last) > 0.0)


def test_12_the_wider_the_bottleneck_the_more_pass_and_only_the_first_one_jams(figures: Figures):
    """RiMEA 12: flow rises with width; the bottleneck lets no more through than the next door takes.

    "Jam": more than 2 persons/m² wait, where walking is down to half its free speed (Weidmann 1993); ours.
    """
    trials = [necks(5.0, width) for width in (0.8, 1.0, 1.2)]
    flows = [np.mean([neck.flow for neck in pair]) for pair in trials]
    first = [neck.first_jam for pair in trials for neck in pair]
    second = [neck.second_jam for pair in trials for neck in pair]
    figures("flow", flows)
    figures("first_and_second_jam", (first, second))
    assert np.all(np.diff(flows) > 0.0)
    assert min(first) > 2.0
    assert max(second) < 1.0


class Climb:
    """RiMEA 13: 150 people take a stair 2 m wide; time, jam before it, and speed (in the plan) and density on it."""

    def __init__(self, start: str, exit: int, seed: int) -> None:
        world = world_of(buildings.stairs(width=2.0, landing=10.0, room_width=10.0), people(150, start), seed=seed)
        for body in range(150):
            leave(world, body, exit)
        jam = Gauge(world, start, 10.0 if start == "lower" else 10.0 + 8.66, 5.0)
        bodies, stair = world.bodies, world.region_index["stair"]
        speed: list[float] = []
        number: list[int] = []

        def look() -> None:
            jam()
            on = bodies.region == stair
            if on.any():
                speed.append(float(bodies.speed[on].mean()))
                number.append(int(on.sum()))

        out = times(world, run_until_out(world, 900.0, each_step=look), EventKind.OUT)
        assert len(out) == 150
        self.last, self.jam = max(out.values()), jam.mean
        self.speed, self.density = float(np.mean(speed)), float(np.mean(number)) / (8.66 * 2.0)


def test_13_a_crowd_is_faster_down_a_stair_than_up_and_jams_at_its_foot(figures: Figures):
    """RiMEA 13, mean of three seeds; "jam" as in test 12, "equal density" within 10 %, ours."""
    up, down = (
        np.mean([(c.last, c.speed, c.density, c.jam) for c in (Climb(start, exit, seed) for seed in range(3))], axis=0)
        for start, exit in (("lower", 1), ("upper", 0))
    )
    figures("up_last_speed_density_jam", up)
    figures("down_last_speed_density_jam", down)
    assert down[0] < up[0]
    assert down[1] > up[1]
    assert down[2] == pytest.approx(up[2], rel=0.1)
    assert up[3] > 2.0
