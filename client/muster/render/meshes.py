"""A building as triangles, for every renderer in three dimensions: one mesh a storey and material.

There are no ceilings, since one looks in from above. Doors are gaps; ``leaves`` tells what hangs in them.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from muster.render.geometry.flights import flights
from muster.render.geometry.floors import floors
from muster.render.geometry.furnishing import furniture, hiding_spots
from muster.render.geometry.leaves import OPEN, Leaf, leaves
from muster.render.geometry.marks import exits, muster_points
from muster.render.geometry.material import MATERIAL_COLOURS, Material
from muster.render.geometry.solids import Triangles, joined
from muster.render.geometry.walls import walls
from muster.scenario.building import Building

__all__ = ["MATERIAL_COLOURS", "OPEN", "Leaf", "Material", "Mesh", "leaves", "meshes"]


@dataclass(frozen=True)
class Mesh:
    """Triangles of one material on one storey.

    Attributes:
        vertices: ``(v, 3)`` metres; x east, y north, z up.
        normals: ``(v, 3)`` unit vectors; faces are flat, so corners where they meet are there once for each.
        triangles: ``(t, 3)`` indices of vertices, anticlockwise as seen from outside.
        storey: index into the building's storeys; of a stair the lower one.
    """

    vertices: NDArray[np.float32]
    normals: NDArray[np.float32]
    triangles: NDArray[np.uint32]
    storey: int
    material: Material


def meshes(building: Building) -> tuple[Mesh, ...]:
    """Return all that stands still, in order of storey and material."""
    shapes: defaultdict[tuple[int, Material], list[Triangles]] = defaultdict(list)
    makers = (floors, flights, walls, furniture, hiding_spots, exits, muster_points)
    for storey, material, shape in chain.from_iterable(maker(building) for maker in makers):
        shapes[storey, material].append(shape)
    order = list(Material)
    keys = sorted(shapes, key=lambda key: (key[0], order.index(key[1])))
    made = (_mesh(joined(shapes[key]), *key) for key in keys)
    return tuple(mesh for mesh in made if len(mesh.triangles))


def _mesh(shape: Triangles, storey: int, material: Material) -> Mesh:
    """Return ``shape`` with its normals, vertices that are the same joined."""
    across = np.cross(shape[:, 1] - shape[:, 0], shape[:, 2] - shape[:, 0])
    area = np.linalg.norm(across, axis=1)
    shape, across = shape[area > 1e-9], across[area > 1e-9] / area[area > 1e-9, None]
    corners = np.concatenate([shape, np.repeat(across[:, None], 3, axis=1)], axis=2).reshape(-1, 6).round(5)
    rows, index = np.unique(corners.astype(np.float32), axis=0, return_inverse=True)
    triangles = index.reshape(-1, 3).astype(np.uint32)
    return Mesh(np.ascontiguousarray(rows[:, :3]), np.ascontiguousarray(rows[:, 3:]), triangles, storey, material)
