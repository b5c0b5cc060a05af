"""Small bodies made of triangles: people, their heads, wheelchairs, and the marks above them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.render.frame import Singles

Indices = NDArray[np.uint32]


@dataclass(frozen=True)
class Shape:
    """A mesh: ``vertices`` ``(v, 3)`` metres, z up, x ahead; ``triangles`` ``(t, 3)``, anticlockwise from outside."""

    vertices: Singles
    triangles: Indices

    def moved(self, *, by: Sequence[float] = (0, 0, 0), scale: Sequence[float] = (1, 1, 1)) -> "Shape":
        """Return it scaled about the origin, then moved."""
        vertices = self.vertices * np.array(scale, np.float32) + np.array(by, np.float32)
        return Shape(vertices.astype(np.float32), self.triangles)


def joined(*shapes: Shape) -> Shape:
    """Return several shapes as one."""
    starts = np.cumsum([0, *(len(shape.vertices) for shape in shapes[:-1])])
    triangles = [shape.triangles + np.uint32(start) for shape, start in zip(shapes, starts, strict=True)]
    return Shape(np.concatenate([shape.vertices for shape in shapes]), np.concatenate(triangles).astype(np.uint32))


def turned_on_lathe(profile: Sequence[tuple[float, float]], segments: int = 8) -> Shape:
    """Return the body of a ``profile`` of (radius, height) from the bottom to the top, around z."""
    angles = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    circle = np.column_stack((np.cos(angles), np.sin(angles)))
    rings = [np.column_stack((radius * circle, np.full(segments, height))) for radius, height in profile]
    vertices = np.concatenate(rings).astype(np.float32)
    return Shape(vertices, _with_area(vertices, _strips(len(profile), segments)))


def ring(radius: float, thickness: float, segments: int = 32) -> Shape:
    """Return a ring that lies on the floor, ``radius`` to the middle of its square tube."""
    half = thickness / 2
    corners = [(radius - half, 0.0), (radius + half, 0.0), (radius + half, thickness), (radius - half, thickness)]
    return turned_on_lathe([*corners, corners[0]], segments)


def box(width: float, depth: float, height: float) -> Shape:
    """Return a box on the floor, around z."""
    x, y = width / 2, depth / 2
    corners = [(sx * x, sy * y, z) for z in (0.0, height) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    sides = [(i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4) for i in range(4)]
    quads = [(3, 2, 1, 0), (4, 5, 6, 7), *sides]
    triangles = [corner for a, b, c, d in quads for corner in ((a, b, c), (a, c, d))]
    return Shape(np.array(corners, np.float32), np.array(triangles, np.uint32))


def person() -> Shape:
    """Return a body 1 high up to its neck at 0.84, with a beak at the chest that says where it looks."""
    trunk = turned_on_lathe([(0.0, 0.0), (0.08, 0.0), (0.1, 0.42), (0.15, 0.72), (0.11, 0.81), (0.0, 0.84)]).moved(
        scale=(0.78, 1.15, 1)
    )
    beak = Shape(
        np.array([[0.06, 0.1, 0.6], [0.06, -0.1, 0.6], [0.3, 0, 0.62], [0.06, 0, 0.74]], np.float32),
        np.array([[0, 1, 2], [1, 3, 2], [3, 0, 2], [0, 3, 1]], np.uint32),
    )
    return joined(trunk, beak)


def head() -> Shape:
    """Return a head around the origin, for a body 1 high."""
    angles = np.linspace(-np.pi / 2, np.pi / 2, 5)
    return turned_on_lathe([(0.086 * float(np.cos(a)), 0.1 * float(np.sin(a))) for a in angles])


def wheelchair() -> Shape:
    """Return a chair on two large wheels, for somebody 1 high."""
    wheel = turned_on_lathe([(0.0, -0.02), (0.19, -0.02), (0.19, 0.02), (0.0, 0.02)], 14)
    upright = Shape(wheel.vertices[:, [0, 2, 1]], wheel.triangles[:, ::-1])
    seat = box(0.28, 0.26, 0.05).moved(by=(0.02, 0, 0.22))
    back = box(0.04, 0.26, 0.26).moved(by=(-0.13, 0, 0.24))
    rest = box(0.14, 0.22, 0.03).moved(by=(0.22, 0, 0.06))
    return joined(upright.moved(by=(-0.04, 0.17, 0.19)), upright.moved(by=(-0.04, -0.17, 0.19)), seat, back, rest)


def cone(radius: float, height: float) -> Shape:
    """Return a cone on its tip."""
    return turned_on_lathe([(0.0, 0.0), (radius, height), (0.0, height)], 12)


def pyramid(radius: float, height: float) -> Shape:
    """Return a round one, on its base."""
    return turned_on_lathe([(0.0, 0.0), (radius, 0.0), (0.0, height)], 12)


def padlock(size: float) -> Shape:
    """Return a body with a shackle above it, ``size`` high, around z."""
    posts = [box(0.12, 0.12, 0.5).moved(by=(side * 0.24, 0, 0.45)) for side in (-1, 1)]
    parts = [box(0.9, 0.4, 0.55), *posts, box(0.6, 0.12, 0.12).moved(by=(0, 0, 0.88))]
    return joined(*parts).moved(scale=(size, size, size))


def planks(size: float) -> Shape:
    """Return two planks above each other, ``size`` high: crosses are people who are incapacitated."""
    plank = box(1.5, 0.3, 0.3)
    return joined(plank, plank.moved(by=(0, 0, 0.6))).moved(scale=(size, size, size))


def cross(size: float) -> Shape:
    """Return a lying cross of two bars."""
    bar, thick = box(size, 0.28 * size, 0.1 * size), np.float32(np.sqrt(0.5))
    turn = np.array([[thick, -thick, 0], [thick, thick, 0], [0, 0, 1]], np.float32)
    one = Shape((bar.vertices @ turn.T).astype(np.float32), bar.triangles)
    other = Shape((bar.vertices @ turn).astype(np.float32), bar.triangles)
    return joined(one, other)


def _strips(rings: int, segments: int) -> Indices:
    """Return the triangles between neighbouring rings of as many points each."""
    low = np.arange((rings - 1) * segments).reshape(rings - 1, segments)
    right, above = np.roll(low, -1, axis=1), low + segments
    above_right = np.roll(above, -1, axis=1)
    pairs = np.stack((low, right, above_right, low, above_right, above), axis=-1)
    return pairs.reshape(-1, 3).astype(np.uint32)


def _with_area(vertices: Singles, triangles: Indices) -> Indices:
    """Return those triangles that are more than a line: where a profile meets its axis, half of them are not."""
    a, b, c = (vertices[triangles[:, corner]] for corner in range(3))
    return triangles[np.linalg.norm(np.cross(b - a, c - a), axis=1) > 1e-8]
