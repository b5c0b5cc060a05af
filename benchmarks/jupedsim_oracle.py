"""Ask JuPedSim how 300 people move, and keep its answer for ``tests/world/test_locomotion_oracle.py``.

Run it with a Python that has JuPedSim (``pip install --no-deps jupedsim==1.4.2 deprecated; pip install wrapt shapely
numpy``), from the repository's root. JuPedSim is LGPL-3 and no dependency of ours: only its numbers are committed.
"""

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from floorplan import Box, walls_of

OUT = Path(__file__).resolve().parents[1] / "tests" / "data" / "jupedsim_oracle.json"
HALL = [Box(0.0, 0.0, 14.0, 12.0), Box(14.0, 5.0, 14.4, 6.2), Box(14.4, 2.0, 24.0, 10.0)]
"""Two halls and a door of 1.2 m."""
TARGETS = ((13.9, 5.6), (23.5, 6.0))
"""Where people of the first and the second hall go."""
PARAMETERS = {
    "time_gap": 0.65,
    "radius": 0.18,
    "strength_neighbor_repulsion": 8.0,
    "range_neighbor_repulsion": 0.12,
    "strength_geometry_repulsion": 5.0,
    "range_geometry_repulsion": 0.02,
}
SPEED, DT, STEPS = 1.34, 0.05, (1, 10)


def crowd(n: int = 300, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Return positions ``(n, 2)`` at least 0.38 m apart, and everybody's target ``(n, 2)``."""
    rng = np.random.default_rng(seed)
    placed: list[tuple[float, float]] = []
    while len(placed) < n:
        box = HALL[0] if rng.random() < 0.65 else HALL[2]
        x, y = rng.uniform((box.x1 + 0.25, box.y1 + 0.25), (box.x2 - 0.25, box.y2 - 0.25))
        if all((x - px) ** 2 + (y - py) ** 2 > 0.38**2 for px, py in placed):
            placed.append((float(x), float(y)))
    return np.array(placed), np.array([TARGETS[x > 14.0] for x, _ in placed])


def ask(start: np.ndarray, target: np.ndarray) -> dict[int, np.ndarray]:
    """Return JuPedSim's positions after each of ``STEPS`` steps."""
    jupedsim: Any = import_module("jupedsim")
    shapely: Any = import_module("shapely")
    floor = shapely.unary_union([shapely.box(b.x1, b.y1, b.x2, b.y2) for b in HALL])
    model = jupedsim.CollisionFreeSpeedModelV2()
    simulation = jupedsim.Simulation(model=model, geometry=floor, dt=DT)
    stage = simulation.add_direct_steering_stage()
    journey = simulation.add_journey(jupedsim.JourneyDescription([stage]))
    ids: list[int] = []
    for position, goal in zip(start.tolist(), target.tolist(), strict=True):
        agent = jupedsim.CollisionFreeSpeedModelV2AgentParameters(
            position=tuple(position), desired_speed=SPEED, journey_id=journey, stage_id=stage, **PARAMETERS
        )
        ids.append(simulation.add_agent(agent))
        simulation.agent(ids[-1]).target = tuple(goal)
    found: dict[int, np.ndarray] = {}
    for step in range(1, max(STEPS) + 1):
        simulation.iterate()
        if step in STEPS:
            found[step] = np.array([simulation.agent(id).position for id in ids])
    return found


def main() -> None:
    """Write the file that the test reads."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    start, target = crowd()
    answer = {
        "made_by": "benchmarks/jupedsim_oracle.py with JuPedSim 1.4.2, CollisionFreeSpeedModelV2",
        "parameters": PARAMETERS,
        "desired_speed": SPEED,
        "dt": DT,
        "walls": walls_of(HALL).round(6).tolist(),
        "start": start.tolist(),
        "target": target.tolist(),
        "after": {str(step): position.tolist() for step, position in ask(start, target).items()},
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(answer) + "\n")
    print(f"wrote {OUT.name}: {len(start)} people after {' and '.join(map(str, STEPS))} steps")


if __name__ == "__main__":
    main()
