"""What keys and buttons do, once for all renderers: an action makes a new view of the old one."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from muster.render.camera import turned
from muster.render.chronicle import next_told
from muster.render.frame import Frame
from muster.render.inputs import Closed, Do, Drag, Input, Key, Pick, Scroll, Seek, ShowStorey
from muster.render.source import Source
from muster.render.view import FAR, HIGH, LOW, NEAR, SPEEDS, Above, Camera, CameraKind, View

STEP_S = 0.1  # one recorded frame
SKIP_S = 10.0
ZOOM = 0.88  # of the distance that is left after one step of the wheel
_STEP_SHARE = 0.05  # of the distance, for one press of a key that moves the camera
_TURN = math.pi  # radians for a drag over the whole height of the picture


class Action(StrEnum):
    """What a viewer can be told."""

    PLAY = "play"
    STEP_BACK = "step-back"
    STEP = "step"
    REWIND = "rewind"
    FORWARD = "forward"
    SLOWER = "slower"
    FASTER = "faster"
    TO_START = "to-start"
    TO_END = "to-end"
    NEXT_EVENT = "next-event"
    LAST_EVENT = "last-event"
    STOREY_UP = "storey-up"
    STOREY_DOWN = "storey-down"
    ABOVE = "above"
    ORBIT = "orbit"
    FLY = "fly"
    TOP = "top"
    FOLLOW = "follow"
    EYES = "eyes"
    NEXT_PERSON = "next-person"
    LAST_PERSON = "last-person"
    NOBODY = "nobody"
    AHEAD = "ahead"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"
    RISE = "rise"
    SINK = "sink"
    NAMES = "names"
    TRAILS = "trails"
    DENSITY = "density"
    SIGHT = "sight"
    PANELS = "panels"
    HELP = "help"
    QUIT = "quit"


@dataclass(frozen=True)
class Binding:
    """The keys of an action, the one to show first, and what it does in a few words."""

    keys: tuple[str, ...]
    help: str


BINDINGS: Mapping[Action, Binding] = {
    Action.PLAY: Binding(("space",), "play or pause"),
    Action.STEP_BACK: Binding((",",), "one frame back"),
    Action.STEP: Binding((".",), "one frame on"),
    Action.REWIND: Binding(("left",), f"{SKIP_S:g} s back"),
    Action.FORWARD: Binding(("right",), f"{SKIP_S:g} s on"),
    Action.SLOWER: Binding(("-",), "slower"),
    Action.FASTER: Binding(("+", "="), "faster"),
    Action.TO_START: Binding(("home",), "to the start"),
    Action.TO_END: Binding(("end",), "to the end; of a live run, to now"),
    Action.NEXT_EVENT: Binding(("n",), "next event"),
    Action.LAST_EVENT: Binding(("b",), "event before"),
    Action.STOREY_UP: Binding(("page_up", "up"), "storey above"),
    Action.STOREY_DOWN: Binding(("page_down", "down"), "storey below"),
    Action.ABOVE: Binding(("g",), "storeys above: hidden, ghosts, shown"),
    Action.ORBIT: Binding(("1",), "camera: around a point"),
    Action.FLY: Binding(("2",), "camera: flying"),
    Action.TOP: Binding(("3",), "camera: from above"),
    Action.FOLLOW: Binding(("4",), "camera: behind the selected person"),
    Action.EYES: Binding(("5",), "camera: through their eyes"),
    Action.NEXT_PERSON: Binding(("tab",), "select the next person"),
    Action.LAST_PERSON: Binding(("backspace",), "select the person before"),
    Action.NOBODY: Binding(("escape",), "select nobody"),
    Action.AHEAD: Binding(("w",), "camera forward"),
    Action.BACK: Binding(("s",), "camera back"),
    Action.LEFT: Binding(("a",), "camera to the left"),
    Action.RIGHT: Binding(("d",), "camera to the right"),
    Action.RISE: Binding(("r",), "camera up"),
    Action.SINK: Binding(("f",), "camera down"),
    Action.NAMES: Binding(("l",), "names"),
    Action.TRAILS: Binding(("t",), "trails (plan)"),
    Action.DENSITY: Binding(("m",), "density (plan)"),
    Action.SIGHT: Binding(("v",), "fields of view (plan)"),
    Action.PANELS: Binding(("h",), "panels"),
    Action.HELP: Binding(("?", "f1"), "this help"),
    Action.QUIT: Binding(("q",), "close"),
}

KEYS: Mapping[str, Action] = {key: action for action, binding in BINDINGS.items() for key in binding.keys}


def apply(view: View, given: Input, source: Source, frame: Frame) -> View | None:
    """Return the view after an input, or None when it is time to close; ``frame`` is what is being shown."""
    match given:
        case Closed():
            return None
        case Key(name):
            return act(view, KEYS[name], source, frame) if name in KEYS else view
        case Do(action):
            return act(view, Action(action), source, frame)
        case Drag():
            return replace(view, camera=_dragged(view.camera, given))
        case Scroll(steps):
            distance = min(max(view.camera.distance * ZOOM**steps, NEAR), FAR)
            return replace(view, camera=replace(view.camera, distance=distance))
        case Pick(agent):
            return _selecting(view, agent, frame)
        case Seek(time):
            return _at(view, time, source)
        case ShowStorey(storey):
            return replace(view, storey=storey)


def act(view: View, action: Action, source: Source, frame: Frame) -> View | None:
    """Return the view after an action, or None when it is time to close."""
    if action is Action.QUIT:
        return None
    return _DOES[action](view, source, frame)


_Does = Callable[[View, Source, Frame], View]


def _at(view: View, time: float, source: Source) -> View:
    end = source.end
    return replace(view, time=min(max(time, 0.0), end), at_live_edge=source.is_live and time >= end)


def _play(view: View, source: Source, frame: Frame) -> View:
    if view.at_live_edge:
        return replace(view, holds_run=not view.holds_run)
    if not view.playing and not source.is_live and view.time >= source.end:
        return replace(view, playing=True, time=0.0)  # at the end, play means again
    return replace(view, playing=not view.playing)


def _step(view: View, source: Source, frame: Frame) -> View:
    if view.at_live_edge:
        return replace(view, holds_run=True, steps=view.steps + 1)
    return _shift(view, source, frame, by=STEP_S, pauses=True)


def _shift(view: View, source: Source, frame: Frame, *, by: float, pauses: bool = False) -> View:
    shifted = _at(view, view.time + by, source)
    return replace(shifted, playing=False) if pauses else shifted


def _speed(view: View, source: Source, frame: Frame, *, step: int) -> View:
    nearest = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - view.speed))
    return replace(view, speed=SPEEDS[min(max(nearest + step, 0), len(SPEEDS) - 1)])


def _event(view: View, source: Source, frame: Frame, *, step: int) -> View:
    told = next_told(source.marks(), view.time, step=step)
    return view if told is None else _at(view, told.time, source)


def _storey(view: View, source: Source, frame: Frame, *, step: int) -> View:
    storeys = len(source.scene.building.storeys)
    now = storeys if view.storey is None else view.storey
    wanted = min(max(now + step, 0), storeys)
    return replace(view, storey=None if wanted == storeys else wanted)


def _above(view: View, source: Source, frame: Frame) -> View:
    kinds = list(Above)
    return replace(view, above=kinds[(kinds.index(view.above) + 1) % len(kinds)])


def _camera(view: View, source: Source, frame: Frame, *, kind: CameraKind) -> View:
    selected = view.selected
    if kind in (CameraKind.FOLLOW, CameraKind.EYES) and selected is None and source.scene.people:
        view = _selecting(view, 0, frame)
    return replace(view, camera=turned(view.camera, kind))


def _person(view: View, source: Source, frame: Frame, *, step: int) -> View:
    people = len(source.scene.people)
    start = view.selected if view.selected is not None else (-1 if step > 0 else 0)
    return _selecting(view, (start + step) % people, frame) if people else view


def _selecting(view: View, agent: int | None, frame: Frame) -> View:
    if agent is None and view.camera.kind in (CameraKind.FOLLOW, CameraKind.EYES):
        view = replace(view, camera=turned(view.camera, CameraKind.ORBIT))
    storey = view.storey
    if agent is not None and storey is not None:
        storey = int(frame.storey[agent])
    return replace(view, selected=agent, storey=storey)


def _nobody(view: View, source: Source, frame: Frame) -> View:
    return replace(_selecting(view, None, frame), shows_help=False)


def _toggle(view: View, source: Source, frame: Frame, *, what: str) -> View:
    return replace(view, **{what: not getattr(view, what)})


def _move(view: View, source: Source, frame: Frame, *, way: tuple[float, float, float]) -> View:
    step = _STEP_SHARE * view.camera.distance
    right, ahead, up = (step * share for share in way)
    return replace(view, camera=_moved(view.camera, right, ahead, up))


def _moved(camera: Camera, right: float, ahead: float, up: float = 0.0) -> Camera:
    """Return the camera moved over the ground by so many metres as seen from it."""
    x, y, z = camera.target
    cos, sin = math.cos(camera.yaw), math.sin(camera.yaw)
    return replace(camera, target=(x + right * sin + ahead * cos, y - right * cos + ahead * sin, z + up))


def _dragged(camera: Camera, drag: Drag) -> Camera:
    if drag.pans:
        return _moved(camera, -drag.x * camera.distance, -drag.y * camera.distance)
    pitch = min(max(camera.pitch - drag.y * _TURN, LOW if camera.kind is not CameraKind.FLY else -HIGH), HIGH)
    return replace(camera, yaw=camera.yaw - drag.x * _TURN, pitch=pitch)


_DOES: Mapping[Action, _Does] = {
    Action.PLAY: _play,
    Action.STEP_BACK: partial(_shift, by=-STEP_S, pauses=True),
    Action.STEP: _step,
    Action.REWIND: partial(_shift, by=-SKIP_S),
    Action.FORWARD: partial(_shift, by=SKIP_S),
    Action.SLOWER: partial(_speed, step=-1),
    Action.FASTER: partial(_speed, step=1),
    Action.TO_START: partial(_shift, by=-math.inf),
    Action.TO_END: partial(_shift, by=math.inf),
    Action.NEXT_EVENT: partial(_event, step=1),
    Action.LAST_EVENT: partial(_event, step=-1),
    Action.STOREY_UP: partial(_storey, step=1),
    Action.STOREY_DOWN: partial(_storey, step=-1),
    Action.ABOVE: _above,
    Action.ORBIT: partial(_camera, kind=CameraKind.ORBIT),
    Action.FLY: partial(_camera, kind=CameraKind.FLY),
    Action.TOP: partial(_camera, kind=CameraKind.TOP),
    Action.FOLLOW: partial(_camera, kind=CameraKind.FOLLOW),
    Action.EYES: partial(_camera, kind=CameraKind.EYES),
    Action.NEXT_PERSON: partial(_person, step=1),
    Action.LAST_PERSON: partial(_person, step=-1),
    Action.NOBODY: _nobody,
    Action.AHEAD: partial(_move, way=(0, 1, 0)),
    Action.BACK: partial(_move, way=(0, -1, 0)),
    Action.LEFT: partial(_move, way=(-1, 0, 0)),
    Action.RIGHT: partial(_move, way=(1, 0, 0)),
    Action.RISE: partial(_move, way=(0, 0, 1)),
    Action.SINK: partial(_move, way=(0, 0, -1)),
    Action.NAMES: partial(_toggle, what="shows_names"),
    Action.TRAILS: partial(_toggle, what="shows_trails"),
    Action.DENSITY: partial(_toggle, what="shows_density"),
    Action.SIGHT: partial(_toggle, what="shows_sight"),
    Action.PANELS: partial(_toggle, what="shows_panels"),
    Action.HELP: partial(_toggle, what="shows_help"),
}
