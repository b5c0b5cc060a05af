"""The column on the right: how many are how, what they mean to do, what happened, and why somebody acts so."""

from collections.abc import Sequence

import pygame

from muster.render.captions import MEAN_TO
from muster.render.chronicle import Told
from muster.render.frame import Status
from muster.render.palette import DIM, INK, WEIGHT_COLOURS
from muster.render.panels import Panels, clock_text
from muster.render.plan import ink
from muster.render.plan.lettering import NO_BREAK
from muster.render.plan.sheet import Sheet
from muster.render.plan.sprites import symbol_of
from muster.render.plan.why import draw_why

_TICKER_BESIDE_STORY = 3  # events that stay in view while somebody's story is told
_HINT = "Click on somebody to see why they act so. ? lists the keys."
_COLUMN = 90  # pixels at unit 1: a second column of counts that is narrower says nothing
_LOW = 480  # pixels at unit 1: a lower column shows one event only beside a story
_LOWER = 330  # pixels at unit 1: beside a story a lower one shows neither events nor intents, and counts in short
_INTENTS, _HINTED, _TOLD, _SMOKY = 4, 8, 5, 9  # lines of room that intents, hint, events and smoke need


def draw_side(sheet: Sheet, panels: Panels) -> None:
    """Draw the column from the top down; the story, or else what happened, gets what the others leave."""
    box, pad = sheet.layout.side, sheet.layout.px(12)
    if not box.width:
        return
    sheet.panel(box)
    surface = sheet.surface
    surface.set_clip(box)
    free = box.inflate(-2 * pad, -2 * pad)
    unit, line = sheet.layout.unit, sheet.line_height()
    is_lower = panels.story is not None and box.height < _LOWER * unit
    free = _below(free, _counts(sheet, free, panels, has_words=not is_lower))
    if not is_lower and free.height > _INTENTS * line:
        free = _below(free, _intents(sheet, free, panels))
    if panels.smoke and free.height > _SMOKY * line:
        free = _below(free, _smoke(sheet, free, panels))
    if panels.story is not None:
        shown = _TICKER_BESIDE_STORY if box.height > _LOW * unit else int(box.height > _LOWER * unit)
        ticker = panels.ticker[len(panels.ticker) - shown :]
        high = (len(ticker) + 1) * sheet.line_height(sheet.layout.small) if ticker else 0
        draw_why(sheet, pygame.Rect(free.left, free.top, free.width, free.height - high - pad), panels.story)
        _ticker(sheet, pygame.Rect(free.left, free.bottom - high, free.width, high), ticker, lines=1)
    else:
        if free.height > _HINTED * line:
            free = _above(free, _hint(sheet, free))
        if free.height > _TOLD * line:
            _ticker(sheet, free, panels.ticker, lines=3)
    surface.set_clip(None)


def heading(sheet: Sheet, text: str, box: pygame.Rect) -> int:
    """Write the heading of a part of the column with a line above it; return where the part goes on."""
    pygame.draw.line(sheet.surface, ink.LINE, box.topleft, (box.right, box.top))
    sheet.write(text, (box.left, box.top + sheet.layout.px(4)), DIM, px=sheet.layout.small)
    return box.top + sheet.layout.px(6) + sheet.line_height(sheet.layout.small)


def _below(box: pygame.Rect, top: int) -> pygame.Rect:
    return pygame.Rect(box.left, top, box.width, max(box.bottom - top, 0))


def _above(box: pygame.Rect, bottom: int) -> pygame.Rect:
    return pygame.Rect(box.left, box.top, box.width, max(bottom - box.top, 0))


def _hint(sheet: Sheet, box: pygame.Rect) -> int:
    """Write at the bottom what can be done; return where it begins."""
    px, top = sheet.layout.small, box.bottom
    for line in reversed(sheet.lettering.wrapped(_HINT, px, box.width, 2)):
        top = sheet.write(line, (box.left, top), DIM, px=px, align=(0.0, 1.0)).top
    return top - sheet.layout.px(10)


