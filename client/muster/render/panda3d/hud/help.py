"""What the keys do, in as many columns as fit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from muster.render.actions import Action
from muster.render.inputs import Do
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import shortened
from muster.render.panda3d.hud.sheet import Button, Card, Sheet, Words
from muster.render.panda3d.hud.style import DIM_TINT, INK_TINT, RAISED, Style, tint

_GROUND = tint((22, 25, 30))
_COLUMNS = 3
_COLUMN = 320  # pixels: narrower ones would cut off what keys do
_MORE = "More keys are listed in a larger window."
_TITLE = "Keys"
_CLOSE = "?  close"
_MOUSE = "Drag to turn, with the right button to shift, wheel to come nearer. Click on somebody to see why they act so."

Key = tuple[str, str]


@dataclass(frozen=True)
class _Column:
    """Keys one below the other; widths in pixels."""

    keys: Sequence[Key]
    key_width: float
    width: float


def help_overlay(keys: Sequence[Key], picture: Box, style: Style) -> Sheet:
    """Return the keys and what they do, in the middle of the picture; as many as it has room for."""
    sheet = Sheet()
    line, pad = _line(style), style.margin
    most = min(max(round(picture.width / _COLUMN), 1), _COLUMNS)
    fits = int((picture.height - style.large.line - 2 * style.gap - 4 * pad) // line) - 1
    rows = max(min(math.ceil(len(keys) / most), fits), 1)
    remark = _MOUSE if len(keys) <= rows * most else _MORE
    keys = keys[: rows * most]
    columns = [_column(keys[at : at + rows], style) for at in range(0, len(keys), rows)]
    excess = max(sum(column.width for column in columns) + 4 * pad - picture.width, 0)
    width = sum(column.width for column in columns) - excess
    box = _centred(width + 2 * pad, (rows + 1) * line + style.large.line + 2 * style.gap + 2 * pad, picture)
    sheet.ground(box, _GROUND, style.margin)
    _title(sheet, box.inset(pad), style)
    remark = shortened(remark, width, style.small)
    sheet.words.append(Words(remark, box.left + pad, box.bottom - pad - style.small.line, INK_TINT, "small"))
    left = box.left + pad
    for column in columns:
        right = left + column.width - excess * column.width / (width + excess)
        _keys(sheet, column, Box(left, box.top + pad + style.large.line + style.gap, right, box.bottom), style)
        left = right
    return sheet


def _keys(sheet: Sheet, column: _Column, box: Box, style: Style) -> None:
    line = _line(style)
    for row, key in enumerate(column.keys):
        top = box.top + row * line
        _key(sheet, key, Box(box.left, top, box.right, top + line), column.key_width, style)


def _line(style: Style) -> int:
    return style.small.line + 3  # room between key caps


def _column(keys: Sequence[Key], style: Style) -> _Column:
    key_width = max(_caps_width(names, style) for names, _ in keys)
    text_width = max(style.small.width(text) for _, text in keys)
    return _Column(keys, key_width, key_width + text_width + 4 * style.gap)


def _caps(names: str) -> list[str]:
    """Return the keys of an action as they are written on a keyboard."""
    return [name.replace("_", " ") for name in names.split()]


def _caps_width(names: str, style: Style) -> float:
    return sum(style.small.width(name) + 2.5 * style.gap for name in _caps(names))


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
    names, text = key
    right = box.left
    for name in _caps(names):
        cap = Box(right, box.top, right + style.small.width(name) + 2 * style.gap, box.bottom - 2)
        sheet.shapes.append(Card(cap, RAISED, style.gap / 2))
        sheet.words.append(Words(name, cap.left + style.gap, cap.top, INK_TINT, "small"))
        right = cap.right + style.gap / 2
    left = box.left + key_width + style.gap
    room = box.right - left - 2 * style.gap
    sheet.words.append(Words(shortened(text, room, style.small), left, box.top, DIM_TINT, "small"))
