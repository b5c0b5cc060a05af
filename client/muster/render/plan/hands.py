"""What the user's hands do, as inputs: keys by their names, clicks by what lies under them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pygame

from muster.render.actions import KEYS, ZOOM, Action
from muster.render.inputs import Closed, Drag, Input, Key, Pick, Scroll
from muster.render.plan.atlas import cell_at
from muster.render.plan.foot import Track
from muster.render.plan.layout import Spot
from muster.render.plan.lens import Cell
from muster.render.plan.people import Crowd
from muster.render.view import FAR, NEAR, Camera

_STILL = 4  # pixels that a hand may tremble in a click
_NAMES = {
    pygame.K_SPACE: "space",
    pygame.K_LEFT: "left",
    pygame.K_RIGHT: "right",
    pygame.K_UP: "up",
    pygame.K_DOWN: "down",
    pygame.K_PAGEUP: "page_up",
    pygame.K_PAGEDOWN: "page_down",
    pygame.K_HOME: "home",
    pygame.K_END: "end",
    pygame.K_TAB: "tab",
    pygame.K_BACKSPACE: "backspace",
    pygame.K_ESCAPE: "escape",
    pygame.K_F1: "f1",
}
_REPEATED = {
    *(Action.STEP_BACK, Action.STEP, Action.REWIND, Action.FORWARD, Action.NEXT_PERSON, Action.LAST_PERSON),
    *(Action.AHEAD, Action.BACK, Action.LEFT, Action.RIGHT, Action.RISE, Action.SINK),
}
"""What goes on while a key is held down; anything else happens once."""


@dataclass(frozen=True)
class Shown:
    """What is in the picture that hands point at."""

    cells: Sequence[Cell]
    crowd: Crowd
    camera: Camera
    spots: Sequence[Spot]
    track: Track | None

    @property
    def follows(self) -> bool:
        """Whether the map goes with somebody, and so cannot be moved."""
        return any(cell.lens.centre != self.camera.target[:2] for cell in self.cells)


class Hands:
    """Follows keys and buttons from one picture to the next."""

    def __init__(self) -> None:
        self._held: set[int] = set()
        self._pressed_at: tuple[int, int] | None = None
        self._pans = self._seeks = False

    def read(self, events: Sequence[pygame.event.Event], shown: Shown) -> list[Input]:
        """Return what the user did."""
        return [given for event in events for given in self._inputs(event, shown)]

    def _inputs(self, event: pygame.event.Event, shown: Shown) -> Iterator[Input]:
        match event.type:
            case pygame.QUIT:
                yield Closed()
            case pygame.KEYDOWN:
                yield from self._key(event)
            case pygame.KEYUP:
                self._held.discard(event.key)
            case pygame.WINDOWFOCUSLOST:
                self._held.clear()
            case pygame.MOUSEBUTTONDOWN if event.button <= 3:
                yield from self._press(event, shown)
            case pygame.MOUSEMOTION if any(event.buttons):
                yield from self._move(event, shown)
            case pygame.MOUSEBUTTONUP if event.button <= 3:
                yield from self._release(event, shown)
            case pygame.MOUSEWHEEL:
                yield from _zoom(event, shown)
            case _:
                pass

    def _key(self, event: pygame.event.Event) -> Iterator[Input]:
        name = key_name(event.key, getattr(event, "unicode", ""))
        is_repeated = event.key in self._held
        self._held.add(event.key)
        has_modifier = getattr(event, "mod", 0) & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
        if not has_modifier and (not is_repeated or KEYS.get(name) in _REPEATED):
            yield Key(name)

    def _press(self, event: pygame.event.Event, shown: Shown) -> Iterator[Input]:
        spot = next((spot for spot in shown.spots if spot.box.collidepoint(event.pos)), None)
        if shown.track is not None and shown.track.takes(event.pos):
            self._seeks = True
            yield shown.track.seek(event.pos[0])
        elif spot is not None:
            yield spot.means
        elif cell_at(shown.cells, event.pos) is not None:
            self._pressed_at, self._pans = event.pos, event.button != 1

    def _move(self, event: pygame.event.Event, shown: Shown) -> Iterator[Input]:
        if self._seeks and shown.track is not None:
            yield shown.track.seek(event.pos[0])
        elif self._pressed_at is not None:
            if not self._pans and math.dist(event.pos, self._pressed_at) > _STILL:
                self._pans = True
            if self._pans and not shown.follows:
                yield panned(shown, -event.rel[0], event.rel[1])

    def _release(self, event: pygame.event.Event, shown: Shown) -> Iterator[Input]:
        if self._pressed_at is not None and not self._pans:
            cell = cell_at(shown.cells, event.pos)
            yield Pick(None if cell is None else shown.crowd.at(event.pos, cell.storey, cell.lens))
        self._pressed_at, self._pans, self._seeks = None, False, False


def key_name(key: int, letter: str) -> str:
    """Return the name of a key as in ``actions.KEYS``; ``letter`` is what it types."""
    if key in _NAMES:
        return _NAMES[key]
    return letter.lower() if letter.isprintable() and letter.strip() else pygame.key.name(key)


def panned(shown: Shown, right: float, up: float) -> Drag:
    """Return the drag that moves what the camera looks at by so many pixels of the map."""
    camera, scale = shown.camera, shown.cells[0].lens.scale
    x, y = right / scale, up / scale
    cos, sin = math.cos(camera.yaw), math.sin(camera.yaw)
    return Drag(-(x * sin - y * cos) / camera.distance, -(x * cos + y * sin) / camera.distance, pans=True)


def _zoom(event: pygame.event.Event, shown: Shown) -> Iterator[Input]:
    """Yield what keeps the point under the pointer where it is, and then comes nearer."""
    steps, at = float(getattr(event, "precise_y", event.y)), pygame.mouse.get_pos()
    cell, distance = cell_at(shown.cells, at), shown.camera.distance
    if cell is not None and steps and not shown.follows:
        share = 1 - min(max(distance * ZOOM**steps, NEAR), FAR) / distance
        x, y = cell.lens.metres(at)
        right, up = x - cell.lens.centre[0], y - cell.lens.centre[1]
        yield panned(shown, right * share * cell.lens.scale, up * share * cell.lens.scale)
    yield Scroll(steps)
