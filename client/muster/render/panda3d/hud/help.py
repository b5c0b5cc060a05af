"""What the keys do, in as many columns as fit."""

import math
from collections.abc import Sequence

from muster.render.actions import Action
from muster.render.inputs import Do
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import shortened
from muster.render.panda3d.hud.sheet import Button, Card, Sheet, Words
from muster.render.panda3d.hud.style import DIM_TINT, INK_TINT, RAISED, Style, tint

_GROUND = tint((22, 25, 30), 0.97)
_COLUMNS = 3
_TITLE = "Keys"
_CLOSE = "?  close"

Key = tuple[str, str]


def help_overlay(keys: Sequence[Key], picture: Box, style: Style) -> Sheet:
    """Return the keys and what they do, in the middle of the picture."""
    sheet = Sheet()
    line = style.small.line + 3
    rows = math.ceil(len(keys) / _COLUMNS)
    pad = style.margin
    key_width = max((style.small.width(key) for key, _ in keys), default=0.0) + 2 * style.gap
    column = min(
        key_width + max((style.small.width(text) for _, text in keys), default=0.0) + 4 * style.gap,
        (picture.width - 4 * pad) / _COLUMNS,
    )
    box = _centred(column * _COLUMNS + 2 * pad, rows * line + style.large.line + style.gap + 2 * pad, picture)
    sheet.ground(box, _GROUND, style.margin)
    _title(sheet, box.inset(pad), style)
    top = box.top + pad + style.large.line + style.gap
    for index, key in enumerate(keys):
        place = Box(box.left + pad + index // rows * column, top + index % rows * line, 0, 0)
        _key(sheet, key, Box(place.left, place.top, place.left + column, place.top + line), key_width, style)
    return sheet


def _centred(width: float, height: float, picture: Box) -> Box:
    left, top = round((picture.width - width) / 2), round((picture.height - height) / 2)
    return Box(left, top, left + width, top + height)


def _title(sheet: Sheet, box: Box, style: Style) -> None:
    sheet.words.append(Words(_TITLE, box.left, box.top, INK_TINT, "large"))
    width = style.small.width(_CLOSE) + 2 * style.gap
    close = Box(box.right - width, box.top, box.right, box.top + style.small.line + style.gap)
    sheet.shapes.append(Card(close, RAISED, style.gap / 2))
    sheet.words.append(Words(_CLOSE, close.left + style.gap, close.top + style.gap / 2, INK_TINT, "small"))
    sheet.zones.append(Button(close, Do(Action.HELP.value)))


def _key(sheet: Sheet, key: Key, box: Box, key_width: float, style: Style) -> None:
    name, text = key
    cap = Box(box.left, box.top, box.left + style.small.width(name) + 2 * style.gap, box.bottom - 2)
    sheet.shapes.append(Card(cap, RAISED, style.gap / 2))
    sheet.words.append(Words(name, cap.left + style.gap, cap.top, INK_TINT, "small"))
    left = box.left + key_width + style.gap
    room = box.right - left - 2 * style.gap
    sheet.words.append(Words(shortened(text, room, style.small), left, cap.top, DIM_TINT, "small"))
