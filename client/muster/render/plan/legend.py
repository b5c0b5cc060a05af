"""What the marks on the map mean, in one line below it."""

from collections.abc import Callable

import pygame

from muster.render.palette import DIM
from muster.render.plan import ink
from muster.render.plan.doors import draw_door
from muster.render.plan.floors import hiding_mark
from muster.render.plan.sheet import Sheet
from muster.render.plan.smoke import draw_scale
from muster.world.acts import Door

_NARROWEST = 520  # pixels of map


def draw_legend(sheet: Sheet, *, shows_smoke: bool) -> None:
    """Draw the legend, if there is room; with the shades of smoke where there may be some."""
    box, gap = sheet.layout.key, sheet.layout.px(12)
    if box.width < _NARROWEST:
        return
    px, mark = sheet.layout.small, sheet.layout.px(16)
    words = [*(f"{word} door" for word in ink.DOOR_WORDS.values()), "hiding place"]
    left = box.left + gap
    for draw, word in zip(_marks(sheet.surface, mark), words, strict=True):
        draw(left, box.centery)
        at = sheet.write(word, (left + mark + 5, box.centery), DIM, px=px, align=(0.0, 0.5))
        left = at.right + gap
    if shows_smoke:
        draw_scale(sheet, left)


def _marks(surface: pygame.Surface, mark: int) -> list[Callable[[int, int], None]]:
    def door(state: Door) -> Callable[[int, int], None]:
        low = mark * 0.45 if state is Door.OPEN else 0.0
        return lambda x, y: draw_door(surface, state, (x, y + low), (x + mark, y + low), scale=14.0)

    return [*(door(state) for state in ink.DOOR_WORDS), lambda x, y: hiding_mark(surface, (x + mark / 2, y), 5.0)]
