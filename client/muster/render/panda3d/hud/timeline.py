"""The timeline below: buttons for time, and a slider from the start to the end with the events of weight on it."""

from collections.abc import Mapping, Sequence

from muster.render.actions import Action
from muster.render.chronicle import Told, Weight
from muster.render.frame import Status
from muster.render.inputs import Do
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.counts import status_mark
from muster.render.panda3d.hud.lettering import shortened
from muster.render.panda3d.hud.sheet import Button, Card, Mark, Sheet, Slider, Words
from muster.render.panda3d.hud.style import ACCENT, DIM_TINT, GROUND, INK_TINT, RAISED, WEIGHT_TINTS, Style
from muster.render.panda3d.hud.ticker import told_mark
from muster.render.panels import clock_text
from muster.render.view import View

_BUTTONS = (
    (Action.LAST_EVENT, "last"),
    (Action.STEP_BACK, "step-back"),
    (Action.PLAY, "play"),
    (Action.STEP, "step"),
    (Action.NEXT_EVENT, "next"),
)
_FEW_BUTTONS = (_BUTTONS[0], _BUTTONS[2], _BUTTONS[4])
_NARROW = 420  # pixels: less width has few buttons, and speed by its keys alone
_SPEED = "0.25x"  # the longest
_REACH: Mapping[Weight, float] = {Weight.WARNING: 0.3, Weight.HARM: 0.65, Weight.THREAT: 1.0}
"""How high a mark stands, as a share of the slider's upper half: told apart without colours; the highest drawn last."""
_NEAR = 5  # pixels from the pointer to the mark whose event is told


def timeline(view: View, marks: Sequence[Told], end: float, box: Box, style: Style) -> Sheet:
    """Return the timeline without its knob."""
    sheet = Sheet()
    sheet.ground(box, GROUND, 0)
    left = _buttons(sheet, _is_running(view), box, style)
    if box.width >= _NARROW:
        _speed(sheet, view.speed, left, box, style)
    slider = slider_box(box, style)
    sheet.zones.append(Slider(Box(slider.left, box.top, slider.right, box.bottom), end))
    sheet.shapes.append(Card(track_of(slider, style), RAISED, style.gap / 3))
    sheet.shapes += _marks(marks, end, slider, style)
    sheet.shapes += _harm(marks, end, slider, style)
    return sheet


def slider_box(box: Box, style: Style) -> Box:
    """Return what the slider takes of the timeline's box."""
    taken = len(_buttons_in(box)) * _button_width(box, style) + _speed_width(box, style) + 4 * style.margin
    return Box(box.left + taken, box.top + style.gap, box.right - 2 * style.margin, box.bottom - style.gap)


def track_of(slider: Box, style: Style) -> Box:
    """Return the groove that the knob runs in."""
    middle = slider.top + 0.68 * slider.height
    return Box(slider.left, middle - style.gap / 3, slider.right, middle + style.gap / 3)


def knob(time: float, end: float, slider: Box, style: Style) -> Sheet:
    """Return what has been played so far, and the knob."""
    track = track_of(slider, style)
    x = _x_of(time, end, slider)
    size = style.gap
    middle = (track.top + track.bottom) / 2
    played = Card(Box(track.left, track.top, x, track.bottom), ACCENT, style.gap / 3)
    return Sheet([played, Mark("circle", Box(x - size, middle - size, x + size, middle + size), INK_TINT)])


def hint(x: float, marks: Sequence[Told], end: float, slider: Box, style: Style) -> Sheet:
    """Return the time under the pointer, above the slider, and what happened there."""
    share = min(max((x - slider.left) / slider.width, 0.0), 1.0)
    seconds = end * _NEAR / slider.width
    near = [told for told in marks if abs(told.time - share * end) <= seconds]
    told = min(near, key=lambda told: abs(told.time - share * end), default=None)
    text = clock_text(share * end) + (f" {told.text}" if told else "")
    text = shortened(text, slider.width, style.small)
    mark_width = style.small.line if told else 0
    width = style.small.width(text) + 2 * style.gap + mark_width
    left = min(max(x - width / 2, slider.left), slider.right - width)
    bottom = slider.top - 2 * style.gap
    box = Box(left, bottom - style.small.line - style.gap, left + width, bottom)
    sheet = Sheet([Card(box, RAISED, style.gap / 2)])
    if told:
        top = box.top + style.gap / 2
        sheet.shapes += told_mark(told, Box(left + 2, top, left + 2 + mark_width, top + mark_width))
    sheet.words.append(Words(text, left + style.gap + mark_width, box.top + style.gap / 2, INK_TINT, "small"))
    return sheet


