"""The latest events: a symbol and a colour by weight, when, and what."""

from collections.abc import Mapping, Sequence

from muster.render.chronicle import Told, Weight
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.counts import status_mark
from muster.render.panda3d.hud.lettering import wrapped
from muster.render.panda3d.hud.sheet import Mark, Sheet, Words
from muster.render.panda3d.hud.style import DIM_TINT, GROUND, INK_TINT, WEIGHT_TINTS, Style
from muster.render.panels import clock_text

WEIGHT_SYMBOLS: Mapping[Weight, str] = {
    Weight.HARM: "cross",
    Weight.THREAT: "diamond",
    Weight.WARNING: "speaker",
    Weight.ACT: "square",
    Weight.SAFE: "ring",
    Weight.SPEECH: "circle",
}
_LINES_EACH = 3


def ticker(events: Sequence[Told], box: Box, style: Style) -> tuple[Sheet, float]:
    """Return the events at the top of ``box``, the latest below, and where they end; the oldest give way."""
    line, gap = style.small.line, style.gap
    left = box.left + gap + line + gap / 2
    told = [(event, _lines(event, box.right - gap - left, style)) for event in events]
    while told and sum(len(lines) for _, lines in told) * line > box.height - 2 * gap:
        told.pop(0)
    sheet = Sheet()
    if not told:
        return sheet, box.top - style.margin
    bottom = box.top + 2 * gap + sum(len(lines) for _, lines in told) * line
    sheet.ground(Box(box.left, box.top, box.right, bottom), GROUND, gap)
    top = box.top + gap
    for event, lines in told:
        sheet.shapes.extend(told_mark(event, Box(box.left + gap / 2, top, box.left + gap / 2 + line, top + line)))
        _paragraph(sheet, lines, left, top, style)
        top += len(lines) * line
    return sheet, bottom


def _lines(event: Told, width: float, style: Style) -> list[str]:
    """Return when, in whole seconds, and what."""
    when = clock_text(int(event.time)).partition(".")[0]
    return wrapped(f"{when} {event.text}", width, style.small, _LINES_EACH)


def _paragraph(sheet: Sheet, lines: Sequence[str], left: float, top: float, style: Style) -> None:
    """Add lines whose first word, the time, is dim."""
    when, _, rest = lines[0].partition(" ")
    sheet.words.append(Words(when, left, top, DIM_TINT, "small"))
    sheet.words.append(Words(rest, left + style.small.width(f"{when} "), top, INK_TINT, "small"))
    for row, text in enumerate(lines[1:], 1):
        sheet.words.append(Words(text, left, top + row * style.small.line, INK_TINT, "small"))


def told_mark(told: Told, box: Box) -> list[Mark]:
    """Return the symbol of what happened in the middle of ``box``: of harm, that of whom it was done to."""
    if told.status is not None:
        return status_mark(told.status, box)
    return [Mark(WEIGHT_SYMBOLS[told.weight], box.inset(0.2 * box.height), WEIGHT_TINTS[told.weight])]
