"""One scene on the stage: building, people and camera, drawn moment by moment."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from panda3d.core import NodePath, PerspectiveLens, Point3, Vec3

from muster.render.camera import eye, nearest_to_ray
from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.palette import SELECTED
from muster.render.panda3d.canvas import Canvas
from muster.render.panda3d.controls import Controls, Place
from muster.render.panda3d.doors import Doors
from muster.render.panda3d.engine import Engine
from muster.render.panda3d.fog import Fog
from muster.render.panda3d.haze import Haze
from muster.render.panda3d.hud import Hud
from muster.render.panda3d.people.crowd import Crowd
from muster.render.panda3d.people.drawing import InstancedCrowd
from muster.render.panda3d.people.nodes import NodeCrowd
from muster.render.panda3d.people.packing import Finesse, Shown, shown
from muster.render.panda3d.picture import grabbed
from muster.render.panda3d.rings import Ring
from muster.render.panda3d.sight import Sight
from muster.render.panda3d.storeys import seen_storeys
from muster.render.panda3d.structure import Structure
from muster.render.panda3d.symbols import Symbols, signs_of_people
from muster.render.panda3d.threat import Threat
from muster.render.panels import Panels
from muster.render.renderer import Picture, Settings, Tier
from muster.render.scene import Scene
from muster.render.view import CameraKind, View

_FINE, _COARSE = Finesse(near=24.0, far=8.0), Finesse(near=90.0, far=16.0, most_near=20, most_far=200)
MakeCrowd = Callable[[NodePath, Scene], Crowd]
_CROWDS: Mapping[Tier, MakeCrowd] = {Tier.TINY: NodeCrowd}
_ALARM_HZ = 0.8  # slow enough not to trouble anybody


class Stage:
    """What is drawn of ``scene``, and with what; ``make_crowd`` draws people, where the tier is not to decide that."""

    def __init__(
        self, engine: Engine, scene: Scene, settings: Settings, *, make_crowd: MakeCrowd | None = None
    ) -> None:
        self._base, self._scene = engine.base, scene
        self._finesse = _COARSE if engine.hurries else _FINE
        self._canvas = Canvas(engine)
        root = self._base.render
        self._structure = Structure(root, scene.building)
        self._doors = Doors(root, scene)
        self._crowd = (make_crowd or _CROWDS.get(engine.tier, InstancedCrowd))(root, scene)
        self._haze, self._fog = Haze(root, scene), Fog(root, scene)
        self._threat = Threat(root, scene, self._crowd)
        self._selected = Ring(root, SELECTED, 0.6)
        self._symbols = Symbols(root, len(scene.people) + len(scene.building.doors) + scene.threats + 1)
        if engine.tier is Tier.TINY:
            self._symbols.leave_out()
        self._hud = Hud(self._base, scene, replace(settings, tier=engine.tier))
        self._controls = Controls(self._base, self._hud.holds_pointer, self._pick)
        self._looked: tuple[Sight, Frame, Shown] | None = None

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Draw one moment."""
        self._canvas.follow()
        sight = Sight(eye(view, frame, self._scene), *self._canvas.size)
        self._look(sight)
        self._show(frame, view, sight)
        noted = panels if panels.notice else replace(panels, notice=self._crowd.notice)
        self._hud.update(frame, view, noted, sight.eye)
        self._base.task_mgr.step()
        return [*self._controls.inputs(), *self._hud.inputs()]

    def picture(self) -> Picture:
        """Return what was drawn last."""
        return grabbed(self._base.win)

    def close(self) -> None:
        """Leave the stage."""
        self._controls.close()
        self._hud.close()
        self._canvas.close()
        self._base.render.get_children().detach()

    def _show(self, frame: Frame, view: View, sight: Sight) -> None:
        seen = seen_storeys(view, len(self._scene.building.storeys))
        has_eyes = view.camera.kind is CameraKind.EYES and view.selected is not None
        self._structure.update(seen, has_eyes, _alarm(frame))
        self._doors.update(frame.doors, seen)
        people = shown(frame, view, self._scene, sight, self._finesse)
        self._looked = sight, frame, people
        self._crowd.update(people, sight.pixel)
        self._ring(frame, view, sight)
        marks = self._threat.update(frame, sight, is_found_anywhere=not has_eyes)
        fire = self._haze.update(frame.smoke, seen, with_eyes=has_eyes)
        self._fog.update(frame.smoke, sight.eye, _storey_of_eyes(frame, view), with_eyes=has_eyes)
        barred = self._doors.signs(frame.doors, seen, view.storey)
        signs = np.concatenate([barred, fire, signs_of_people(people, frame, view), marks])
        self._symbols.update(signs, sight, hides_behind_walls=has_eyes)

    def _ring(self, frame: Frame, view: View, sight: Sight) -> None:
        if view.selected is None or view.camera.kind is CameraKind.EYES:
            self._selected.hide()
        else:
            self._selected.place(frame.position[view.selected], sight)

    def _pick(self, place: Place) -> int | None:
        """Return who is at a place of the picture drawn last."""
        if self._looked is None:
            return None
        sight, frame, people = self._looked
        who = people.agents
        hit = nearest_to_ray(sight.eye, sight.ray(*place), frame.position[who], self._scene.stature[who])
        return None if hit is None else int(who[hit])

    def _look(self, sight: Sight) -> None:
        eye = sight.eye
        lens = self._base.camLens
        assert isinstance(lens, PerspectiveLens)
        lens.set_aspect_ratio(sight.width / sight.height)
        lens.set_min_fov(math.degrees(eye.field))
        lens.set_near_far(0.15, 2000.0)
        position = Point3(*eye.position.tolist())
        self._base.camera.set_pos(position)
        self._base.camera.look_at(position + Vec3(*eye.forward.tolist()), Vec3(*eye.up.tolist()))


def _storey_of_eyes(frame: Frame, view: View) -> int:
    return 0 if view.selected is None else int(frame.storey[view.selected])


def _alarm(frame: Frame) -> float:
    return 0.5 - 0.5 * math.cos(2 * math.pi * _ALARM_HZ * frame.time) if frame.alarm else 0.0
