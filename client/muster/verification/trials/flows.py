"""Crowds: how many pass, how fast at which density, and where they jam."""

from functools import cache

import numpy as np

from muster.scenario.building import Building
from muster.verification import stages
from muster.verification.case import Bench, Finding
from muster.verification.measures import JAM, NEAR, Gauge, egress, flow, listed, rises
from muster.verification.walking import everybody_leaves, leave, people, put, run, run_until_out, times, world_of
from muster.world.events import EventKind
from muster.world.locomotion import PROFILES
from muster.world.locomotion.trials import walk_round

IN_FILE = (0.8, 1.0, 1.5, 2.0)  # persons/m, of the range that Seyfried and others (2005) measured
FLOOR_BEFORE_STAIR = (np.pi * NEAR**2 / 2) / (NEAR**2 * np.arcsin(0.5) + np.sqrt(NEAR**2 - 1.0))
"""A half disc over that part of it within 1 m of its axis: what turns its density into that of a corridor 2 m wide."""
DENSITIES = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)  # persons/m², of RiMEA's test 4


@cache
def _speeds() -> list[float]:
    return [walk_round(PROFILES["default"], density, np.random.default_rng(0)) for density in DENSITIES]


def fundamental_diagram(bench: Bench) -> Finding:
    """Mean speed in a corridor by density: it falls."""
    speeds = _speeds()
    return Finding(f"{listed(speeds, 2)} m/s", rises([-speed for speed in speeds]), {"speed": speeds})


def flow_at_density(bench: Bench) -> Finding:
    """Flow at 6 persons/m² against flow at 2, where it is highest."""
    flows = [density * speed for density, speed in zip(DENSITIES, _speeds(), strict=True)]
    dense, moderate = flows[-1], flows[DENSITIES.index(2.0)]
    text = f"{dense:.2f} at 6 /m², {moderate:.2f} persons/m/s at 2 /m²"
    return Finding(text, dense < moderate, {"flow": flows})


def door(bench: Bench) -> Finding:
    """100 people in a room of 8 x 5 m with an exit of 1 m, profile ``imo``; the flow over the whole egress."""
    stage = stages.room(8.0, 5.0, ((3.5, 0.0), (4.5, 0.0)))
    flows = [
        100.0 / egress(everybody_leaves(world_of(stage, people(100, "room"), seed=seed, profile="imo")), 300.0)[-1]
        for seed in range(3)
    ]
    text = f"{min(flows):.2f} to {max(flows):.2f} persons/s"
    return Finding(text, min(flows) > 0.0 and max(flows) <= 1.33, {"flow": flows})


def half_the_exits(bench: Bench) -> Finding:
    """1,000 people, 30 x 20 m, four exits of 1 m against two. "About double": within 15 %, ours."""
    exits = [((x - 0.5, y), (x + 0.5, y)) for y in (0.0, 20.0) for x in (7.5, 22.5)]
    last = [
        egress(everybody_leaves(world_of(stages.room(30.0, 20.0, *open), people(1000, "room"))))[-1]
        for open in (exits, exits[:2])
    ]
    ratio = last[1] / last[0]
    return Finding(f"{listed(last)} s: {ratio:.2f} times", abs(ratio / 2.0 - 1.0) <= 0.15, {"seconds": last})


def counterflow(bench: Bench) -> Finding:
    """Two rooms of 10 x 10 m, a corridor of 10 x 2 m, 100 people against 0, 10, 50 and 100; mean of two crowds."""
    seeds = bench.seeds(2)
    mean = [float(np.mean([crossing_time(against, seed) for seed in seeds])) for against in (0, 10, 50, 100)]
    return Finding(f"{listed(mean)} s", rises(mean), {"seconds": mean})


def crossing_time(against: int, seed: int) -> float:
    """Return when the last of 100 people from the west room has come into the east room, ``against`` coming back."""
    cast = people(100, "west") + people(against, "east")
    world = world_of(stages.two_rooms(10.0, 2.0), cast, seed=seed)
    for body in range(len(cast)):
        leave(world, body, 1 if body < 100 else 0)
    east, arrived = world.region_index["east"], np.zeros(100, np.bool_)

    def look() -> None:
        arrived[world.bodies.region[:100] == east] = True

    run(world, 1200.0, until=lambda: bool(arrived.all()), each_step=look)
    return world.tick * world.dt if arrived.all() else float("inf")


class Neck:
    """150 people through a bottleneck and then a door of the same width; time, flow, and both jams."""

    def __init__(self, length: float, width: float, seed: int) -> None:
        world = everybody_leaves(world_of(stages.bottleneck(length, width), people(150, "first"), seed=seed))
        first, second = Gauge(world, "first", 10.0, 5.0), Gauge(world, "second", 20.0 + length, 5.0)

        def look() -> None:
            first()
            second()

        out = sorted(times(world, run_until_out(world, 900.0, each_step=look), EventKind.OUT).values())
        is_out = len(out) == 150
        self.last, self.flow = (out[-1], flow(out)) if is_out else (float("inf"), 0.0)
        self.first_jam, self.second_jam = first.mean, second.mean


def bottleneck_length(bench: Bench) -> Finding:
    """A bottleneck 1 m wide, .5, 2 and 10 m long; mean of two crowds."""
    last = [float(np.mean([Neck(length, 1.0, seed).last for seed in bench.seeds(2)])) for length in (0.5, 2.0, 10.0)]
    return Finding(f"{listed(last)} s", rises(last), {"seconds": last})


