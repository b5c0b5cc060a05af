"""What the marks on the map mean, in one line below it."""

from collections.abc import Callable

import pygame

from muster.render.palette import DIM
from muster.render.plan import ink
from muster.render.plan.doors import draw_door
from muster.render.plan.floors import hiding_mark
from muster.render.plan.sheet import Sheet
from muster.world.acts import Door

_NARROWEST = 520  # pixels of map


def draw_legend(sheet: Sheet) -> None:
    """Draw the legend into the lower left corner of the map, if there is room."""
    area, gap = sheet.layout.map, sheet.layout.px(12)
    if area.width < _NARROWEST or not sheet.layout.side.width:
        return
    px, mark = sheet.layout.small, sheet.layout.px(16)
    words = [*(f"{word} door" for word in ink.DOOR_WORDS.values()), "hiding place"]
    wide = sum(sheet.lettering.width(word, px) + mark + gap + 5 for word in words) + gap
    box = pygame.Rect(area.left, area.bottom - sheet.layout.px(22), wide, sheet.layout.px(22))
    pygame.draw.rect(sheet.surface, ink.VOID, box, border_top_right_radius=6)
    left = box.left + gap
    for draw, word in zip(_marks(sheet.surface, mark), words, strict=True):
        draw(left, box.centery)
        at = sheet.write(word, (left + mark + 5, box.centery), DIM, px=px, align=(0.0, 0.5))
        left = at.right + gap


def _marks(surface: pygame.Surface, mark: int) -> list[Callable[[int, int], None]]:
    def door(state: Door) -> Callable[[int, int], None]:
        low = mark * 0.45 if state is Door.OPEN else 0.0
        return lambda x, y: draw_door(surface, state, (x, y + low), (x + mark, y + low), scale=14.0)

    return [*(door(state) for state in ink.DOOR_WORDS), lambda x, y: hiding_mark(surface, (x + mark / 2, y), 5.0)]
