"""PedPy's own methods, for experiment and simulation alike; the one file that touches PedPy and pandas."""

from importlib import import_module
from typing import Any

import numpy as np

from muster.verification.errors import BadData
from muster.verification.experiments.tracks import Tracks
from muster.world.arrays import Floats

Corners = tuple[tuple[float, float], ...]
"""A polygon, metres."""

LOOKS_PER_SECOND = 5.0  # frames a second in which Voronoi cells are drawn: they cost most, and change slowly
INSIDE = 0.01  # metres from the floor's edge at which PedPy still takes somebody for inside
SPEED_OVER = 0.4  # seconds over which PedPy takes an individual speed; short against a step aside


def diagram(tracks: Tracks, floor: Corners, area: Corners) -> tuple[Floats, Floats]:
    """Return Voronoi density, persons/m², and Voronoi speed, m/s, in ``area``, one value a frame looked at.

    ``floor`` is a rectangle. Heads, which cameras follow, may lean over its walls, by up to 0.27 m in the data we have:
    they count where the wall is.
    """
    tracks, pedpy = _within(tracks, floor), imported("pedpy")
    trajectory, walkable, measured = _trajectory(tracks), pedpy.WalkableArea(floor), pedpy.MeasurementArea(area)
    step = max(1, round(SPEED_OVER / 2 * tracks.rate))
    speed = pedpy.compute_individual_speed(
        traj_data=trajectory, frame_step=step, speed_calculation=pedpy.SpeedCalculation.BORDER_SINGLE_SIDED
    )
    seldom = _thinned(tracks)
    cells = pedpy.compute_individual_voronoi_polygons(traj_data=_trajectory(seldom), walkable_area=walkable)
    density, shares = pedpy.compute_voronoi_density(individual_voronoi_data=cells, measurement_area=measured)
    mean = pedpy.compute_voronoi_speed(
        traj_data=_trajectory(seldom),
        individual_speed=speed,
        individual_voronoi_intersection=shares,
        measurement_area=measured,
    )
    both = density.merge(mean, on="frame")
    both = both[both["density"] > 0.0]  # PedPy fills the frames between those looked at with zeros
    return both["density"].to_numpy(float), both["speed"].to_numpy(float)


def flow(tracks: Tracks, line: tuple[tuple[float, float], tuple[float, float]]) -> float:
    """Return persons per second across a line, between the first fifth and the last fifth of them.

    The time of each comes from PedPy's ``compute_n_t``; who crosses more than once counts once.
    """
    pedpy = imported("pedpy")
    _, crossings = pedpy.compute_n_t(traj_data=_trajectory(tracks), measurement_line=pedpy.MeasurementLine(line))
    times = np.sort(crossings["frame"].to_numpy(float)) / tracks.rate
    first, last = len(times) // 5, len(times) * 4 // 5
    if last <= first:
        raise BadData(f"{len(times)} people cross the line {line}; at least 3 are needed to speak of a flow")
    return float((last - first) / (times[last] - times[first]))


def _within(tracks: Tracks, floor: Corners) -> Tracks:
    low, high = np.min(floor, axis=0) + INSIDE, np.max(floor, axis=0) - INSIDE
    return Tracks(tracks.person, tracks.frame, np.clip(tracks.position, low, high), tracks.rate)


def _thinned(tracks: Tracks) -> Tracks:
    every = max(1, round(tracks.rate / LOOKS_PER_SECOND))
    kept = tracks.frame % every == 0
    return Tracks(tracks.person[kept], tracks.frame[kept], tracks.position[kept], tracks.rate)


def _trajectory(tracks: Tracks) -> Any:
    columns = {"id": tracks.person, "frame": tracks.frame, "x": tracks.position[:, 0], "y": tracks.position[:, 1]}
    return imported("pedpy").TrajectoryData(imported("pandas").DataFrame(columns), tracks.rate)


def imported(module: str) -> Any:
    """Return a module that need not be installed; raises BadData where it is not."""
    try:
        return import_module(module)
    except ImportError:
        remedy = "install it with: pip install 'muster-sim[pedpy]'"
        raise BadData(f"{module}, which measures experiments, is not installed; {remedy}") from None
