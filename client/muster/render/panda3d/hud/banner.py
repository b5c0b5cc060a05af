"""Something to be read at once, below the bar."""

from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import wrapped
from muster.render.panda3d.hud.sheet import Mark, Sheet, Words
from muster.render.panda3d.hud.style import Style, tint

_GROUND, _INK = tint((240, 228, 66)), tint((28, 32, 38))
_LINES = 4


def banner(notice: str, box: Box, style: Style) -> Sheet:
    """Return ``notice`` at the upper edge of ``box``."""
    sheet = Sheet()
    line, gap = style.body.line, style.gap
    lines = wrapped(notice, box.width - 3 * gap - line, style.body, _LINES)
    if not lines:
        return sheet
    bottom = box.top + len(lines) * line + 2 * gap
    sheet.ground(Box(box.left, box.top, box.right, bottom), _GROUND, gap)
    mark = Box(box.left + gap, box.top + gap, box.left + gap + line, box.top + gap + line)
    sheet.shapes.append(Mark("triangle", mark.inset(0.15 * line), _INK))
    for row, text in enumerate(lines):
        sheet.words.append(Words(text, mark.right + gap, mark.top + row * line, _INK))
    return sheet
