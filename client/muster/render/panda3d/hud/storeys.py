"""Which storey is looked at: a button for all of them and one for each, the highest above, scrolled when too many."""

from collections.abc import Sequence

from muster.render.inputs import ShowStorey
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import shortened
from muster.render.panda3d.hud.sheet import Button, Card, Mark, Scroller, Sheet, Words
from muster.render.panda3d.hud.style import ACCENT, DIM_TINT, GROUND, INK_TINT, RAISED, Style

_ALL = "all storeys"


class StoreyPicker:
    """Remembers how far its list is scrolled, and keeps the storey looked at in sight whenever that changes."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self.first = 0  # row of the list that is shown uppermost; row 0 is the highest storey
        self._current: int | None = None

    def scroll(self, rows: int) -> None:
        """Move the list; it stops at its ends when it is drawn."""
        self.first += rows

    def least_height(self, style: Style) -> float:
        """Return how many pixels it needs to be of use; 0 when there is nothing to choose."""
        rows = min(len(self._names) + 1, 6)
        return _height(rows, style) if len(self._names) > 1 else 0.0

    def sheet(self, current: int | None, box: Box, style: Style) -> Sheet:
        """Return the picker at the lower edge of ``box``, no higher than it needs to be."""
        sheet = Sheet()
        fits = int((box.height - 2 * style.gap - style.body.line) // _row(style)) - 1
        if len(self._names) < 2 or fits < 3:
            return sheet
        scrolls = len(self._names) > fits
        rows = fits - 2 if scrolls else len(self._names)
        self._keep_in_sight(current, rows)
        top = box.bottom - _height(1 + min(fits, len(self._names)), style)
        box = Box(box.left, top, box.right, box.bottom)
        sheet.ground(box, GROUND, style.gap)
        sheet.words.append(Words("Storey", box.left + style.gap, top + style.gap, DIM_TINT, "small"))
        if scrolls:
            sheet.zones.append(Scroller(box, 0))
        self._list(sheet, current, rows, _Rows(box, top + style.gap + style.body.line, style), scrolls=scrolls)
        return sheet

    def _list(self, sheet: Sheet, current: int | None, rows: int, boxes: "_Rows", *, scrolls: bool) -> None:
        _choice(sheet, _ALL, None, boxes, is_current=current is None)
        if scrolls:
            _arrow(sheet, "up", -rows, self.first > 0, boxes)
        for row in range(self.first, self.first + rows):
            storey = len(self._names) - 1 - row
            _choice(sheet, self._names[storey], storey, boxes, is_current=storey == current)
        if scrolls:
            _arrow(sheet, "down", rows, self.first + rows < len(self._names), boxes)

    def _keep_in_sight(self, current: int | None, rows: int) -> None:
        if current != self._current and current is not None:
            row = len(self._names) - 1 - current
            self.first = min(max(self.first, row - rows + 1), row)
        self._current = current
        self.first = min(max(self.first, 0), len(self._names) - rows)


class _Rows:
    """Boxes one below the other."""

    def __init__(self, box: Box, top: float, style: Style) -> None:
        self.style = style
        self._box, self._top = box, top

    def next(self) -> Box:
        top = self._top
        self._top += _row(self.style)
        return Box(self._box.left + self.style.gap, top, self._box.right - self.style.gap, self._top - 2)


def _row(style: Style) -> int:
    return style.body.line + 2


def _height(rows: int, style: Style) -> float:
    return rows * _row(style) + 2 * style.gap + style.body.line


def _choice(sheet: Sheet, name: str, storey: int | None, boxes: _Rows, *, is_current: bool) -> None:
    style, box = boxes.style, boxes.next()
    sheet.shapes.append(Card(box, ACCENT if is_current else RAISED, style.gap / 2))
    left = box.left + style.gap
    if is_current:
        size = 0.5 * box.height
        top = box.top + (box.height - size) / 2
        sheet.shapes.append(Mark("play", Box(left, top, left + size, top + size), INK_TINT))
    left += 0.5 * box.height + style.gap
    text = shortened(name, box.right - left - style.gap, style.body)
    sheet.words.append(Words(text, left, box.top + (box.height - style.body.line) / 2, INK_TINT))
    sheet.zones.append(Button(box, ShowStorey(storey)))


def _arrow(sheet: Sheet, symbol: str, rows: int, can_scroll: bool, boxes: _Rows) -> None:
    box = boxes.next()
    size = 0.6 * box.height
    left, top = (box.left + box.right - size) / 2, box.top + (box.height - size) / 2
    sheet.shapes.append(Mark(symbol, Box(left, top, left + size, top + size), INK_TINT if can_scroll else RAISED))
    sheet.zones.append(Scroller(box, rows))
