"""Triangles of a body in space, and what they look like on plan."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely import MultiPoint, Polygon, union_all
from shapely.geometry.base import BaseGeometry

from muster.importing import shapes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LEVEL = 0.9  # of a unit normal that points up or down: within 26 degrees of the level
_SMALLEST = 1e-6  # m² of a triangle on plan that counts


@dataclass(frozen=True)
class Mesh:
    """A body: ``corners`` ``(n, 3)`` in metres, and ``faces`` ``(m, 3)`` triangles of indices into them."""

    corners: Floats
    faces: Ints

    @property
    def bottom(self) -> float:
        """Metres above zero of its lowest point."""
        return float(self.corners[:, 2].min())

    @property
    def top(self) -> float:
        """Metres above zero of its highest point."""
        return float(self.corners[:, 2].max())

    def along(self, axis: Floats, origin: Floats) -> tuple[float, float]:
        """Return how far it reaches along a unit vector ``(2,)`` on plan, both ways from ``origin`` ``(2,)``."""
        spread = (self.corners[:, :2] - origin) @ axis
        return float(spread.min()), float(spread.max())


def shadow(mesh: Mesh) -> BaseGeometry:
    """Return what a body covers on plan."""
    flat = mesh.corners[mesh.faces][:, :, :2]
    return _united(flat)


def hull(mesh: Mesh) -> Polygon:
    """Return the convex hull of a body on plan; empty when it is flat and upright."""
    return shapes.hull(MultiPoint(mesh.corners[:, :2]))


def floor(mesh: Mesh) -> BaseGeometry:
    """Return the underside of a body on plan: what it stands on."""
    normals = _normals(mesh)
    under = mesh.faces[normals[:, 2] < -_LEVEL]
    lowest = mesh.corners[under][:, :, 2].max(axis=1) < mesh.bottom + 0.5 if len(under) else np.zeros(0, bool)
    flat = mesh.corners[under[lowest]][:, :, :2]
    return _united(flat) if len(flat) else shadow(mesh)


def treads(mesh: Mesh, riser: float) -> Iterator[tuple[float, BaseGeometry]]:
    """Yield the level surfaces that face up, from the lowest on: height and outline, those within ``riser`` as one."""
    up = mesh.faces[_normals(mesh)[:, 2] > _LEVEL]
    if not len(up):
        return
    heights = mesh.corners[up][:, :, 2].mean(axis=1)
    order = np.argsort(heights, kind="stable")
    starts = np.flatnonzero(np.diff(heights[order], prepend=-np.inf) > riser)
    for group in np.split(order, starts[1:]):
        yield float(heights[group].mean()), _united(mesh.corners[up[group]][:, :, :2])


def _normals(mesh: Mesh) -> Floats:
    a, b, c = (mesh.corners[mesh.faces[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    return normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)


def _united(flat: Floats) -> BaseGeometry:
    """Return the union of triangles ``(m, 3, 2)``."""
    edge, other = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    size = np.abs(edge[:, 0] * other[:, 1] - edge[:, 1] * other[:, 0]) / 2
    return union_all([Polygon(corners) for corners in flat[size > _SMALLEST]], grid_size=shapes.GRID)
