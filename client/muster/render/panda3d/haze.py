"""Haze over floors, as seen from above, and the mark of a fire: plain translucent triangles for every driver."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, NodePath, TransparencyAttrib

from muster.recording.smoke import SmokeState
from muster.render.frame import Singles
from muster.render.geometry.solids import plate
from muster.render.geometry.walls import CUT
from muster.render.panda3d.geoms import geom_node
from muster.render.panda3d.storeys import Seen
from muster.render.panda3d.symbols import Shape, sign_rows
from muster.render.scene import Scene
from muster.render.smoke import DARK_SMOKE, FIRE, is_burning, veil
from muster.scenario.building import Region, RegionKind
from muster.scenario.plan.labels import heart

_LAYERS = 5  # of haze one above the other, up to where walls are cut open
_GLOW = 0.4  # opacity of the floor that burns
_FLAME_OVER, _FLAME_HALF = 1.4, 13.0  # metres above the floor, and pixels: half the height of the mark
BIN = 25  # after ghosts of storeys, before rings and signs
FAINTEST = 0.01  # opacity below which nothing is drawn


class Haze:
    """Smoke over the floors of a building, and the mark of a fire, below ``parent``."""

    def __init__(self, parent: NodePath, scene: Scene) -> None:
        self._root = parent.attach_new_node("smoke")
        self._root.set_transparency(TransparencyAttrib.M_alpha)
        self._root.set_depth_write(False)
        self._root.set_bin("fixed", BIN)
        self._storeys = _lower_storeys(scene)
        self._regions = [self._node(scene, index) for index in range(len(scene.building.regions))]
        self._fire = scene.fire
        self._glow = NodePath("no fire")
        self._flame = np.zeros((0, 3), np.float32)
        if scene.fire >= 0:
            self._light(scene)

    def update(self, smoke: SmokeState | None, seen: NDArray[np.uint8], *, with_eyes: bool) -> Singles:
        """Show the smoke of this moment on solid storeys; return the sign of the fire, if it is to be seen.

        With somebody's eyes there is fog instead of haze, and signs of what lies behind walls are not shown.
        """
        burns = is_burning(smoke) and self._fire >= 0
        opacity = np.zeros(len(self._regions)) if smoke is None or with_eyes else veil(smoke.extinction)
        is_solid = seen[self._storeys] == int(Seen.SOLID)
        for node, share, solid in zip(self._regions, opacity.tolist(), is_solid.tolist(), strict=True):
            if share < FAINTEST or not solid:
                node.hide()
            else:
                node.show()
                node.set_alpha_scale(1.0 - (1.0 - share) ** (1.0 / _LAYERS))
        if not burns or not is_solid[self._fire]:
            self._glow.hide()
            return sign_rows(self._flame[:0], Shape.FLAME, FIRE, _FLAME_HALF)
        self._glow.show()
        return sign_rows(self._flame, Shape.FLAME, FIRE, _FLAME_HALF)

    def _node(self, scene: Scene, index: int) -> NodePath:
        region, storey = scene.building.regions[index], scene.building.storeys[int(self._storeys[index])]
        if region.kind is RegionKind.OUTSIDE:
            return NodePath("clear")
        top = CUT if region.kind is not RegionKind.STAIR else storey.height
        heights = [storey.elevation + top * (layer + 1) / _LAYERS for layer in range(_LAYERS)]
        node = self._root.attach_new_node(_plates(region, heights, (*DARK_SMOKE, 255)))
        node.hide()
        return node

    def _light(self, scene: Scene) -> None:
        region, low = scene.building.regions[scene.fire], float(scene.elevation[self._storeys[scene.fire]])
        self._glow = self._root.attach_new_node(_plates(region, [low + 0.03], (*FIRE, 255)))
        self._glow.set_alpha_scale(_GLOW)
        self._glow.hide()
        self._flame = np.array([(*heart(region.polygon), low + _FLAME_OVER)], np.float32)


def _lower_storeys(scene: Scene) -> NDArray[np.intp]:
    index = {storey.id: number for number, storey in enumerate(scene.building.storeys)}
    return np.array([index[region.storey] for region in scene.building.regions], np.intp)


def _plates(region: Region, heights: Sequence[float], rgba: tuple[int, int, int, int]) -> GeomNode:
    """Return the floor of a region at each of ``heights`` metres, the lowest first."""
    corners = np.concatenate([plate(region.polygon, height) for height in heights]).reshape(-1, 3).astype(np.float32)
    triangles = np.arange(len(corners), dtype=np.uint32).reshape(-1, 3)
    return geom_node(region.id, corners, np.tile(np.array(rgba, np.uint8), (len(corners), 1)), triangles)