def _counts(sheet: Sheet, box: pygame.Rect, panels: Panels, *, has_words: bool) -> int:
    """Draw who is how, in as many columns as words have room for, or in four without words; return where it ends."""
    high = sheet.line_height() + sheet.layout.px(3)
    lefts = _two_lefts(sheet, box, panels) if has_words else [box.left + box.width * part // 4 for part in range(4)]
    for index, (status, words, count) in enumerate(panels.statuses):
        row, column = divmod(index, len(lefts))
        left = lefts[column]
        cell = pygame.Rect(left, box.top + row * high, box.right - left, high)
        _count(sheet, cell, status, words if has_words else "", count)
    return box.top + -(-len(panels.statuses) // len(lefts)) * high + sheet.layout.px(6)


def _two_lefts(sheet: Sheet, box: pygame.Rect, panels: Panels) -> list[int]:
    """Return where two columns begin, the first as wide as it must be; one where the second has no room.

    Beside a story, and in low columns, lines are dear: there, words of the second column may be cut off.
    """
    widths = [_count_width(sheet, words, count) for _, words, count in panels.statuses]
    second, beside = max(widths[::2], default=0), max(widths[1::2], default=0)
    is_low = len(widths) * (sheet.line_height() + sheet.layout.px(3)) > box.height
    is_tight = is_low or panels.story is not None
    least = sheet.layout.px(_COLUMN) if is_tight else beside - sheet.layout.px(10)
    if box.width - second <= least:
        return [box.left]
    return [box.left, box.left + max(second, box.width // 2 if second < box.width * 0.52 else 0)]


def _count(sheet: Sheet, box: pygame.Rect, status: Status, words: str, count: int) -> None:
    symbol = symbol_of(status, sheet.layout.px(6))
    sheet.surface.blit(symbol, symbol.get_rect(center=(box.left + sheet.layout.px(6), box.centery)))
    number = sheet.write(str(count), (box.left + sheet.layout.px(17), box.centery), INK, align=(0.0, 0.5))
    left = number.right + sheet.layout.px(5)
    room = box.right - left
    sheet.write(words, (left, box.centery), DIM, px=sheet.layout.small, align=(0.0, 0.5), width=room)


def _count_width(sheet: Sheet, words: str, count: int) -> int:
    lettering, layout = sheet.lettering, sheet.layout
    return layout.px(32) + lettering.width(str(count), layout.text) + lettering.width(words, layout.small)


def _intents(sheet: Sheet, box: pygame.Rect, panels: Panels) -> int:
    """Draw what people mean to do, in a line or two; return where it ends."""
    if not panels.intents:
        return box.top
    top = heading(sheet, MEAN_TO, box)
    text = ", ".join(f"{count}{NO_BREAK}{words.replace(' ', NO_BREAK)}" for words, count in panels.intents)
    for line in sheet.lettering.wrapped(text, sheet.layout.text, box.width, 2):
        sheet.write(line, (box.left, top))
        top += sheet.line_height()
    return top + sheet.layout.px(8)


def _smoke(sheet: Sheet, box: pygame.Rect, panels: Panels) -> int:
    """Draw through which regions' smoke one sees how far; return where it ends."""
    top = heading(sheet, panels.smoke_heading, box)
    for place, sight in panels.smoke:
        room = box.width - sheet.lettering.width(sight, sheet.layout.text) - sheet.layout.px(8)
        sheet.write(place, (box.left, top), DIM, px=sheet.layout.small, width=room)
        sheet.write(sight, (box.right, top), align=(1.0, 0.0))
        top += sheet.line_height()
    return top + sheet.layout.px(8)


def _ticker(sheet: Sheet, box: pygame.Rect, ticker: Sequence[Told], *, lines: int) -> None:
    """Draw what happened, the latest last; where there is too little room, the oldest give way."""
    if not ticker:
        return
    px, top = sheet.layout.small, heading(sheet, "What happened", box)
    high, indent = sheet.line_height(px), sheet.lettering.width("00:00.0 ", px)
    wrapped = [sheet.lettering.wrapped(told.text, px, box.width - indent, lines) for told in ticker]
    gap = sheet.layout.px(3) if lines > 1 else 0
    while len(wrapped) > 1 and top + sum(len(texts) * high + gap for texts in wrapped) > box.bottom:
        wrapped = wrapped[1:]
    for told, texts in zip(ticker[-len(wrapped) :], wrapped, strict=True):
        sheet.write(clock_text(told.time), (box.left, top), WEIGHT_COLOURS[told.weight], px=px)
        for text in texts:
            sheet.write(text, (box.left + indent, top), px=px)
            top += high
        top += gap
