"""How many people there are of each status, and what those inside are set on."""

from collections.abc import Sequence

from muster.render.captions import MEAN_TO
from muster.render.frame import Status
from muster.render.palette import STATUS_SYMBOLS
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import shortened
from muster.render.panda3d.hud.sheet import Mark, Sheet, Words
from muster.render.panda3d.hud.style import DIM_TINT, GROUND, INK_TINT, STATUS_TINTS, Style, tint

_RIM = tint((205, 210, 216))  # around symbols that are almost as dark as the ground


def counts(
    statuses: Sequence[tuple[Status, str, int]], intents: Sequence[tuple[str, int]], box: Box, style: Style
) -> tuple[Sheet, float]:
    """Return the counts from the top of ``box`` on, and where they end; intents that find no room are left out."""
    line, gap = style.body.line, style.gap
    room = int((box.height - 3 * gap) // line) - len(statuses) - 2
    intents = intents[: max(room, 0)]
    lines = 1 + len(statuses) + (1 + len(intents) if intents else 0)
    bottom = box.top + lines * line + (3 if intents else 2) * gap
    sheet = Sheet()
    sheet.ground(Box(box.left, box.top, box.right, bottom), GROUND, gap)
    inner = Box(box.left + style.margin, box.top + gap, box.right - style.margin, bottom)
    top = _heading(sheet, f"People  {sum(count for *_, count in statuses):,}", inner.left, inner.top, style)
    for status, words, count in statuses:
        _status(sheet, status, Box(inner.left, top, inner.left + line, top + line), style)
        top = _counted(sheet, words, count, Box(inner.left + line, top, inner.right, top + line), style)
    if intents:
        top = _heading(sheet, MEAN_TO, inner.left, top + gap, style)
    for words, count in intents:
        top = _counted(sheet, words, count, Box(inner.left + line, top, inner.right, top + line), style)
    return sheet, bottom


def smoke(heading: str, rows: Sequence[tuple[str, str]], box: Box, style: Style) -> tuple[Sheet, float]:
    """Return through which regions' smoke one sees how far, from the top of ``box`` on, and where it ends."""
    bottom = box.top + (1 + len(rows)) * style.body.line + 2 * style.gap
    sheet = Sheet()
    sheet.ground(Box(box.left, box.top, box.right, bottom), GROUND, style.gap)
    left, right = box.left + style.margin, box.right - style.margin
    top = _heading(sheet, heading, left, box.top + style.gap, style)
    for place, sight in rows:
        top = _told(sheet, place, sight, Box(left, top, right, top + style.body.line), style)
    return sheet, bottom


def counts_height(statuses: int, style: Style) -> float:
    """Return how many pixels so many statuses take without any intents."""
    return (1 + statuses) * style.body.line + 2 * style.gap


def status_mark(status: Status, box: Box) -> list[Mark]:
    """Return a status' symbol in the middle of ``box``, with a light rim where its colour is dark."""
    size = 0.62 * min(box.width, box.height)
    left, top = box.left + (box.width - size) / 2, box.top + (box.height - size) / 2
    middle = Box(left, top, left + size, top + size)
    symbol, colour = STATUS_SYMBOLS[status], STATUS_TINTS[status]
    rim = [Mark(symbol, middle.inset(-1.5), _RIM)] if sum(colour[:3]) < 260 else []
    return [*rim, Mark(symbol, middle, colour)]


def _status(sheet: Sheet, status: Status, box: Box, style: Style) -> None:
    sheet.shapes.extend(status_mark(status, box.moved(-style.gap / 2, 0)))


def _heading(sheet: Sheet, text: str, left: float, top: float, style: Style) -> float:
    sheet.words.append(Words(text, left, top, DIM_TINT, "small"))
    return top + style.body.line


def _counted(sheet: Sheet, words: str, count: int, box: Box, style: Style) -> float:
    """Add words and, right-aligned, how many; return where the next line begins."""
    return _told(sheet, words, f"{count:,}", box, style)


def _told(sheet: Sheet, words: str, number: str, box: Box, style: Style) -> float:
    left = box.right - style.body.width(number)
    sheet.words.append(Words(shortened(words, left - box.left - style.gap, style.body), box.left, box.top, INK_TINT))
    sheet.words.append(Words(number, left, box.top, INK_TINT))
    return box.top + style.body.line
