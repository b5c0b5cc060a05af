"""What hangs over people in the picture: what they say, and their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Volume
from muster.render.camera import Eye
from muster.render.frame import Frame, Speech
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import BOLD, Face, shortened, wrapped
from muster.render.panda3d.hud.project import Reals, project
from muster.render.panda3d.hud.quads import Tint
from muster.render.panda3d.hud.room import Room, threat_boxes
from muster.render.panda3d.hud.sheet import Card, Mark, Sheet, Words
from muster.render.panda3d.hud.style import BACKGROUND_TINT, INK_TINT, Style, tint
from muster.render.scene import Scene
from muster.render.view import Above, View

NAMES, BUBBLES = 50, 12
_OVER = 0.25  # metres from the crown to a label
_NEAREST = 0.8  # metres: whose eyes one looks through has no label
_TRIES = 4  # places above each other for a bubble
_NAME_LENGTH, _BUBBLE_WIDTH, _BUBBLE_LINES = 14, 15, 3  # ems, ems, lines
_PAPER, _SOFT_PAPER = tint((244, 246, 248)), tint((190, 198, 208), 0.8)


@dataclass(frozen=True, eq=False)
class Label:
    """A sheet drawn around 0, 0, which is the point over somebody's head; ``box`` is what it covers."""

    sheet: Sheet
    box: Box


Bools = NDArray[np.bool_]
Hung = tuple[Label, float, float]
"""A label and where it hangs, pixels to the right of and below the picture's upper left corner."""


class Labels:
    """Makes each label once and hangs them anew for every frame."""

    def __init__(self, scene: Scene, style: Style) -> None:
        self._scene, self._style = scene, style
        self._name = lru_cache(maxsize=4000)(_name)
        self._bubble = lru_cache(maxsize=500)(_bubble)

    def hung(self, frame: Frame, view: View, eye: Eye, taken: Sequence[Box]) -> list[Hung]:
        """Return the labels of a moment; those that would cover ``taken`` or each other move up or are left out."""
        style = self._style
        heads = frame.position.astype(np.float64)
        heads[:, 2] += self._scene.stature + _OVER
        places, depth = project(eye, heads, style.width, style.height)
        shown = _is_in_picture(places, depth, style) & _is_on_shown_storey(frame, view)
        depth[~shown | _is_covered(places, taken)] = np.inf
        room = Room(Box(0, 0, style.width, style.height), [*taken, *threat_boxes(frame, eye, style)])
        own = list(self._selected_name(view, places, depth, room))
        bubbles = list(self._bubbles(frame.speech, places, depth, room))
        stems = [(_stem(places[agent][1] - y, style), x, y) for agent, (_, x, y) in bubbles if y < places[agent][1] - 1]
        return [*stems, *(hung for _, hung in bubbles), *own, *self._names(view, places, depth, room)]

    def _bubbles(self, speech: Sequence[Speech], places: Reals, depth: Reals, room: Room) -> Iterable[tuple[int, Hung]]:
        """Yield who speaks, and their bubble: over their head, or higher up where that is free."""
        near = sorted((each for each in speech if np.isfinite(depth[each.agent])), key=lambda each: depth[each.agent])
        # Who began first keeps their place, so that bubbles do not jump while people walk.
        for each in sorted(near[:BUBBLES], key=lambda each: (each.since, each.agent)):
            label = self._bubble(each.text, each.volume, self._style)
            x, y = _whole(places[each.agent])
            x = min(max(x, room.picture.left - label.box.left), room.picture.right - label.box.right)
            step = label.box.height + self._style.gap
            free = (up for up in range(_TRIES) if room.takes(label.box.moved(x, y - up * step)))
            if (up := next(free, None)) is not None:
                yield each.agent, (label, x, y - up * step)

    def _selected_name(self, view: View, places: Reals, depth: Reals, room: Room) -> Iterable[Hung]:
        """Yield the name of the selected person, a little aside where a panel is in the way."""
        who = view.selected
        if who is None or not np.isfinite(depth[who]):
            return
        label = self._name(self._scene.people[who].name, True, self._style)
        x, y = _whole(places[who])
        aside = round(label.box.width / 2)
        free = (at for at in (x, x - aside, x + aside) if room.takes(label.box.moved(at, y)))
        yield label, next(free, x), y

    def _names(self, view: View, places: Reals, depth: Reals, room: Room) -> Iterable[Hung]:
        """Yield the names of the nearest that find room."""
        if not view.shows_names:
            return
        for agent in map(int, np.argsort(depth, kind="stable")[:NAMES]):
            if not np.isfinite(depth[agent]) or agent == view.selected:
                continue
            label = self._name(self._scene.people[agent].name, False, self._style)
            x, y = _whole(places[agent])
            if room.takes(label.box.moved(x, y)):
                yield label, x, y


