"""Smoke in the browser: layers of haze over each region, and a label where it burns."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from viser import MeshHandle, SceneApi

from muster.render.frame import Frame
from muster.render.geometry.solids import plate
from muster.render.geometry.walls import CUT
from muster.render.scene import Scene
from muster.render.smoke import DARK_SMOKE, is_burning, veil
from muster.render.web.labels import Labels
from muster.scenario.building import Region, RegionKind
from muster.scenario.plan.labels import heart

_LAYERS = 3  # browsers sort whole meshes, not layers: more would look no better
_LEAST = 0.01  # of opacity that is worth a message
_LABEL_OVER = 2.4  # metres above the floor


class Smoke:
    """The smoke of one scene."""

    def __init__(self, api: SceneApi, scene: Scene) -> None:
        self._scene = scene
        index = {storey.id: number for number, storey in enumerate(scene.building.storeys)}
        self._storey = np.array([index[region.storey] for region in scene.building.regions], np.intp)
        self._parts = dict(self._meshes(api)) if scene.fire >= 0 else {}
        self._shown = np.zeros(len(self._storey))
        self._labels = Labels(api, "/fire", size=0.9)

    def draw(self, frame: Frame, shown: NDArray[np.bool_]) -> None:
        """Show the smoke on storeys that are ``shown`` ``(s,)``, where it has changed."""
        smoke = frame.smoke
        opacity = np.zeros(len(self._storey)) if smoke is None else veil(smoke.extinction) * shown[self._storey]
        for region, handle in self._parts.items():
            if abs(opacity[region] - self._shown[region]) >= _LEAST or (opacity[region] == 0.0 < self._shown[region]):
                self._shown[region] = opacity[region]
                handle.visible = bool(opacity[region] >= _LEAST)
                handle.opacity = float(1.0 - (1.0 - opacity[region]) ** (1.0 / _LAYERS))
        fire = self._scene.fire
        burns = smoke is not None and is_burning(smoke) and fire >= 0 and bool(shown[self._storey[fire]])
        self._labels.show([(f"fire, {smoke.heat:,.0f} kW", self._place(fire))] if burns and smoke is not None else [])

    def _meshes(self, api: SceneApi) -> Iterator[tuple[int, MeshHandle]]:
        for number, region in enumerate(self._scene.building.regions):
            if region.kind is not RegionKind.OUTSIDE:
                yield number, self._mesh(api, number, region)

    def _mesh(self, api: SceneApi, number: int, region: Region) -> MeshHandle:
        floor = float(self._scene.elevation[self._storey[number]])
        heights = [floor + CUT * (layer + 1) / _LAYERS for layer in range(_LAYERS)]
        corners = np.concatenate([plate(region.polygon, height) for height in heights]).reshape(-1, 3)
        return api.add_mesh_simple(
            f"/smoke/{number}",
            corners.astype(np.float32),
            np.arange(len(corners), dtype=np.uint32).reshape(-1, 3),
            color=DARK_SMOKE,
            opacity=_LEAST,
            side="double",
            cast_shadow=False,
            receive_shadow=False,
            visible=False,
        )

    def _place(self, region: int) -> tuple[float, float, float]:
        x, y = heart(self._scene.building.regions[region].polygon)
        return x, y, float(self._scene.elevation[self._storey[region]]) + _LABEL_OVER
