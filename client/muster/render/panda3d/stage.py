"""One scene on the stage: building, people and camera, drawn moment by moment."""

import math
from collections.abc import Sequence

from panda3d.core import PerspectiveLens, Point3, Vec3

from muster.render.camera import Eye, eye
from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.panda3d.engine import Engine
from muster.render.panda3d.people.drawing import Crowd
from muster.render.panda3d.people.packing import Finesse, shown
from muster.render.panda3d.picture import grabbed
from muster.render.panda3d.sight import Sight
from muster.render.panda3d.storeys import seen_storeys
from muster.render.panda3d.structure import Structure
from muster.render.panels import Panels
from muster.render.renderer import Picture, Settings, Tier
from muster.render.scene import Scene
from muster.render.view import CameraKind, View

_FINESSE = {Tier.GPU: Finesse(near=24.0, far=8.0), Tier.SOFTWARE: Finesse(near=90.0, far=16.0)}
_ALARM_HZ = 0.8  # slow enough not to trouble anybody


class Stage:
    """What is drawn of ``scene``, and with what."""

    def __init__(self, engine: Engine, scene: Scene, settings: Settings) -> None:
        self._base, self._scene, self._settings = engine.base, scene, settings
        self._finesse = _FINESSE[engine.tier]
        self._structure = Structure(self._base.render, scene.building)
        self._crowd = Crowd(self._base.render, scene)

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Draw one moment."""
        sight = Sight(eye(view, frame, self._scene), self._base.win.get_x_size(), self._base.win.get_y_size())
        self._look(sight.eye)
        seen = seen_storeys(view, len(self._scene.building.storeys))
        self._structure.update(seen, view.camera.kind is CameraKind.EYES, _alarm(frame))
        self._crowd.update(shown(frame, view, self._scene, sight, self._finesse), sight.pixel)
        self._base.task_mgr.step()
        return ()

    def picture(self) -> Picture:
        """Return what was drawn last."""
        return grabbed(self._base.win)

    def close(self) -> None:
        """Leave the stage."""

    def _look(self, eye: Eye) -> None:
        lens = self._base.camLens
        assert isinstance(lens, PerspectiveLens)
        lens.set_aspect_ratio(self._base.win.get_x_size() / self._base.win.get_y_size())
        lens.set_min_fov(math.degrees(eye.field))
        lens.set_near_far(0.15, 2000.0)
        position = Point3(*eye.position.tolist())
        self._base.camera.set_pos(position)
        self._base.camera.look_at(position + Vec3(*eye.forward.tolist()), Vec3(*eye.up.tolist()))


def _alarm(frame: Frame) -> float:
    return 0.5 - 0.5 * math.cos(2 * math.pi * _ALARM_HZ * frame.time) if frame.alarm else 0.0
