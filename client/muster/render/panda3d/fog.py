"""Fog, as seen with somebody's eyes: plain translucent triangles, so that drivers without shaders draw it too."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, NodePath, TransparencyAttrib

from muster.recording.smoke import SmokeState
from muster.render.camera import Eye
from muster.render.frame import Singles
from muster.render.panda3d.geoms import geom_node, write_corners
from muster.render.panda3d.haze import BIN, FAINTEST
from muster.render.scene import Scene
from muster.render.smoke import DARK_SMOKE
from muster.scenario.building import Point, RegionKind
from muster.scenario.geometry import contains

_WAYS, _SHELLS = 72, 28  # directions and distances in which fog is worked out
_FIRST, _LAST = 0.35, 60.0  # metres of the nearest and the furthest shell; the latter is about the largest hall
_REACH = 80.0  # metres up and down that shells go: as far as pictures do
_MAP_CELL = 0.25  # metres: a door is several wide


class Fog:
    """What somebody in smoke, or looking into it, sees: things fade with the smoke that lies between.

    Shells around the eye, each as opaque as the smoke between it and the one before it: what is nearer than a shell
    is not dimmed by it. How thick smoke is along each direction comes from a map of the storey's regions.
    """

    def __init__(self, parent: NodePath, scene: Scene) -> None:
        self._maps = [Map(scene, storey) for storey in range(len(scene.building.storeys))]
        self._radius = np.geomspace(_FIRST, _LAST, _SHELLS)
        turn = np.linspace(0.0, 2.0 * math.pi, _WAYS, endpoint=False)
        self._way = np.column_stack((np.cos(turn), np.sin(turn)))
        self._vertices = _cylinders(self._radius, self._way)
        self._rgba = np.empty((len(self._vertices), 4), np.uint8)
        self._rgba[:] = (*DARK_SMOKE, 0)
        self._geom: GeomNode = geom_node("fog", self._vertices, self._rgba, _cylinder_triangles())
        self._node = parent.attach_new_node(self._geom)
        self._node.set_two_sided(True)
        self._node.set_transparency(TransparencyAttrib.M_alpha)
        self._node.set_depth_write(False)
        self._node.set_bin("fixed", BIN)
        self._node.hide()

    def update(self, smoke: SmokeState | None, eye: Eye, storey: int, *, with_eyes: bool) -> None:
        """Show what lies between the eye and everything else on its storey."""
        if smoke is None or not with_eyes or not self._dim(smoke, eye, storey):
            self._node.hide()
            return
        self._node.show()
        self._node.set_pos(*eye.position.tolist())

    def _dim(self, smoke: SmokeState, eye: Eye, storey: int) -> bool:
        """Colour the shells, the furthest first as they are drawn; return whether there is anything to be seen."""
        opacity = shell_opacity(self._maps[storey].extinction(smoke, self._samples(eye.position)), self._radius)
        if float(opacity.max()) < FAINTEST:
            return False
        alpha = np.rint(255.0 * opacity[::-1]).astype(np.uint8)
        self._rgba[:, 3] = np.repeat(alpha[:, None, :], 2, axis=1).reshape(-1)
        write_corners(self._geom.modify_geom(0).modify_vertex_data(), self._vertices, self._rgba)
        return True

    def _samples(self, at: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return ``(shells, ways, 2)`` metres: the middles of the pieces of the way between shells."""
        inner = np.concatenate(([0.0], self._radius[:-1]))
        return at[:2] + ((inner + self._radius) / 2)[:, None, None] * self._way


def shell_opacity(extinction: NDArray[np.floating], radius: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return ``(shells, ways)`` how opaque each shell at ``radius`` ``(shells,)`` metres is.

    ``extinction``: ``(shells, ways)`` 1/m of the smoke before it. What all shells let through together is what the
    smoke does: exp(-sum of extinction times length).
    """
    depth = np.diff(radius, prepend=0.0)[:, None] * extinction
    return 1.0 - np.exp(-depth)


class Map:
    """Which region lies where on one storey, as a raster."""

    def __init__(self, scene: Scene, storey: int) -> None:
        building = scene.building
        id = building.storeys[storey].id
        here = [
            (index, region)
            for index, region in enumerate(building.regions)
            if id in (region.storey, region.rises_to) and region.kind is not RegionKind.OUTSIDE
        ]
        corners = np.array([point for _, region in here for point in region.polygon] or [(0.0, 0.0)])
        self._low = corners.min(axis=0)
        size = np.ceil((corners.max(axis=0) - self._low) / _MAP_CELL).astype(int) + 1
        self._region = np.full(tuple(size), -1, np.int32)
        for index, region in here:
            self._fill(index, region.polygon)

    def extinction(self, smoke: SmokeState, at: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return ``(...)`` 1/m at points ``(..., 2)`` metres; 0 where there is no region."""
        cell = np.floor((at - self._low) / _MAP_CELL).astype(int)
        inside = ((cell >= 0) & (cell < self._region.shape)).all(axis=-1)
        column, row = np.where(inside[..., None], cell, 0)[..., 0], np.where(inside[..., None], cell, 0)[..., 1]
        region = np.where(inside, self._region[column, row], -1)
        return np.append(smoke.extinction, 0.0)[region]

    def _fill(self, index: int, polygon: Sequence[Point]) -> None:
        outline = np.array(polygon)
        first, last = (np.floor((corner - self._low) / _MAP_CELL).astype(int) for corner in _box(outline))
        for column in range(first[0], last[0] + 1):
            for row in range(first[1], last[1] + 1):
                x, y = self._low + (np.array((column, row)) + 0.5) * _MAP_CELL
                if contains(polygon, (float(x), float(y))):
                    self._region[column, row] = index


def _box(outline: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return outline.min(axis=0), outline.max(axis=0)


def _cylinders(radius: NDArray[np.float64], way: NDArray[np.float64]) -> Singles:
    """Return ``(shells * 2 * ways, 3)`` lower and upper rims of the shells around 0, the furthest shell first."""
    rims = [np.column_stack((r * way, np.full(len(way), z))) for r in radius[::-1] for z in (-_REACH, _REACH)]
    return np.concatenate(rims).astype(np.float32)


def _cylinder_triangles() -> NDArray[np.uint32]:
    here = np.arange(_WAYS, dtype=np.uint32)
    after = (here + 1) % _WAYS
    strip = np.concatenate(
        [np.column_stack((here, after, after + _WAYS)), np.column_stack((here, after + _WAYS, here + _WAYS))]
    )
    return np.concatenate([strip + np.uint32(2 * _WAYS * shell) for shell in range(_SHELLS)]).astype(np.uint32)