@cache
def _widths(seeds: range) -> list[list[Neck]]:
    return [[Neck(5.0, width, seed) for seed in seeds] for width in (0.8, 1.0, 1.2)]


def bottleneck_width(bench: Bench) -> Finding:
    """A bottleneck 5 m long, .8, 1.0 and 1.2 m wide; mean of two crowds."""
    flows = [float(np.mean([neck.flow for neck in pair])) for pair in _widths(bench.seeds(2))]
    return Finding(f"{listed(flows, 2)} persons/s", rises(flows), {"flow": flows})


def bottleneck_jams(bench: Bench) -> Finding:
    """The bottleneck lets no more through than the next door takes, so that only the first one jams."""
    necks = [neck for pair in _widths(bench.seeds(2)) for neck in pair]
    first, second = [neck.first_jam for neck in necks], [neck.second_jam for neck in necks]
    text = f"{min(first):.1f} to {max(first):.1f} and {min(second):.2f} to {max(second):.2f} /m²"
    return Finding(text, min(first) > JAM and max(second) < 1.0, {"first": first, "second": second})


class Climb:
    """150 people take a stair 2 m wide; time, jam before it, and speed (in the plan) and density on it."""

    def __init__(self, start: str, exit: int, seed: int) -> None:
        world = world_of(stages.stairs(width=2.0, landing=10.0, room_width=10.0), people(150, start), seed=seed)
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
        last = max(out.values()) if len(out) == 150 else float("inf")
        density = float(np.mean(number)) / (8.66 * 2.0)
        self.measured = last, float(np.mean(speed)), density, jam.mean


def crowd_on_stairs(bench: Bench) -> Finding:
    """Up against down, mean of three crowds; "equal density" within 10 %, ours."""
    up, down = (
        np.mean([Climb(start, exit, seed).measured for seed in bench.seeds(3)], axis=0).tolist()
        for start, exit in (("lower", 1), ("upper", 0))
    )
    text = (
        f"up {up[0]:.0f} s, {up[1]:.2f} m/s at {up[2]:.1f} /m²; down {down[0]:.0f} s, {down[1]:.2f} m/s at "
        f"{down[2]:.1f} /m²; {up[3]:.1f} and {down[3]:.1f} /m² at the foot and the head"
    )
    is_equal = abs(down[2] / up[2] - 1.0) <= 0.1
    holds = down[0] < up[0] and down[1] > up[1] and is_equal and up[3] > JAM
    return Finding(text, holds, {"up": up, "down": down})


def corner_crowd(bench: Bench) -> Finding:
    """100 people round a corner 4 m wide, along its inner way (16 m) straight on, and along its outer way (24 m).

    Each starts in the first 6 m; when the last is out, mean of three crowds.
    """
    buildings = (stages.corridor(16.0, 4.0), stages.wide_corner(), stages.corridor(24.0, 4.0))
    last = [float(np.mean([_last_from_six_metres(stage, seed) for seed in bench.seeds(3)])) for stage in buildings]
    return Finding(f"{listed(last, 1)} s", rises(last), {"seconds": last})


def _last_from_six_metres(stage: Building, seed: int) -> float:
    world = world_of(stage, people(100, "corridor"), seed=seed)
    spots = np.random.default_rng(seed).permutation(
        [(0.3 + 0.55 * i, 0.4 + 0.355 * j) for i in range(10) for j in range(10)]
    )
    for body, (x, y) in enumerate(spots):
        put(world, body, float(x), float(y), "corridor")
    return egress(everybody_leaves(world))[-1]


def queue_at_stair(bench: Bench) -> Finding:
    """150 people from a room along a corridor to the foot of a stair, all 2 m wide."""
    world = everybody_leaves(world_of(stages.corridor_to_stair(), people(150, "room")))
    room, foot = Gauge(world, "room", 8.0, 2.5), Gauge(world, "corridor", 20.0, 2.5)

    def look() -> None:
        room()
        foot()

    out = times(world, run_until_out(world, 600.0, each_step=look), EventKind.OUT)
    # Of the half disc before the stair only the corridor, 2 m wide, is floor: a share of it that geometry gives.
    leaving, climbing = room.peak, foot.peak * FLOOR_BEFORE_STAIR
    text = f"{leaving:.1f} and {climbing:.1f} /m²; {len(out)} of 150 out"
    figures = {"room": leaving, "stair": climbing}
    return Finding(text, len(out) == 150 and min(leaving, climbing) > JAM, figures)


def single_file(bench: Bench) -> Finding:
    """People one behind the other in a ring of 20 m, against the line that Seyfried and others (2005) fitted."""
    speeds = {name: [_in_file(name, density) for density in IN_FILE] for name in ("sfpe", "default")}
    wanted = [(1.0 / density - 0.36) / 1.06 for density in IN_FILE]
    off = float(np.abs(np.subtract(speeds["sfpe"], wanted)).max())
    text = f"{listed(speeds['sfpe'], 2)} for {listed(wanted, 2)} m/s (`default`: {listed(speeds['default'], 2)})"
    return Finding(text, off <= 0.15, {**speeds, "wanted": wanted})


def _in_file(profile: str, density: float) -> float:
    width = 0.5  # metres: too narrow for two of us side by side
    return walk_round(PROFILES[profile], density / width, np.random.default_rng(0), width=width)
