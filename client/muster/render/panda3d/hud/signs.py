"""Names of exits, muster points and rooms where they are: ticker and why-panel speak of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from muster.render.camera import Eye
from muster.render.frame import Bytes
from muster.render.panda3d.doors import MARK_HALF, MARK_HEIGHT
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.labels import Hung, Label
from muster.render.panda3d.hud.lettering import shortened, wrapped
from muster.render.panda3d.hud.project import Reals, project
from muster.render.panda3d.hud.room import Room, mark_boxes
from muster.render.panda3d.hud.sheet import Card, Sheet, Words
from muster.render.panda3d.hud.style import Style, tint
from muster.render.view import Above, CameraKind, View
from muster.scenario.building import Building, Region, RegionKind
from muster.scenario.geometry import along
from muster.scenario.plan.labels import heart
from muster.world.acts import Door

_ROOMS_FROM = 900  # pixels of width: in smaller pictures names of rooms would cover them
_NEAREST = 1.0  # metres before the eye
_EXIT_HEIGHT, _MUSTER_HEIGHT, _ROOM_HEIGHT = 2.6, 1.5, 0.6  # metres above the floor
_LENGTH = 16  # ems of a longest name
_TRIED = ((0, 0), (-0.4, 0), (0.4, 0), (0, 0.7), (-0.8, 0), (0.8, 0), (0, -0.7))
"""Where in a room its name may be: shares of what is free beside it, to the right and down, the best first."""
_PAPER, _GREEN_PAPER = tint((28, 32, 38), 0.36), tint((12, 60, 46), 0.8)
_DIM_INK, _GREEN_INK = tint((214, 219, 225)), tint((166, 230, 204))


@dataclass(frozen=True)
class _Place:
    """What has a name; ``corners`` ``(c, 3)`` are those of a room, within which its name has to stay, else none."""

    name: str
    storey: int
    at: tuple[float, float, float]
    corners: Reals = field(default_factory=lambda: np.zeros((0, 3)))


class Signs:
    """The names of a building's places: each is made once and hung anew for every frame."""

    def __init__(self, building: Building, style: Style) -> None:
        self._style = style
        self._exits, self._musters = list(_exits(building)), list(_musters(building))
        self._rooms = list(_rooms(building)) if style.width >= _ROOMS_FROM else []
        self._marks = _marks(building)
        self._is_single = len(building.storeys) == 1
        self._label = lru_cache(maxsize=4000)(_label)
        self._key: tuple[object, ...] = ()
        self._hung: list[Hung] = []

    def hung(self, view: View, eye: Eye, taken: Sequence[Box], doors: Bytes) -> list[Hung]:
        """Return the names that find room beside ``taken``, marks of barred ``doors`` ``(d,)`` and each other.

        Through somebody's eyes there are none.
        """
        if view.camera.kind is CameraKind.EYES and view.selected is not None:
            return []
        barred = doors >= int(Door.LOCKED)
        where = (eye.position.tobytes(), eye.forward.tobytes(), eye.field)
        key = (view.storey, view.above, where, barred.tobytes(), *taken)
        if key != self._key:  # most cameras stand still
            marks = mark_boxes(self._marks[barred], MARK_HALF, eye, self._style)
            self._key, self._hung = key, self._hang(view, eye, [*taken, *marks])
        return self._hung

    def _hang(self, view: View, eye: Eye, taken: Sequence[Box]) -> list[Hung]:
        room = Room(Box(0, 0, self._style.width, self._style.height), taken)
        ways_out = [*(each for each in self._exits if view.storey in (None, each.storey)), *self._musters]
        return [*self._of_ways_out(ways_out, eye, room), *self._of_rooms(self._rooms_of(view), eye, room)]

    def _rooms_of(self, view: View) -> list[_Place]:
        """Return the rooms whose floors are in sight."""
        storey = 0 if self._is_single else view.storey
        is_covered = storey is None or (view.above is Above.SHOW and not self._is_single)
        return [] if is_covered else [each for each in self._rooms if each.storey == storey]

    def _of_ways_out(self, places: Sequence[_Place], eye: Eye, room: Room) -> Iterable[Hung]:
        pixels, depth = project(eye, _points([each.at for each in places]), self._style.width, self._style.height)
        for place, (x, y), ahead in zip(places, pixels.tolist(), depth.tolist(), strict=True):
            label = self._label(place.name, _LENGTH * self._style.small.line, True, self._style)
            free = _nudged(label.box, round(x), round(y), room) if ahead > _NEAREST else None
            if free is not None:
                yield label, *free

    def _of_rooms(self, rooms: Sequence[_Place], eye: Eye, room: Room) -> Iterable[Hung]:
        """Yield names of rooms, of the largest in the picture first."""
        if not rooms:
            return
        width, height = self._style.width, self._style.height
        extents = _extents(rooms, eye, width, height)
        pixels, _ = project(eye, _points([each.at for each in rooms]), width, height)
        order = sorted(range(len(rooms)), key=lambda index: -extents[index].width * extents[index].height)
        for index in order:
            extent, (x, y) = extents[index], pixels[index].tolist()
            label = self._label(rooms[index].name, _rounded_down(extent.width), False, self._style)
            free = _within(extent, label.box, round(x), round(y), room) if label.sheet.words else None
            if free is not None:
                yield label, *free