def _is_in_picture(places: Reals, depth: Reals, style: Style) -> Bools:
    x, y = places[:, 0], places[:, 1]
    return (depth > _NEAREST) & (x >= 0) & (x < style.width) & (y >= 0) & (y < style.height)


def _is_on_shown_storey(frame: Frame, view: View) -> Bools:
    """Return ``(n,)`` whose storey is drawn in full: neither hidden, nor a ghost, nor below a floor."""
    if view.storey is None:
        return np.ones(len(frame.storey), np.bool_)
    return frame.storey >= view.storey if view.above is Above.SHOW else frame.storey == view.storey


def _is_covered(places: Reals, panels: Sequence[Box]) -> Bools:
    covered = np.zeros(len(places), np.bool_)
    x, y = places[:, 0], places[:, 1]
    for box in panels:
        covered |= (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
    return covered


def _whole(place: Reals) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))


def _name(name: str, is_selected: bool, style: Style) -> Label:
    face = style.small
    text = shortened(name, _NAME_LENGTH * face.line / 1.3, face)
    half = _width([text], face, is_bold=is_selected) / 2 + style.gap / 2
    box = Box(-half, -face.line, half, 0)
    paper, ink = (_PAPER, BACKGROUND_TINT) if is_selected else (tint((28, 32, 38), 0.6), INK_TINT)
    words = Words(text, box.left + style.gap / 2, box.top, ink, "small", is_bold=is_selected)
    return Label(Sheet([Card(box, paper, style.gap / 2)], [words]), box)


def _width(lines: Sequence[str], face: Face, *, is_bold: bool) -> float:
    widest = max((face.width(line) for line in lines), default=0.0)
    return widest + (BOLD * face.line if is_bold else 0)


def _bubble(text: str, volume: int, style: Style) -> Label:
    """Return a bubble with its tail at 0, 0, above where a name hangs."""
    is_shout, is_whisper = volume == int(Volume.SHOUT), volume == int(Volume.WHISPER)
    name = "body" if is_shout else "small"
    face, gap = style.face(name), style.gap
    lines = wrapped(text, _BUBBLE_WIDTH * face.line / 1.3, face, _BUBBLE_LINES)
    half = _width(lines, face, is_bold=is_shout) / 2 + gap
    foot = -style.small.line - 2
    bottom = foot - gap
    box = Box(-half, bottom - len(lines) * face.line - gap, half, bottom)
    paper: Tint = _SOFT_PAPER if is_whisper else _PAPER
    tail = Mark("tail", Box(-gap, bottom, gap, foot), paper)
    words = [
        Words(line, -half + gap, box.top + gap / 2 + row * face.line, BACKGROUND_TINT, name, is_shout, is_whisper)
        for row, line in enumerate(lines)
    ]
    return Label(Sheet([Card(box, paper, gap), tail], words), Box(box.left, box.top, box.right, foot))


def _stem(length: float, style: Style) -> Label:
    """Return a line from a bubble that had to move up down to where its tail would have been."""
    foot = -style.small.line - 2
    box = Box(-1, foot, 1, foot + round(length))
    return Label(Sheet([Card(box, _PAPER)]), box)
