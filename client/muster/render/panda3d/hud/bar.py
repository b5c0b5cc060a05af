"""The bar above: what is shown, the clock, and where to find help."""

from muster.render.actions import Action
from muster.render.inputs import Do
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import shortened
from muster.render.panda3d.hud.sheet import Button, Card, Sheet, Words
from muster.render.panda3d.hud.style import DIM_TINT, GROUND, INK_TINT, RAISED, Style

_HINT, _SHORT_HINT = "?  help", "?"
_NARROW = 480  # pixels
_SHORTEST = 3  # lines high: less of a title says nothing
_LONGEST_CLOCK = "000:00.0 / 000:00.0  live, held"


def bar(title: str, box: Box, style: Style) -> Sheet:
    """Return the bar without its clock."""
    sheet = Sheet()
    sheet.ground(box, GROUND, 0)
    room = _clock_left(box, style) - box.left - 2 * style.margin
    top = box.top + (box.height - style.body.line) / 2
    if room > _SHORTEST * style.body.line:
        sheet.words.append(Words(shortened(title, room, style.body), box.left + style.margin, top, DIM_TINT))
    _hint(sheet, box, style)
    return sheet


def clock(text: str, box: Box, style: Style, *, is_alone: bool) -> Sheet:
    """Return the clock in the middle of the bar, its end left out where there is no room.

    Without the bar it has a ground of its own.
    """
    sheet = Sheet()
    width = _clock_width(text, style)
    if width > box.width - 2 * (_hint_width(box, style) + 2 * style.margin):
        text = text.partition(" / ")[0]
        width = _clock_width(text, style)
    left = box.left + max((box.width - width) / 2, style.margin)
    if is_alone:
        sheet.ground(Box(left - style.margin, box.top, left + width + style.margin, box.bottom), GROUND, style.gap)
    for letter in text:
        room = _advance(letter, style)
        indent = (room - style.large.width(letter)) / 2
        sheet.words.append(Words(letter, left + indent, box.top + style.gap, INK_TINT, "large"))
        left += room
    return sheet


def _advance(letter: str, style: Style) -> float:
    """Return pixels to the next letter: all digits are as wide as a 0, so that a clock that runs does not tremble."""
    return style.large.width("0" if letter.isdigit() else letter)


def _clock_width(text: str, style: Style) -> float:
    return sum(_advance(letter, style) for letter in text)


def _hint_of(box: Box) -> str:
    return _HINT if box.width >= _NARROW else _SHORT_HINT


def _hint_width(box: Box, style: Style) -> float:
    return style.body.width(_hint_of(box)) + 2 * style.margin


def _clock_left(box: Box, style: Style) -> float:
    """Return where the longest clock would begin."""
    width = _clock_width(_LONGEST_CLOCK, style)
    return box.left + max((box.width - width) / 2, style.margin)


def _hint(sheet: Sheet, box: Box, style: Style) -> None:
    width = _hint_width(box, style)
    button = Box(box.right - style.margin - width, box.top + style.gap / 2, box.right - style.margin, 0)
    button = Box(button.left, button.top, button.right, box.bottom - style.gap / 2)
    sheet.shapes.append(Card(button, RAISED, style.gap))
    top = button.top + (button.height - style.body.line) / 2
    sheet.words.append(Words(_hint_of(box), button.left + style.margin, top, INK_TINT))
    sheet.zones.append(Button(button, Do(Action.HELP.value)))
