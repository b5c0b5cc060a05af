"""One step of every body: all read the same old state, and only then does anything move."""

from typing import NamedTuple

import numpy as np

from muster.world.arrays import BoolArray, FloatArray, IntArray, KeyArray
from muster.world.compile import kernel
from muster.world.locomotion.barrier import CLEARANCE, settle
from muster.world.locomotion.cells import Cells, sort_bodies
from muster.world.locomotion.law import repulsion_by_bodies, repulsion_by_walls, spacing
from muster.world.locomotion.profiles import Law, Profile, law_of
from muster.world.locomotion.squeeze import TURN, longer_stuck, squeeze
from muster.world.locomotion.surroundings import BODY_COLUMNS, WALL_COLUMNS, bodies_near, walls_near
from muster.world.walls import Grid, Walls


class _Bodies(NamedTuple):
    position: FloatArray
    heading: FloatArray
    layer: IntArray
    ghost_layer: IntArray
    toward: FloatArray
    desired_speed: FloatArray
    radius: FloatArray
    present: BoolArray
    stuck: FloatArray
    key: KeyArray


def advance(
    position: FloatArray,
    heading: FloatArray,
    layer: IntArray,
    ghost_layer: IntArray,
    toward: FloatArray,
    desired_speed: FloatArray,
    radius: FloatArray,
    present: BoolArray,
    walls: Walls,
    profile: Profile,
    dt: float,
    *,
    stuck: FloatArray | None = None,
    key: KeyArray | None = None,
    tick: int = 0,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ``(position, heading, speed)`` after ``dt`` seconds, in new arrays; row *i* is body *i* everywhere.

    The caller owns every array and none is written, except ``stuck``. Absent rows are copied through with speed 0.
    Changing ``layer`` when a body has walked on to the next one is the caller's business.

    Args:
        position: ``(n, 2)`` metres.
        heading: ``(n, 2)`` unit vectors; kept by who stands.
        layer: ``(n,)`` the storey or flight a body is on.
        ghost_layer: ``(n,)`` a second layer on which others feel it (near a stair's end), or -1.
        toward: ``(n, 2)`` unit vector wanted; ``(0, 0)`` stands.
        desired_speed: ``(n,)`` metres per second; 0 stands. Who stands does not move, and is still in the way.
        radius: ``(n,)`` metres.
        present: ``(n,)`` others are ignored altogether.
        walls: on ``REACH`` of which the law relies.
        profile: the law's parameters (its radius is only a suggestion for ``radius``).
        dt: seconds; 0.05 is usual, and gives under 10 % less flow than 0.01.
        stuck: ``(n,)`` seconds each body has not got on, UPDATED IN PLACE; the caller keeps it from step to step,
            starting at zeros. Without it nobody squeezes and arches may hold for ever.
        key: ``(n,)`` int64, what a body's lots are drawn by (seed and agent); row numbers if None.
        tick: the step's number, so that lots change as time goes on.
    """
    n = len(layer)
    bodies = _Bodies(
        position,
        heading,
        layer,
        ghost_layer,
        toward,
        desired_speed,
        radius,
        present,
        np.zeros(n) if stuck is None else stuck,
        np.arange(n, dtype=np.int64) if key is None else key,
    )
    law = law_of(profile)
    if n == 0:
        return position.copy(), heading.copy(), np.zeros(0)
    fastest = float(desired_speed.max())
    grid = _grid(walls.grid, _reach(law, fastest, float(radius.max())))
    return _advance(bodies, walls, grid, law, dt, int(tick * dt / TURN))


def _reach(law: Law, fastest: float, widest: float) -> float:
    """Return metres within which a neighbour can matter: it repels, or leaves less room than full speed needs."""
    return min(law.cutoff, 2.0 * widest + max(law.neighbour_gap, fastest * law.time_gap))


def _grid(of: Grid, cell: float) -> Grid:
    """Return cells of side ``cell`` over the same ground."""
    return Grid(of.x, of.y, cell, int(of.nx * of.cell / cell) + 1, int(of.ny * of.cell / cell) + 1, of.layers)


@kernel
def _advance(
    bodies: _Bodies, walls: Walls, grid: Grid, law: Law, dt: float, turn: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    cells = sort_bodies(bodies.position, bodies.layer, bodies.ghost_layer, bodies.radius, bodies.present, grid)
    position, heading = bodies.position.copy(), bodies.heading.copy()
    speed = np.zeros(len(position))
    wall = np.empty((len(walls.segment), WALL_COLUMNS))
    body = np.empty((len(cells.row), BODY_COLUMNS))
    for entry in range(len(cells.row)):
        i = cells.row[entry]
        wants = bodies.desired_speed[i] > 0.0 and (bodies.toward[i, 0] != 0.0 or bodies.toward[i, 1] != 0.0)
        if cells.ghost[entry]:
            continue
        if wants:
            x, y, ux, uy = _walk(bodies, cells, entry, walls, law, dt, turn, wall, body)
            moved = np.hypot(x - position[i, 0], y - position[i, 1])
            position[i, 0], position[i, 1], heading[i, 0], heading[i, 1] = x, y, ux, uy
            speed[i] = moved / dt
            bodies.stuck[i] = longer_stuck(bodies.stuck[i], moved, bodies.desired_speed[i], dt)
        else:
            bodies.stuck[i] = 0.0
    return position, heading, speed


@kernel
def _walk(
    bodies: _Bodies,
    cells: Cells,
    entry: int,
    walls: Walls,
    law: Law,
    dt: float,
    turn: int,
    wall: FloatArray,
    body: FloatArray,
) -> tuple[float, float, float, float]:
    """Return one walker's new ``x, y`` and heading; ``wall`` and ``body`` are room to work in."""
    i, x, y, radius = cells.row[entry], cells.x[entry], cells.y[entry], cells.radius[entry]
    layer, v0 = bodies.layer[i], bodies.desired_speed[i]
    n_walls = walls_near(walls, layer, x, y, law.cutoff, wall)
    n_bodies = bodies_near(cells, entry, layer, cells.grid.cell, wall, n_walls, body)
    thin, angle = squeeze(bodies.stuck[i], bodies.key[i], turn)
    wx, wy = bodies.toward[i, 0], bodies.toward[i, 1]
    if angle != 0.0:
        wx, wy = wx * np.cos(angle) - wy * np.sin(angle), wx * np.sin(angle) + wy * np.cos(angle)
    bx, by = repulsion_by_bodies(body, n_bodies, law.neighbour_strength, law.neighbour_range, law.neighbour_gap)
    sx, sy = repulsion_by_walls(wall, n_walls, radius, law.wall_strength, law.wall_range, law.wall_gap)
    ux, uy = wx + bx + sx, wy + by + sy
    length = np.sqrt(ux * ux + uy * uy)
    if length == 0.0:
        ux, uy = bodies.heading[i, 0], bodies.heading[i, 1]
    else:
        ux, uy = ux / length, uy / length
    speed = min(max(spacing(body, n_bodies, ux, uy, thin) / law.time_gap, 0.0), v0)
    to_x, to_y = settle(x, y, x + ux * speed * dt, y + uy * speed * dt, CLEARANCE * radius, wall[:, 3:], n_walls)
    return to_x, to_y, ux, uy
