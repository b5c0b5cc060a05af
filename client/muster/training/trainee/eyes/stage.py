"""What the eyes see: building, people, threat."""

import math
from dataclasses import replace

from panda3d.core import NodePath, PerspectiveLens, Point3, Vec3

from muster.render.camera import eyes_of
from muster.render.frame import Frame
from muster.render.panda3d.canvas import Canvas
from muster.render.panda3d.doors import Doors
from muster.render.panda3d.engine import Engine
from muster.render.panda3d.people.drawing import InstancedCrowd
from muster.render.panda3d.people.nodes import NodeCrowd
from muster.render.panda3d.people.packing import Finesse, shown
from muster.render.panda3d.sight import Sight
from muster.render.panda3d.storeys import seen_storeys
from muster.render.panda3d.structure import Structure
from muster.render.panda3d.symbols import Symbols, signs_of_people
from muster.render.panda3d.threat import Threat
from muster.render.renderer import Tier
from muster.render.scene import Scene
from muster.render.view import Camera, CameraKind, View
from muster.training.trainee.eyes.ceilings import ceilings
from muster.training.trainee.window import Picture

_FINE, _COARSE = Finesse(near=24.0, far=8.0), Finesse(near=90.0, far=16.0, most_near=20, most_far=200)
_ALARM_HZ = 0.8  # slow enough not to trouble anybody
_DARK = 0.22  # of the light, with the lights out: some comes from the corridor and the windows
_FIELD = math.radians(60)  # from the lower to the upper edge: at 16:9, 91 degrees across, as usual in first person
_VIEW = View(camera=Camera(CameraKind.EYES), selected=0)


class Stage:
    """Everything in three dimensions."""

    def __init__(self, engine: Engine) -> None:
        self._base, self._is_tiny = engine.base, engine.tier is Tier.TINY
        self._finesse = _COARSE if engine.hurries else _FINE
        self._canvas = Canvas(engine)
        self._site: _Site | None = None

    def show(self, picture: Picture) -> Sight | None:
        """Show one moment; return how it is seen, None before there is anything to be seen."""
        self._canvas.follow()
        scene, frame = picture.scene, picture.frame
        if scene is None or frame is None:
            return None
        if self._site is None or self._site.scene is not scene:
            self._leave()
            self._site = _Site(self._base.render, scene, is_tiny=self._is_tiny)
        eyes = replace(eyes_of(0, frame, picture.stature, picture.yaw, picture.pitch), field=_FIELD)
        sight = Sight(eyes, *self._canvas.size)
        self._look(sight)
        self._site.show(picture, frame, sight, self._finesse)
        return sight

    def close(self) -> None:
        """Leave the stage."""
        self._leave()
        self._canvas.close()

    def _leave(self) -> None:
        if self._site is not None:
            self._site.root.remove_node()
            self._site = None

    def _look(self, sight: Sight) -> None:
        lens = self._base.camLens
        assert isinstance(lens, PerspectiveLens)
        lens.set_aspect_ratio(sight.width / sight.height)
        lens.set_min_fov(math.degrees(sight.eye.field))
        lens.set_near_far(0.08, 400.0)
        position = Point3(*sight.eye.position.tolist())
        self._base.camera.set_pos(position)
        self._base.camera.look_at(position + Vec3(*sight.eye.forward.tolist()), Vec3(*sight.eye.up.tolist()))


class _Site:
    """One state of what is known of the building, and who is in it."""

    def __init__(self, parent: NodePath, scene: Scene, *, is_tiny: bool) -> None:
        self.scene = scene
        self.root = parent.attach_new_node("site")
        self._structure = Structure(self.root, scene.building)
        ceilings(self.root, scene.building)
        self._doors = Doors(self.root, scene)
        self._crowd = (NodeCrowd if is_tiny else InstancedCrowd)(self.root, scene)
        self._threat = Threat(self.root, scene, self._crowd)
        self._symbols = Symbols(self.root, len(scene.people) + scene.threats)
        if is_tiny:
            self._symbols.leave_out()

    def show(self, picture: Picture, frame: Frame, sight: Sight, finesse: Finesse) -> None:
        seen = seen_storeys(_VIEW, len(self.scene.building.storeys))
        is_flashing = frame.alarm and not picture.calm
        alarm = 0.5 - 0.5 * math.cos(2 * math.pi * _ALARM_HZ * frame.time) if is_flashing else 0.0
        self._structure.update(seen, shows_full_walls=True, alarm=alarm)
        self._doors.update(frame.doors, seen)
        people = shown(frame, _VIEW, self.scene, sight, finesse)
        self._crowd.update(people, sight.pixel)
        self._threat.update(frame, sight, is_found_anywhere=False)
        self._symbols.update(signs_of_people(people, frame, _VIEW), sight, hides_behind_walls=True)
        light = 1.0 if picture.lit else _DARK
        self.root.set_color_scale(light, light, light, 1.0)
