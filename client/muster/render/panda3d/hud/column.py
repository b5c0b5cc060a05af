"""The column on the left: counts, what has just happened, and storeys; what matters less gives way."""

from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.counts import counts, counts_height, smoke
from muster.render.panda3d.hud.sheet import Sheet
from muster.render.panda3d.hud.storeys import StoreyPicker
from muster.render.panda3d.hud.style import Style
from muster.render.panda3d.hud.ticker import ticker
from muster.render.panels import Panels

_LINE_EACH = 90  # pixels of the picture's height for each line of the ticker
_LEAST_LINES, _MOST_LINES = 3, 8


def column(panels: Panels, storey: int | None, picker: StoreyPicker, box: Box, style: Style) -> Sheet:
    """Return the column; intents go first when there is little room, then the ticker, then the storeys, then all."""
    sheet, margin = Sheet(), style.margin
    needed = counts_height(len(panels.statuses), style)
    if needed > box.height:
        return sheet
    list_height = picker.least_height(style) + margin
    if list_height == margin or needed + list_height > box.height:
        list_height = 0.0
    ticker_height = _ticker_height(style) + margin
    if needed + ticker_height + list_height > box.height:
        ticker_height = 0.0
    room = Box(box.left, box.top, box.right, box.bottom - list_height - ticker_height)
    smoke_height = _smoke_height(panels, style)
    if smoke_height and needed + smoke_height <= room.height:
        room = Box(room.left, room.top, room.right, room.bottom - smoke_height)
    told, end = counts(panels.statuses, panels.intents, room, style)
    sheet.add(told)
    if smoke_height and end + smoke_height <= box.bottom - list_height - ticker_height:
        hazy, end = smoke(
            panels.smoke_heading, panels.smoke, Box(box.left, end + margin, box.right, end + smoke_height), style
        )
        sheet.add(hazy)
    if ticker_height:
        news, end = ticker(panels.ticker, Box(box.left, end + margin, box.right, end + ticker_height), style)
        sheet.add(news)
    if list_height:
        sheet.add(picker.sheet(storey, Box(box.left, end + margin, box.right, box.bottom), style))
    return sheet


def _smoke_height(panels: Panels, style: Style) -> float:
    lines = 1 + len(panels.smoke)
    return lines * style.body.line + 2 * style.gap + style.margin if panels.smoke else 0.0


def _ticker_height(style: Style) -> float:
    lines = min(max(style.height // _LINE_EACH, _LEAST_LINES), _MOST_LINES)
    return lines * style.small.line + 2 * style.gap
