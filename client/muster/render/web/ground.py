"""The building: storeys that hide or turn to ghosts, doors that turn, and the names of exits and muster points."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from viser import MeshHandle, SceneApi

from muster.render.frame import Bytes, Frame, Singles
from muster.render.meshes import MATERIAL_COLOURS, Leaf, Material, Mesh, leaves, meshes
from muster.render.palette import DOOR_COLOURS
from muster.render.scene import Scene
from muster.render.view import Above, View
from muster.render.web.batch import Batch
from muster.render.web.labels import Labels, Place
from muster.render.web.posture import quaternions
from muster.render.web.shapes import box, padlock, planks
from muster.world.acts import Door

_GHOST = 0.14  # opacity
_LEFT_AWAY = frozenset({Material.WALL_ABOVE})  # one looks in from above
_THICK = 0.07  # metres, of a leaf
_MARK, _OVER = 0.5, 0.15  # metres: how high the marks of barred doors are, and how far above them
_DOOR_COLOURS: Bytes = np.array([DOOR_COLOURS[state] for state in Door], np.uint8)


def shown_storeys(scene: Scene, view: View) -> NDArray[np.bool_]:
    """Return ``(s,)`` whether people on a storey are shown: not above the one looked at, unless those show too."""
    elevation = scene.elevation
    if view.storey is None or view.above is not Above.HIDE:
        return np.ones(len(elevation), np.bool_)
    return elevation <= elevation[view.storey]


class Ground:
    """What stands still, and the doors in it."""

    def __init__(self, api: SceneApi, scene: Scene) -> None:
        self._scene = scene
        seen = [mesh for mesh in meshes(scene.building) if mesh.material not in _LEFT_AWAY]
        self._parts = [(_add(api, mesh), mesh) for mesh in seen]
        self._doors = Doors(api, scene)
        self._signs = Labels(api, "/signs", size=0.9)
        self._named = list(_signs(scene))
        self._looked_at: tuple[int | None, Above] | None = None

    def draw(self, frame: Frame, view: View, shown: NDArray[np.bool_]) -> None:
        """Show the storeys of ``view``; ``shown`` ``(s,)`` are those whose people are."""
        self._doors.draw(frame.doors, shown)
        if self._looked_at == (view.storey, view.above):
            return
        self._looked_at = (view.storey, view.above)
        below = shown_storeys(self._scene, View(storey=view.storey))
        for handle, mesh in self._parts:
            solid = bool(below[mesh.storey]) or view.above is Above.SHOW
            handle.visible = solid or view.above is Above.GHOST
            handle.opacity = None if solid else _GHOST
        self._signs.show([(text, at) for text, at, storey in self._named if below[storey]])


class Doors:
    """The leaves of doors: open ones turned or slid away, barred ones in other colours and with a mark above.

    Attributes:
        marks: what stands above barred doors.
    """

    def __init__(self, api: SceneApi, scene: Scene) -> None:
        self._leaves = leaves(scene.building)
        self._door = np.array([leaf.door for leaf in self._leaves], np.intp)
        self._storey = np.array([leaf.storey for leaf in self._leaves], np.intp)
        self._closed, self._open = (
            np.array([_place(leaf, is_open=is_open) for leaf in self._leaves], np.float32).reshape(-1, 4)
            for is_open in (False, True)
        )
        self._scale = np.array([(leaf.width, 1.0, leaf.height) for leaf in self._leaves], np.float32).reshape(-1, 3)
        self.marks = {
            Door.LOCKED: Batch(api, "/locks", padlock(_MARK), flat=True),
            Door.BARRICADED: Batch(api, "/barricades", planks(_MARK), flat=True),
        }
        self._batch = Batch(api, "/doors", box(1.0, _THICK, 1.0).moved(by=(0.5, 0, 0)), flat=True)

    def draw(self, doors: Bytes, shown: NDArray[np.bool_]) -> None:
        """Show doors as they stand, ``(d,)``, on storeys that are ``shown``."""
        here = np.flatnonzero(shown[self._storey])
        state = doors[self._door[here]]
        placed: Singles = np.where((state == int(Door.OPEN))[:, None], self._open[here], self._closed[here])
        colour = _DOOR_COLOURS[np.minimum(state, len(_DOOR_COLOURS) - 1)]
        turn = quaternions(placed[:, 3])
        self._batch.show(placed[:, :3], colour, turn=turn, scale=self._scale[here])
        for barred, batch in self.marks.items():
            marked = state == int(barred)
            batch.show(_above_leaves(placed, self._scale[here])[marked], colour[marked], turn=turn[marked])


def _above_leaves(placed: Singles, size: Singles) -> Singles:
    """Return ``(l, 3)`` where leaves of widths and heights ``size`` ``(l, 3)`` are marked."""
    along = np.column_stack((np.cos(placed[:, 3]), np.sin(placed[:, 3]), np.zeros(len(placed))))
    above = np.column_stack((np.zeros((len(placed), 2)), size[:, 2] + _OVER))
    return (placed[:, :3] + 0.5 * size[:, :1] * along + above).astype(np.float32)


def _place(leaf: Leaf, *, is_open: bool) -> tuple[float, float, float, float]:
    """Return x, y, z of the hinge and the yaw of a leaf."""
    x, y, z = leaf.hinge
    if not is_open:
        return x, y, z, leaf.closed
    back = leaf.slides
    return x - back * np.cos(leaf.closed), y - back * np.sin(leaf.closed), z, leaf.closed + leaf.swing


def _add(api: SceneApi, mesh: Mesh) -> MeshHandle:
    return api.add_mesh_simple(
        f"/building/{mesh.storey}/{mesh.material}",
        mesh.vertices,
        mesh.triangles,
        color=MATERIAL_COLOURS[mesh.material],
        flat_shading=True,
        side="double",
        cast_shadow=False,
        receive_shadow=True,
    )


def _signs(scene: Scene) -> Iterator[tuple[str, Place, int]]:
    """Yield text, place and storey of what shows the way out."""
    building = scene.building
    storeys = {storey.id: index for index, storey in enumerate(building.storeys)}
    doors = {door.id: door for door in building.doors}
    for way_out in building.exits:
        door = doors[way_out.door]
        (ax, ay), (bx, by) = door.segment
        storey = storeys[building.region(door.between[0]).storey]
        yield f"exit: {way_out.name}", ((ax + bx) / 2, (ay + by) / 2, float(scene.elevation[storey]) + 2.7), storey
    for point in building.muster_points:
        storey = storeys[building.region(point.region).storey]
        yield f"muster point: {point.name}", (*point.at, float(scene.elevation[storey]) + 3.7), storey
