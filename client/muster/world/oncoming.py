"""Passing people who come the other way: step aside to the right, as lanes form in real corridors.

The law of motion knows where bodies are, not where they want to go; under it two streams that meet in a corridor lock
solid (IMO's test 8). People look ahead (Helbing and Molnar 1995, and experiments since), so wishes are turned here,
before the law sees them. That people prefer one side is measured (Moussaid and others 2009); which side is custom.
"""

import math

from muster.world.arrays import Floats
from muster.world.bodies import Bodies
from muster.world.compile import kernel
from muster.world.locomotion.cells import sort_bodies
from muster.world.walls import Grid, Walls, bucket_of

AHEAD = 3.0  # metres within which one minds who comes, and side of a cell
LEFT, RIGHT = 1.3, 0.5  # metres to either side beyond which they pass anyway
OPPOSED = -0.5  # cosine between two wishes below which they are opposed
TURN = 1.2  # radians by which one turns aside at most: still a little ahead
"""Chosen by IMO's test 8, and by groups who meet in doors of .9 m and corridors of 1 m: nobody stays stuck."""


def lookout(walls: Walls) -> Grid:
    """Return the cells by which ``keep_right`` looks for neighbours."""
    of = walls.grid
    return Grid(of.x, of.y, AHEAD, int(of.nx * of.cell / AHEAD) + 1, int(of.ny * of.cell / AHEAD) + 1, of.layers)


@kernel
def keep_right(bodies: Bodies, toward: Floats, wanted: Floats, people: int, grid: Grid) -> Floats:
    """Return ``(m, 2)`` the wishes ``toward``, turned for people on a route whom somebody comes to meet.

    The nearer and the more, the further. Who makes straight for somebody does not give way, nor does the threat.
    """
    out = toward.copy()
    cells = sort_bodies(bodies.position, bodies.layer, bodies.ghost_layer, bodies.radius, bodies.present, grid)
    for i in range(people):
        if wanted[i] <= 0.0 or bodies.walks[i] != 1:
            continue
        x, y = bodies.position[i]
        ux, uy = toward[i]
        here = bucket_of(grid, bodies.layer[i], x, y)
        ix, iy, sheet = here % grid.nx, here // grid.nx % grid.ny, here // (grid.nx * grid.ny) * grid.ny
        against = 0.0
        for row in range(max(0, iy - 1), min(grid.ny, iy + 2)):
            first = (sheet + row) * grid.nx
            for k in range(cells.start[first + max(0, ix - 1)], cells.start[first + min(grid.nx, ix + 2)]):
                j = cells.row[k]
                if toward[j, 0] * ux + toward[j, 1] * uy >= OPPOSED or bodies.field[j] == bodies.field[i]:
                    continue  # those who come to one door from both sides of it do not come to meet
                dx, dy = cells.x[k] - x, cells.y[k] - y
                ahead, left = dx * ux + dy * uy, ux * dy - uy * dx
                if 0.0 < ahead < AHEAD and -RIGHT < left < LEFT:
                    against += 1.0 - ahead / AHEAD
        if against > 0.0:
            angle = -TURN * min(against, 1.0)
            out[i, 0] = ux * math.cos(angle) - uy * math.sin(angle)
            out[i, 1] = ux * math.sin(angle) + uy * math.cos(angle)
    return out