def _is_running(view: View) -> bool:
    return not view.holds_run if view.at_live_edge else view.playing


def _x_of(time: float, end: float, slider: Box) -> float:
    return slider.left + slider.width * (min(max(time / end, 0.0), 1.0) if end > 0 else 1.0)


def _button_width(box: Box, style: Style) -> float:
    return box.height - style.gap


def _buttons_in(box: Box) -> Sequence[tuple[Action, str]]:
    return _BUTTONS if box.width >= _NARROW else _FEW_BUTTONS


def _speed_width(box: Box, style: Style) -> float:
    if box.width < _NARROW:
        return 0.0
    return 2 * _button_width(box, style) + style.body.width(_SPEED) + style.gap


def _buttons(sheet: Sheet, is_running: bool, box: Box, style: Style) -> float:
    """Add the buttons for time; return where the last one ends."""
    left = box.left + style.margin
    for action, symbol in _buttons_in(box):
        shown = "pause" if action is Action.PLAY and is_running else symbol
        button = _button(sheet, action, left, box, style)
        sheet.shapes.append(Mark(shown, button.inset(0.26 * button.height), INK_TINT))
        left += _button_width(box, style)
    return left


def _speed(sheet: Sheet, speed: float, left: float, box: Box, style: Style) -> None:
    """Add slower, how fast, and faster."""
    left += style.margin
    text_top = box.top + (box.height - style.body.line) / 2
    words = f"{speed:g}x"
    room = style.body.width(_SPEED) + style.gap
    slower = _button(sheet, Action.SLOWER, left, box, style)
    faster = _button(sheet, Action.FASTER, left + _button_width(box, style) + room, box, style)
    for sign, button in (("–", slower), ("+", faster)):
        sheet.words.append(Words(sign, _centred(sign, button, style), text_top, INK_TINT))
    between = Box(slower.right, box.top, faster.left, box.bottom)
    sheet.words.append(Words(words, _centred(words, between, style), text_top, DIM_TINT))


def _button(sheet: Sheet, action: Action, left: float, box: Box, style: Style) -> Box:
    size = _button_width(box, style) - style.gap / 2
    top = box.top + (box.height - size) / 2
    button = Box(left, top, left + size, top + size)
    sheet.shapes.append(Card(button, RAISED, style.gap / 2))
    sheet.zones.append(Button(button, Do(action.value)))
    return button


def _centred(text: str, box: Box, style: Style) -> float:
    return box.left + (box.width - style.body.width(text)) / 2


def _marks(marks: Sequence[Told], end: float, slider: Box, style: Style) -> list[Card | Mark]:
    """Return a stroke for each pixel at which something happened."""
    track = track_of(slider, style)
    room = track.top - slider.top
    half = max(style.gap / 6, 0.75)
    places = {(told.weight, round(_x_of(told.time, end, slider))) for told in marks}
    order = list(_REACH)
    return [
        Card(Box(x - half, track.top - _REACH[weight] * room, x + half, track.top), WEIGHT_TINTS[weight])
        for weight, x in sorted(places, key=lambda place: (order.index(place[0]), place[1]))
    ]


def _harm(marks: Sequence[Told], end: float, slider: Box, style: Style) -> list[Mark]:
    """Return the symbols of those harmed, on their strokes; of several too close to be told apart, the first."""
    size, track = 2 * style.gap, track_of(slider, style)
    middle = track.top - _REACH[Weight.HARM] * (track.top - slider.top)
    shown: set[tuple[Status, int]] = set()
    symbols: list[Mark] = []
    for told in marks:
        x = _x_of(told.time, end, slider)
        if told.status is not None and (told.status, int(x / size)) not in shown:
            box = Box(x - size / 2, middle - size / 2, x + size / 2, middle + size / 2)
            shown.add((told.status, int(x / size)))
            symbols += status_mark(told.status, box)
    return symbols
