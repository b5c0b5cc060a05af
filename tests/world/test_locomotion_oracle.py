"""Our law against JuPedSim 1.4.2's, whose numbers ``benchmarks/jupedsim_oracle.py`` wrote down."""

import json
from pathlib import Path

import numpy as np
import pytest

from muster.world.locomotion import Profile, advance
from muster.world.walls import build_walls

ORACLE = json.loads((Path(__file__).parents[1] / "data" / "jupedsim_oracle.json").read_text())
PROFILE = Profile(
    "oracle",
    time_gap=ORACLE["parameters"]["time_gap"],
    radius=ORACLE["parameters"]["radius"],
    neighbour_strength=ORACLE["parameters"]["strength_neighbor_repulsion"],
    neighbour_range=ORACLE["parameters"]["range_neighbor_repulsion"],
    wall_strength=ORACLE["parameters"]["strength_geometry_repulsion"],
    wall_range=ORACLE["parameters"]["range_geometry_repulsion"],
)


def positions_after(steps: int) -> np.ndarray:
    """Walk the oracle's crowd from its start."""
    segments = np.array(ORACLE["walls"])
    walls = build_walls(segments, np.zeros(len(segments), np.int32), np.ones(len(segments), np.bool_), 1)
    position, target = np.array(ORACLE["start"]), np.array(ORACLE["target"])
    n = len(position)
    heading = np.tile([1.0, 0.0], (n, 1))
    for _ in range(steps):
        toward = (target - position) / np.linalg.norm(target - position, axis=1)[:, None]
        position, heading, _ = advance(
            position,
            heading,
            np.zeros(n, np.int32),
            np.full(n, -1, np.int32),
            toward,
            np.full(n, ORACLE["desired_speed"]),
            np.full(n, ORACLE["parameters"]["radius"]),
            np.ones(n, np.bool_),
            walls,
            PROFILE,
            ORACLE["dt"],
        )
    return position


@pytest.mark.parametrize("steps", [1, 10])
def test_300_people_walk_as_in_jupedsim_within_a_millimetre(steps: int):
    """All but 5 %: the crowd is chaotic, and someone's rounding decides which way round a neighbour they go."""
    off = np.linalg.norm(positions_after(steps) - np.array(ORACLE["after"][str(steps)]), axis=1)
    assert np.quantile(off, 0.95) < 1e-3
