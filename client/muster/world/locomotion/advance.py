"""One step of every body: all read the same old state, and only then does anything move."""

import math
from typing import NamedTuple

import numpy as np

from muster.world.arrays import Bools, Floats, Int32s, Int64s
from muster.world.compile import kernel
from muster.world.locomotion.barrier import CLEARANCE, settle
from muster.world.locomotion.cells import sort_bodies
from muster.world.locomotion.law import direction, repulsion_by_bodies, repulsion_by_walls, rotated, spacing
from muster.world.locomotion.profiles import Law, Profile, law_of
from muster.world.locomotion.squeeze import TURN, longer_stuck, squeeze
from muster.world.locomotion.surroundings import BODY_COLUMNS, WALL_COLUMNS, bodies_near, drop_hidden, walls_near
from muster.world.walls import CLOSE, Grid, Walls, bucket_of


class _Bodies(NamedTuple):
    position: Floats
    heading: Floats
    layer: Int32s
    ghost_layer: Int32s
    toward: Floats
    desired_speed: Floats
    radius: Floats
    present: Bools
    stuck: Floats
    key: Int64s
    widest: float


def advance(
    position: Floats,
    heading: Floats,
    layer: Int32s,
    ghost_layer: Int32s,
    toward: Floats,
    desired_speed: Floats,
    radius: Floats,
    present: Bools,
    walls: Walls,
    profile: Profile,
    dt: float,
    *,
    stuck: Floats | None = None,
    key: Int64s | None = None,
    tick: int = 0,
) -> tuple[Floats, Floats, Floats]:
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
        walls: what they stand for is in ``walls.py``; none may be missing, or bodies walk off.
        profile: the law's parameters (its radius is only a suggestion for ``radius``).
        dt: seconds; 0.05 is usual, and gives under 10 % less flow than 0.01.
        stuck: ``(n,)`` seconds each body has not got on, UPDATED IN PLACE; the caller keeps it from step to step,
            starting at zeros. Without it nobody squeezes and arches may hold for ever.
        key: ``(n,)`` int64, what a body's lots are drawn by (seed and agent); row numbers if None.
        tick: the step's number, so that lots change as time goes on.
    """
    n = len(layer)
    if n == 0:
        return position.copy(), heading.copy(), np.zeros(0)
    bodies = _Bodies(
        position,
        heading,
        np.asarray(layer, dtype=np.int32),  # whatever the caller's integers are, one compilation serves
        np.asarray(ghost_layer, dtype=np.int32),
        toward,
        desired_speed,
        radius,
        present,
        np.zeros(n) if stuck is None else stuck,
        np.arange(n, dtype=np.int64) if key is None else key,
        float(radius.max()),
    )
    law = law_of(profile)
    grid = _grid(walls.grid, 2.0 * float(radius.max()) + law.neighbour_gap)
    return _advance(bodies, walls, grid, law, dt, int(tick * dt / TURN))


def _grid(of: Grid, cell: float) -> Grid:
    """Return cells of side ``cell`` over the same ground."""
    return Grid(of.x, of.y, cell, int(of.nx * of.cell / cell) + 1, int(of.ny * of.cell / cell) + 1, of.layers)


@kernel
def _advance(
    bodies: _Bodies, walls: Walls, grid: Grid, law: Law, dt: float, turn: int
) -> tuple[Floats, Floats, Floats]:
    """Move every walker. One long loop over plain arrays: a tuple of them, handed on per body, costs as much as all."""
    start, row, ghost, xs, ys, radii = sort_bodies(
        bodies.position, bodies.layer, bodies.ghost_layer, bodies.radius, bodies.present, grid
    )
    close_start, close_item, far_start, far_item = walls.close_start, walls.close_item, walls.far_start, walls.far_item
    segment, solid, layer, toward = walls.segment, walls.solid, bodies.layer, bodies.toward
    desired_speed, stuck, key = bodies.desired_speed, bodies.stuck, bodies.key
    position, heading = bodies.position.copy(), bodies.heading.copy()
    speed = np.zeros(len(position))
    wall, body = np.empty((len(segment), WALL_COLUMNS)), np.empty((len(row), BODY_COLUMNS))
    for entry in range(len(row)):
        i = int(row[entry])
        if ghost[entry]:
            continue
        wx, wy, v0 = toward[i, 0], toward[i, 1], desired_speed[i]
        if v0 <= 0.0 or (wx == 0.0 and wy == 0.0):
            stuck[i] = 0.0
            continue
        x, y, radius = xs[entry], ys[entry], radii[entry]

        # A neighbour matters that repels, or that leaves less room than full speed needs; a wall, if it repels, could
        # be reached in this step, or may stand before a neighbour that matters.
        reach = min(law.cutoff, max(grid.cell, 2.0 * bodies.widest + v0 * law.time_gap))
        cell = bucket_of(grid, layer[i], x, y)
        n_bodies, furthest = bodies_near(start, xs, ys, radii, entry, grid.nx, grid.ny, grid.cell, cell, reach, body)
        reach = max(radius + law.wall_gap, CLEARANCE * radius + v0 * dt, furthest)
        bucket = bucket_of(walls.grid, layer[i], x, y)
        if reach <= CLOSE:
            n_walls = walls_near(close_start, close_item, segment, solid, bucket, x, y, reach, wall)
        else:
            n_walls = walls_near(far_start, far_item, segment, solid, bucket, x, y, reach, wall)
        n_bodies = drop_hidden(x, y, body, n_bodies, wall, n_walls)

        thin, shy, angle = squeeze(stuck[i], key[i], turn)
        if angle != 0.0:
            wx, wy = rotated(wx, wy, angle)
        bx, by = repulsion_by_bodies(body, n_bodies, law.neighbour_strength, law.neighbour_range, law.neighbour_gap)
        sx, sy = repulsion_by_walls(wall, n_walls, radius, law.wall_strength, law.wall_range, law.wall_gap)
        ux, uy = direction(wx + shy * (bx + sx), wy + shy * (by + sy), (heading[i, 0], heading[i, 1]))
        pace = min(max(spacing(body, n_bodies, ux, uy, thin) / law.time_gap, 0.0), v0)

        to_x, to_y = settle(x, y, x + ux * pace * dt, y + uy * pace * dt, CLEARANCE * radius, wall, n_walls)
        dx, dy = to_x - x, to_y - y
        speed[i] = math.hypot(dx, dy) / dt
        progress = (dx * toward[i, 0] + dy * toward[i, 1]) / (v0 * dt)
        stuck[i] = longer_stuck(stuck[i], progress, ux * heading[i, 0] + uy * heading[i, 1] < 0.0, dt)
        position[i, 0], position[i, 1], heading[i, 0], heading[i, 1] = to_x, to_y, ux, uy
    return position, heading, speed
