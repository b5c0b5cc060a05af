"""The latest events: a symbol and a colour by weight, when, and what."""

from collections.abc import Mapping, Sequence

from muster.render.chronicle import Told, Weight
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import wrapped
from muster.render.panda3d.hud.sheet import Mark, Sheet, Words
from muster.render.panda3d.hud.style import DIM_TINT, GROUND, INK_TINT, WEIGHT_TINTS, Style
from muster.render.panels import clock_text

WEIGHT_SYMBOLS: Mapping[Weight, str] = {
    Weight.HARM: "cross",
    Weight.THREAT: "diamond",
    Weight.WARNING: "triangle",
    Weight.ACT: "square",
    Weight.SAFE: "ring",
    Weight.SPEECH: "circle",
}
_LINES_EACH = 2


def ticker(events: Sequence[Told], box: Box, style: Style) -> Sheet:
    """Return the events at the lower edge of ``box``, the latest below; the oldest go when there is no room."""
    line, gap = style.small.line, style.gap
    text_left = box.left + gap + line + style.small.width("000:00.0") + gap
    told = [(event, wrapped(event.text, box.right - gap - text_left, style.small, _LINES_EACH)) for event in events]
    while told and sum(len(lines) for _, lines in told) * line > box.height - 2 * gap:
        told.pop(0)
    sheet = Sheet()
    if not told:
        return sheet
    top = box.bottom - 2 * gap - sum(len(lines) for _, lines in told) * line
    sheet.ground(Box(box.left, top, box.right, box.bottom), GROUND, gap)
    top += gap
    for event, lines in told:
        sheet.shapes.append(weight_mark(event.weight, Box(box.left + gap, top, box.left + gap + line, top + line)))
        sheet.words.append(Words(clock_text(event.time), box.left + 2 * gap + line, top, DIM_TINT, "small"))
        for text in lines:
            sheet.words.append(Words(text, text_left, top, INK_TINT, "small"))
            top += line
    return sheet


def weight_mark(weight: Weight, box: Box) -> Mark:
    """Return the symbol of a weight in the middle of ``box``."""
    return Mark(WEIGHT_SYMBOLS[weight], box.inset(0.2 * box.height), WEIGHT_TINTS[weight])
