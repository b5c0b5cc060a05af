"""What people are saying, in bubbles beside them."""

from collections.abc import Iterator, Sequence

import pygame

from muster.recording.codes import Volume
from muster.render.frame import Speech
from muster.render.palette import Colour
from muster.render.plan import ink
from muster.render.plan.lens import Lens
from muster.render.plan.lettering import Lettering
from muster.render.plan.people import Crowd, radius_at

_PX, _WIDTH, _HIGH, _LINES = 12, 170, 50, 3  # pixels at 1280x720
_MOST = 10  # bubbles with words on one storey
_SHARE = 0.16  # of the map that bubbles may cover
_NARROWEST = 380  # pixels at unit 1: in smaller maps only the marks of who is talking
_PAPER: Colour = (240, 243, 246)
_RIMS = {int(Volume.SHOUT): (230, 159, 0), int(Volume.WHISPER): (120, 130, 145)}
_RIM: Colour = (86, 180, 233)


def draw_bubbles(
    surface: pygame.Surface, crowd: Crowd, storey: int, lens: Lens, lettering: Lettering, taken: Sequence[pygame.Rect]
) -> None:
    """Draw what is being said on a storey, the latest first: in words where these hide nothing in ``taken``."""
    full, most = list(taken), len(taken) + _most(lens)
    here = [each for each in crowd.frame.speech if crowd.frame.storey[each.agent] == storey]
    for speech in sorted(here, key=lambda each: (-each.since, each.agent)):
        at = lens.pixel(crowd.place_of(speech.agent))
        if not lens.box.collidepoint(at):
            continue
        lines = lettering.wrapped(speech.text, lens.px(_PX), lens.px(_WIDTH), _LINES)
        box = _free_box(at, lines, lens, lettering, full)
        if box is None or len(full) >= most or lens.box.width < lens.px(_NARROWEST):
            _mark(surface, at, lens, speech)
        else:
            full.append(box)
            _bubble(surface, at, box, lines, speech.volume, lettering, lens.px(_PX))


def _most(lens: Lens) -> int:
    """Return how many bubbles leave enough of the map to be seen."""
    room = _SHARE * lens.box.width * lens.box.height
    return min(int(room / (lens.px(_WIDTH) * lens.px(_HIGH))), _MOST)


def _free_box(
    at: tuple[float, float], lines: Sequence[str], lens: Lens, lettering: Lettering, taken: Sequence[pygame.Rect]
) -> pygame.Rect | None:
    """Return a place near ``at`` for ``lines`` that overlaps no other bubble, or None."""
    px = lens.px(_PX)
    width = max((lettering.width(line, px) for line in lines), default=0) + 14
    size = width, len(lines) * lettering.height(px) + 8
    for box in _boxes_around(at, size, radius_at(lens.scale) + 12):
        if lens.box.contains(box) and box.inflate(6, 6).collidelist(taken) < 0:
            return box
    return None


def _boxes_around(at: tuple[float, float], size: tuple[int, int], gap: float) -> Iterator[pygame.Rect]:
    x, y = round(at[0]), round(at[1])
    near = round(gap)
    for away in (near, 3 * near, 5 * near):
        box = pygame.Rect((0, 0), size)
        for corner, place in (
            ("bottomleft", (x + 4, y - away)),
            ("bottomright", (x - 4, y - away)),
            ("topleft", (x + 4, y + away)),
            ("topright", (x - 4, y + away)),
            ("midleft", (x + away, y)),
            ("midright", (x - away, y)),
        ):
            moved = box.copy()
            setattr(moved, corner, place)
            yield moved


def _bubble(
    surface: pygame.Surface,
    at: tuple[float, float],
    box: pygame.Rect,
    lines: Sequence[str],
    volume: int,
    lettering: Lettering,
    px: int,
) -> None:
    rim = _RIMS.get(volume, _RIM)
    foot = min(max(at[0], box.left + 8), box.right - 8), min(max(at[1], box.top + 4), box.bottom - 4)
    pygame.draw.aaline(surface, rim, at, foot, 2)
    pygame.draw.rect(surface, rim, box.inflate(4, 4), border_radius=8)
    pygame.draw.rect(surface, _PAPER, box, border_radius=6)
    for index, line in enumerate(lines):
        top = box.top + 4 + index * lettering.height(px)
        lettering.write(surface, line, (box.centerx, top), px, ink.OUTLINE, align=(0.5, 0.0))


def _mark(surface: pygame.Surface, at: tuple[float, float], lens: Lens, speech: Speech) -> None:
    """Draw a small empty bubble: somebody is talking."""
    away = radius_at(lens.scale)
    box = pygame.Rect(0, 0, 9, 6)
    box.bottomleft = round(at[0] + away * 0.6), round(at[1] - away * 0.8)
    pygame.draw.rect(surface, _RIMS.get(speech.volume, _RIM), box.inflate(2, 2), border_radius=4)
    pygame.draw.rect(surface, _PAPER, box, border_radius=3)
