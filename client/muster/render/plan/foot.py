"""The bar below: play, the timeline with its marks, the clock."""

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from muster.render.actions import Action
from muster.render.inputs import Do, Seek
from muster.render.palette import DIM, INK, WEIGHT_COLOURS
from muster.render.panels import Panels
from muster.render.plan import ink
from muster.render.plan.layout import Spot
from muster.render.plan.sheet import Sheet
from muster.render.view import View


@dataclass(frozen=True)
class Track:
    """The timeline: a box, from 0 to ``end`` seconds."""

    box: pygame.Rect
    end: float

    def x_at(self, time: float) -> float:
        """Return the pixel of a moment."""
        share = time / self.end if self.end > 0 else 0.0
        return self.box.left + min(max(share, 0.0), 1.0) * self.box.width

    def seek(self, x: float) -> Seek:
        """Return what it means to point at pixel ``x``."""
        share = (x - self.box.left) / max(self.box.width, 1)
        return Seek(min(max(share, 0.0), 1.0) * self.end)

    def takes(self, pixel: tuple[int, int]) -> bool:
        """Return whether a press there takes hold of the slider."""
        return self.box.inflate(12, 0).collidepoint(pixel)


def draw_foot(sheet: Sheet, time: float, view: View, panels: Panels) -> tuple[Track, list[Spot]]:
    """Draw the bar; return the timeline and what else can be clicked on."""
    box, pad = sheet.layout.foot, sheet.layout.px(10)
    sheet.panel(box)
    spots, left = list[Spot](), box.left + pad
    side = sheet.layout.px(26)
    for action, icon in _BUTTONS:
        button = pygame.Rect(left, 0, side, side)
        button.centery = box.centery
        pygame.draw.rect(sheet.surface, ink.LINE, button, border_radius=4)
        icon(sheet.surface, button, view)
        spots.append(Spot(button, Do(action.value)))
        left = button.right + sheet.layout.px(4)
    clock = sheet.write(panels.clock, (box.right - pad, box.centery), align=(1.0, 0.5))
    widest = max(clock.width, sheet.lettering.width("00:00.0 / 00:00.0  paused", sheet.layout.text))
    track = Track(pygame.Rect(left + pad, box.top, max(box.right - 3 * pad - widest - left, 1), box.height), panels.end)
    _draw_track(sheet, track, time, panels)
    return track, spots


def _draw_track(sheet: Sheet, track: Track, time: float, panels: Panels) -> None:
    middle, half = track.box.centery, sheet.layout.px(3)
    now = track.x_at(time)
    line = pygame.Rect(track.box.left, middle - half, track.box.width, 2 * half)
    pygame.draw.rect(sheet.surface, ink.LINE, line, border_radius=half)
    line.width = round(now - line.left)
    pygame.draw.rect(sheet.surface, DIM, line, border_radius=half)
    tall = sheet.layout.px(10)
    for told in panels.marks:
        x = round(track.x_at(told.time))
        pygame.draw.line(sheet.surface, WEIGHT_COLOURS[told.weight], (x, middle - tall), (x, middle + tall), 2)
    pygame.draw.aacircle(sheet.surface, ink.OUTLINE, (now, middle), sheet.layout.px(9))
    pygame.draw.aacircle(sheet.surface, INK, (now, middle), sheet.layout.px(7))


_Icon = Callable[[pygame.Surface, pygame.Rect, View], None]


def _play(surface: pygame.Surface, box: pygame.Rect, view: View) -> None:
    """Draw what a press will do: two bars for a pause, a triangle for going on."""
    runs = not view.holds_run if view.at_live_edge else view.playing
    inner = box.inflate(-box.width * 0.5, -box.height * 0.45)
    if runs:
        for x in (inner.left, inner.right - inner.width // 3):
            surface.fill(INK, pygame.Rect(x, inner.top, inner.width // 3, inner.height))
    else:
        pygame.draw.polygon(surface, INK, [inner.topleft, inner.midright, inner.bottomleft])


def _to_event(surface: pygame.Surface, box: pygame.Rect, *, ahead: bool) -> None:
    inner = box.inflate(-box.width * 0.5, -box.height * 0.5)
    start, tip, bar = ("topleft", "bottomleft"), inner.midright, inner.right
    if not ahead:
        start, tip, bar = ("topright", "bottomright"), inner.midleft, inner.left - 2
    pygame.draw.polygon(surface, INK, [getattr(inner, start[0]), tip, getattr(inner, start[1])])
    surface.fill(INK, pygame.Rect(bar, inner.top, 2, inner.height))


def _before(surface: pygame.Surface, box: pygame.Rect, view: View) -> None:
    _to_event(surface, box, ahead=False)


def _next(surface: pygame.Surface, box: pygame.Rect, view: View) -> None:
    _to_event(surface, box, ahead=True)


def _slower(surface: pygame.Surface, box: pygame.Rect, view: View) -> None:
    surface.fill(INK, pygame.Rect(box.centerx - box.width // 5, box.centery - 1, 2 * (box.width // 5), 2))


def _faster(surface: pygame.Surface, box: pygame.Rect, view: View) -> None:
    _slower(surface, box, view)
    surface.fill(INK, pygame.Rect(box.centerx - 1, box.centery - box.width // 5, 2, 2 * (box.width // 5)))


_BUTTONS: tuple[tuple[Action, _Icon], ...] = (
    (Action.LAST_EVENT, _before),
    (Action.PLAY, _play),
    (Action.NEXT_EVENT, _next),
    (Action.SLOWER, _slower),
    (Action.FASTER, _faster),
)