def _exits(building: Building) -> Iterable[_Place]:
    doors, storeys = {door.id: door for door in building.doors}, _storeys(building)
    for each in building.exits:
        door = doors[each.door]
        storey = storeys[building.region(door.between[0]).storey]
        x, y = along(door.segment, 0.5)
        yield _Place(each.name, storey, (x, y, building.storeys[storey].elevation + _EXIT_HEIGHT))


def _musters(building: Building) -> Iterable[_Place]:
    storeys = _storeys(building)
    for each in building.muster_points:
        storey = storeys[building.region(each.region).storey]
        yield _Place(each.name, storey, (*each.at, building.storeys[storey].elevation + _MUSTER_HEIGHT))


def _rooms(building: Building) -> Iterable[_Place]:
    storeys = _storeys(building)
    for region in building.regions:
        if region.kind is not RegionKind.OUTSIDE:
            storey = storeys[region.storey]
            yield _room(region, storey, building.storeys[storey].elevation)


def _room(region: Region, storey: int, floor: float) -> _Place:
    corners = np.array([(*corner, floor) for corner in region.polygon], np.float64)
    return _Place(region.name, storey, (*heart(region.polygon), floor + _ROOM_HEIGHT), corners)


def _marks(building: Building) -> Reals:
    """Return ``(d, 3)`` where a door is marked while it is barred."""
    storeys = _storeys(building)
    floors = (building.storeys[storeys[building.region(door.between[0]).storey]].elevation for door in building.doors)
    return _points(
        [(*along(door.segment, 0.5), floor + MARK_HEIGHT) for door, floor in zip(building.doors, floors, strict=True)]
    )


def _storeys(building: Building) -> dict[str, int]:
    return {storey.id: index for index, storey in enumerate(building.storeys)}


def _points(points: Sequence[tuple[float, float, float]]) -> Reals:
    return np.array(points, np.float64).reshape(-1, 3)


def _extents(rooms: Sequence[_Place], eye: Eye, width: int, height: int) -> list[Box]:
    """Return what each room takes of the picture, as wide as it is on average; nothing where part is behind the eye."""
    sizes = np.array([len(each.corners) for each in rooms], np.intp)
    ends = sizes.cumsum()
    starts = ends - sizes
    pixels, depth = project(eye, np.concatenate([each.corners for each in rooms]), width, height)
    following = np.arange(len(pixels)) + 1
    following[ends - 1] = starts
    (x, y), (next_x, next_y) = pixels.T, pixels[following].T
    area = np.abs(np.add.reduceat(x * next_y - y * next_x, starts)) / 2
    low, high = np.minimum.reduceat(pixels, starts, axis=0), np.maximum.reduceat(pixels, starts, axis=0)
    is_ahead = np.minimum.reduceat(depth, starts) >= _NEAREST
    wide = np.minimum(high[:, 0] - low[:, 0], area / np.maximum(high[:, 1] - low[:, 1], 1.0))
    boxes = np.column_stack((low, low[:, 0] + wide, high[:, 1])) * is_ahead[:, None]
    return [Box(left, top, right, bottom) for left, top, right, bottom in boxes.tolist()]


def _rounded_down(width: float) -> int:
    """Return ``width`` in steps, so that a moving camera does not have every name set anew for every pixel."""
    return int(width // 24) * 24


def _nudged(box: Box, x: int, y: int, room: Room) -> tuple[int, int] | None:
    """Return where ``box`` is free: at ``x``, ``y``, or a little above or below."""
    step = round(box.height) + 2
    return next(((x, y + up) for up in (0, -step, step, -2 * step) if room.takes(box.moved(x, y + up))), None)


def _within(extent: Box, box: Box, x: int, y: int, room: Room) -> tuple[int, int] | None:
    """Return where ``box`` is free: at ``x``, ``y``, the middle of ``extent``, or aside; None where it is nowhere."""
    aside, down = (extent.width - box.width) / 2, (extent.height - box.height) / 2
    if aside < 0 or down < 0:
        return None
    places = ((x + round(right * aside), y + round(below * down)) for right, below in _TRIED)
    return next(((at, line) for at, line in places if room.takes(box.moved(at, line))), None)


def _label(name: str, width: float, is_way_out: bool, style: Style) -> Label:
    """Return a name around 0, 0 on one line or two of at most ``width`` pixels; without words where it has no room."""
    face, pad = style.small, style.gap / 2
    lines = _whole(name, width - 2 * pad, is_way_out, style)
    half = max((face.width(line) for line in lines), default=0.0) / 2 + pad
    box = Box(-round(half), -round(len(lines) * face.line / 2), round(half), round(len(lines) * face.line / 2))
    paper, ink = (_GREEN_PAPER, _GREEN_INK) if is_way_out else (_PAPER, _DIM_INK)
    words = [
        Words(line, -face.width(line) / 2, box.top + row * face.line, ink, "small") for row, line in enumerate(lines)
    ]
    return Label(Sheet([Card(box, paper, pad)] if words else [], words), box)


def _whole(name: str, width: float, is_way_out: bool, style: Style) -> list[str]:
    """Return the lines of a name: a way out's shortened to one, a room's whole or none."""
    if is_way_out:
        return [shortened(name, width, style.small)]
    lines = wrapped(name, width, style.small, 2)
    is_broken = " ".join(lines) != " ".join(name.split())
    return [] if is_broken else lines
