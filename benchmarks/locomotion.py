"""How many bodies a second we move, beside JuPedSim where that is installed: one floor of 320 rooms, one thread.

Both walk the same people from the same places to the same targets in their own rooms, with the same law and step. For
JuPedSim that is its best case: to targets further off it plans every way anew at every step. `make oracle` makes an
environment that has it.
"""

import argparse
import json
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np
from floorplan import Box, office_floor, walls_of

from muster.world.locomotion import PROFILES, advance
from muster.world.walls import build_walls

PROFILE, SPEED, DT = PROFILES["default"], 1.34, 0.01
SIZES = (100, 1_000, 10_000)
ROUNDS = 3
MISSING = (
    "JuPedSim is not installed here, so these are our figures alone. Beside it:\n"
    "  make oracle && .venv-oracle/bin/python benchmarks/locomotion.py"
)


def people(rooms: list[Box], n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return starts and targets ``(n, 2)``: rooms fill up evenly, each with rows 0.68 m apart."""
    rng = np.random.default_rng(seed)
    start, target = np.empty((n, 2)), np.empty((n, 2))
    for i in range(n):
        box, place = rooms[i % len(rooms)], i // len(rooms)
        start[i] = box.x1 + 0.4 + place % 8 * 0.68, box.y1 + 0.4 + place // 8 * 0.9
        target[i] = rng.uniform((box.x1 + 0.4, box.y1 + 0.4), (box.x2 - 0.4, box.y2 - 0.4))
    return start, target


def ours(boxes: list[Box], start: np.ndarray, target: np.ndarray) -> Callable[[], None]:
    """Return a function that makes one step, aiming included."""
    segments = walls_of(boxes)
    walls = build_walls(segments, np.zeros(len(segments), np.int32), np.ones(len(segments), np.bool_), 1)
    n = len(start)
    position, heading, stuck, tick = start, np.tile([1.0, 0.0], (n, 1)), np.zeros(n), 0
    layer, ghost_layer, present = np.zeros(n, np.int32), np.full(n, -1, np.int32), np.ones(n, np.bool_)
    speed, radius = np.full(n, SPEED), np.full(n, PROFILE.radius)

    def step() -> None:
        nonlocal position, heading, tick
        toward = target - position
        toward /= np.maximum(np.hypot(toward[:, 0], toward[:, 1]), 1e-9)[:, None]
        position, heading, _ = advance(
            position, heading, layer, ghost_layer, toward, speed, radius, present, walls, PROFILE, DT,
            stuck=stuck, tick=tick,
        )  # fmt: skip
        tick += 1

    return step


def theirs(boxes: list[Box], start: np.ndarray, target: np.ndarray) -> Callable[[], None]:
    """Return JuPedSim's function that makes one step."""
    jupedsim: Any = import_module("jupedsim")
    shapely: Any = import_module("shapely")
    floor = shapely.unary_union([shapely.box(b.x1, b.y1, b.x2, b.y2) for b in boxes])
    model = jupedsim.CollisionFreeSpeedModelV2()
    simulation = jupedsim.Simulation(model=model, geometry=floor, dt=DT)
    stage = simulation.add_direct_steering_stage()
    journey = simulation.add_journey(jupedsim.JourneyDescription([stage]))
    for place, goal in zip(start.tolist(), target.tolist(), strict=True):
        id = simulation.add_agent(
            jupedsim.CollisionFreeSpeedModelV2AgentParameters(
                position=tuple(place),
                desired_speed=SPEED,
                time_gap=PROFILE.time_gap,
                radius=PROFILE.radius,
                range_neighbor_repulsion=PROFILE.neighbour_range,
                journey_id=journey,
                stage_id=stage,
            )
        )
        simulation.agent(id).target = tuple(goal)
    return simulation.iterate


def rate(step: Callable[[], None], n: int, seconds: float) -> float:
    """Return agent-steps a second over about ``seconds``."""
    steps, begin = 0, perf_counter()
    while (spent := perf_counter() - begin) < seconds or steps < 3:
        step()
        steps += 1
    return n * steps / spent


def compare(n: int, movers: dict[str, Callable[..., Callable[[], None]]], seconds: float) -> dict[str, float]:
    """Return the best of some rounds for each; they take turns, so that a busy machine is busy for both."""
    rooms, passages = office_floor()
    steps = {name: mover(rooms + passages, *people(rooms, n)) for name, mover in movers.items()}
    for step in steps.values():
        step()
    rounds = [{name: rate(step, n, seconds) for name, step in steps.items()} for _ in range(ROUNDS)]
    return {name: max(each[name] for each in rounds) for name in steps}


def has_jupedsim() -> bool:
    """Tell whether JuPedSim, and shapely for its floor, are installed."""
    return all(find_spec(name) is not None for name in ("jupedsim", "shapely"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--seconds", type=float, default=1.0, help="wall-clock seconds a measurement (there are 3)")
    options = parser.parse_args()
    movers = {"ours": ours, "jupedsim": theirs} if has_jupedsim() else {"ours": ours}
    figures = {n: compare(n, movers, options.seconds) for n in SIZES}
    if options.json:
        print(json.dumps(figures))
        return
    print("million agent-steps a second, dt 0.01, one thread")
    print(f"{'people':>8} {'ours':>8}" + (f" {'JuPedSim':>9} {'times':>6}" if "jupedsim" in movers else ""))
    for n, row in figures.items():
        beside = f" {row['jupedsim'] / 1e6:9.3f} {row['ours'] / row['jupedsim']:6.1f}" if "jupedsim" in row else ""
        print(f"{n:8,} {row['ours'] / 1e6:8.2f}{beside}")
    if "jupedsim" not in movers:
        print(MISSING)


if __name__ == "__main__":
    main()
