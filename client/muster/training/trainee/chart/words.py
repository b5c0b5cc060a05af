"""The words over the plan."""

import pygame

from muster.render.palette import INK
from muster.render.plan import ink
from muster.render.plan.sheet import Sheet
from muster.training.trainee.window import Card, Words

_GAP = 10  # pixels


def draw_words(sheet: Sheet, words: Words) -> None:
    """Write everything that goes with the plan."""
    width, height = sheet.surface.get_size()
    line = sheet.line_height()
    head = [text for text in (words.role, words.clock, words.state, words.keys) if text]
    _block(sheet, head, (_GAP, _GAP))
    heard = [each.text for each in words.heard]
    _block(sheet, heard, (_GAP, height - len(heard) * line - 2 * _GAP))
    below = [*words.prompts] if words.typing is None else [f"{words.typing}_", "Enter: say it; empty, say nothing"]
    if below:
        _block(sheet, below, (width // 4, round(0.72 * height)))
    if words.notice:
        _block(sheet, [words.notice], (width // 4, round(0.12 * height)))
    if words.card is not None:
        _card(sheet, words.card)


def _block(sheet: Sheet, lines: list[str], at: tuple[float, float]) -> None:
    """Write lines on a ground of their own."""
    if not lines:
        return
    line, room = sheet.line_height(), sheet.surface.get_width() - at[0] - 3 * _GAP
    px = sheet.layout.text
    widest = min(max(sheet.lettering.width(text, px) for text in lines), room)
    box = pygame.Rect(at, (widest + 2 * _GAP, len(lines) * line + _GAP))
    pygame.draw.rect(sheet.surface, ink.PANEL, box, border_radius=4)
    for row, text in enumerate(lines):
        sheet.write(text, (at[0] + _GAP, at[1] + _GAP / 2 + row * line), INK, width=room)


def _card(sheet: Sheet, card: Card) -> None:
    """Show something to be read, as much as there is room for, in one or two columns."""
    width, height = sheet.surface.get_size()
    box = pygame.Rect(0, 0, round(0.8 * width), height - 4 * _GAP)
    box.center = width // 2, height // 2
    pygame.draw.rect(sheet.surface, ink.PANEL, box, border_radius=6)
    line = sheet.line_height()
    room = (box.height - 5 * line) // line
    lines = _wrapped(sheet, card, box.width - 4 * _GAP)
    columns = 1 if len(lines) <= room else 2
    if columns == 2:
        lines = _wrapped(sheet, card, (box.width - 6 * _GAP) / 2)
    sheet.write(card.title, (box.left + 2 * _GAP, box.top + _GAP), INK)
    for row, text in enumerate(lines[: columns * room]):
        left = box.left + 2 * _GAP + (row // room) * box.width / 2
        sheet.write(text, (left, box.top + 2 * line + (row % room) * line), INK)
    foot = sheet.lettering.wrapped(card.foot, sheet.layout.text, box.width - 4 * _GAP, 2)
    for row, text in enumerate(foot):
        sheet.write(text, (box.left + 2 * _GAP, box.bottom - (2.4 - row) * line), INK)


def _wrapped(sheet: Sheet, card: Card, width: float) -> list[str]:
    wrapped, px = sheet.lettering.wrapped, sheet.layout.text
    return [row for text in card.lines for row in (wrapped(text, px, width, 20) or [""])]
