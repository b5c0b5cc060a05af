"""What lies over everything: the list of keys, and something that must be read at once."""

import pygame

from muster.render.palette import DIM, INK, SELECTED
from muster.render.panels import Panels
from muster.render.plan import ink
from muster.render.plan.sheet import Sheet


def draw_help(sheet: Sheet, panels: Panels) -> None:
    """Draw the keys and what they do, in as many columns as the height asks for."""
    if not panels.help:
        return
    width, height = sheet.surface.get_size()
    pad, px = sheet.layout.px(18), sheet.layout.text
    high = sheet.line_height(px) + sheet.layout.px(4)
    rows = max((height - 5 * pad) // high - 1, 1)
    columns = -(-len(panels.help) // rows)
    rows = -(-len(panels.help) // columns)
    keys = max(sheet.lettering.width(keys, px) for keys, _ in panels.help) + pad
    words = max(sheet.lettering.width(words, px) for _, words in panels.help) + 2 * pad
    across = min(keys + words, (width - 2 * pad) // columns)
    box = pygame.Rect(0, 0, across * columns + pad, (rows + 1) * high + 2 * pad)
    box.center = width // 2, height // 2
    _shade(sheet.surface, box)
    sheet.write("keys", (box.left + pad, box.top + pad), DIM, px=px)
    for index, (key, does) in enumerate(panels.help):
        column, row = divmod(index, rows)
        left, top = box.left + pad + column * across, box.top + pad + (row + 1) * high
        sheet.write(key, (left, top), SELECTED, px=px)
        sheet.write(does, (left + keys, top), INK, px=px, width=max(across - keys - pad, 1))


def draw_notice(sheet: Sheet, panels: Panels) -> None:
    """Draw what must be read at once above the map."""
    if not panels.notice:
        return
    area, pad = sheet.layout.map, sheet.layout.px(10)
    lines = sheet.lettering.wrapped(panels.notice, sheet.layout.text, area.width - 6 * pad, 4)
    box = pygame.Rect(area.left + pad, area.top + pad, area.width - 2 * pad, len(lines) * sheet.line_height() + 2 * pad)
    pygame.draw.rect(sheet.surface, ink.ALARM_GROUND, box, border_radius=6)
    for index, line in enumerate(lines):
        sheet.write(line, (box.left + 2 * pad, box.top + pad + index * sheet.line_height()), SELECTED)


def _shade(surface: pygame.Surface, box: pygame.Rect) -> None:
    shade = pygame.Surface(box.size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (*ink.OUTLINE, 246), shade.get_rect(), border_radius=10)
    surface.blit(shade, box)
