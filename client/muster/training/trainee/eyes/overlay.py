"""The words over the picture, drawn with the pieces of the viewer's HUD."""

from functools import partial

from direct.showbase.ShowBase import ShowBase
from panda3d.core import NodePath

from muster.render.panda3d.hud.atlas import make_texture
from muster.render.panda3d.hud.banner import banner
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.drawing import inks_for
from muster.render.panda3d.hud.hud import flat_root
from muster.render.panda3d.hud.layer import Layer
from muster.render.panda3d.hud.lettering import shortened, wrapped
from muster.render.panda3d.hud.sheet import Mark, Sheet, Words
from muster.render.panda3d.hud.style import DIM_TINT, INK_TINT, Style, letter_sizes, style_for, tint
from muster.render.panda3d.hud.typeface import typeface
from muster.render.panda3d.sight import Sight
from muster.training.trainee.window import Card, Picture
from muster.training.trainee.window import Words as Said

_GLASS, _PAPER = tint((22, 25, 30), 0.72), tint((22, 25, 30))
_NAME = tint((255, 255, 255), 0.9)
_LAYERS = ("names", "middle", "head", "prompts", "heard", "typing", "notice", "card")  # the lowest first
_OVER = 0.35  # metres above the crown that a name is written
_FURTHEST = 15.0  # metres: nobody is told a name beyond


class Overlay:
    """Follows the window's size."""

    def __init__(self, base: ShowBase) -> None:
        self._base = base
        self._symbols = make_texture()
        self._root: NodePath = NodePath("words")
        self._size = (0, 0)

    def show(self, picture: Picture, sight: Sight | None) -> None:
        """Show the words of one moment."""
        size = max(self._base.win.get_x_size(), 1), max(self._base.win.get_y_size(), 1)
        if size != self._size:
            self._lay_out(size)
        words, layers, style = picture.words, self._layers, self._style
        if sight is None:
            layers["names"].hide()
        else:
            layers["names"].show(object(), partial(_names, picture, sight, style))
        layers["middle"].show(words.card is None, partial(_middle, style) if words.card is None else Sheet)
        layers["head"].show((words.role, words.clock, words.state, words.keys), partial(_head, words, style))
        layers["prompts"].show(words.prompts, partial(_prompts, words.prompts, style))
        heard = tuple((line.text, round(8 * line.fresh)) for line in words.heard)
        layers["heard"].show(heard, partial(_heard, words, style))
        layers["typing"].show(words.typing, partial(_typing, words.typing, style))
        middle = Box(0.2 * style.width, 0.12 * style.height, 0.8 * style.width, 0.5 * style.height)
        layers["notice"].show(words.notice, partial(banner, words.notice, middle, style))
        layers["card"].show(words.card, partial(_card, words.card, style))

    def close(self) -> None:
        """Take it out of the picture."""
        self._root.remove_node()

    def _lay_out(self, size: tuple[int, int]) -> None:
        self._size = size
        self._root.remove_node()
        self._root = flat_root(self._base, *size)
        faces = {name: typeface(each) for name, each in letter_sizes(*size).items()}
        self._style = style_for(*size, faces)
        inks = inks_for(self._symbols, faces)
        self._layers = {name: Layer(self._root, inks, faces) for name in _LAYERS}


def _names(picture: Picture, sight: Sight, style: Style) -> Sheet:
    """Write names over those who are known and in the picture, the nearest first; none over another."""
    sheet, frame, scene = Sheet(), picture.frame, picture.scene
    if frame is None or scene is None:
        return sheet
    placed: list[tuple[float, Box, str]] = []
    for row, name in picture.words.names:
        over = frame.position[row].copy()
        over[2] += scene.stature[row] + _OVER
        x, y, depth = sight.projected(over)
        if 0.3 < depth < _FURTHEST and abs(x) < 1 and abs(y) < 1:
            left = (x + 1) / 2 * style.width - style.small.width(name) / 2
            top = (1 - y) / 2 * style.height
            placed.append((depth, Box(left, top, left + style.small.width(name), top + style.small.line), name))
    taken: list[Box] = []
    for _, box, name in sorted(placed, key=lambda each: each[0]):
        if not any(box.overlaps(other) for other in taken):
            taken.append(box)
            sheet.words.append(Words(name, box.left, box.top, _NAME, "small"))
    return sheet


def _middle(style: Style) -> Sheet:
    """Mark where one looks."""
    x, y, half = style.width / 2, style.height / 2, max(style.gap / 2, 2)
    return Sheet(shapes=[Mark("circle", Box(x - half, y - half, x + half, y + half), tint((255, 255, 255), 0.5))])


def _head(words: Said, style: Style) -> Sheet:
    """Write who one is, the clock, and how one is."""
    sheet, gap, margin = Sheet(), style.gap, style.margin
    lines = [text for text in (words.role, words.clock, words.state, words.keys) if text]
    if not lines:
        return sheet
    width = max(style.body.width(text) for text in lines) + 2 * gap
    bottom = margin + len(lines) * style.body.line + 2 * gap
    sheet.ground(Box(margin, margin, margin + width, bottom), _GLASS, gap)
    for row, text in enumerate(lines):
        colour = INK_TINT if row == 0 else DIM_TINT
        sheet.words.append(Words(text, margin + gap, margin + gap + row * style.body.line, colour))
    return sheet


def _prompts(prompts: tuple[str, ...], style: Style) -> Sheet:
    """Write what is in reach, below the middle."""
    sheet, gap, line = Sheet(), style.gap, style.body.line
    if not prompts:
        return sheet
    texts = [shortened(text, style.width - 4 * style.margin, style.body) for text in prompts]
    width = max(style.body.width(text) for text in texts) + 2 * gap
    top = 0.72 * style.height
    left = (style.width - width) / 2
    sheet.ground(Box(left, top, left + width, top + len(texts) * line + 2 * gap), _GLASS, gap)
    for row, text in enumerate(texts):
        sheet.words.append(Words(text, (style.width - style.body.width(text)) / 2, top + gap + row * line, INK_TINT))
    return sheet


def _heard(words: Said, style: Style) -> Sheet:
    """Write what was heard, the latest below; older lines are dimmer."""
    sheet, gap, line, margin = Sheet(), style.gap, style.body.line, style.margin
    width = min(0.6 * style.width, style.width - 2 * margin)
    rows = [(text, each.fresh) for each in words.heard for text in wrapped(each.text, width, style.body, 2)]
    if not rows:
        return sheet
    top = style.height - margin - len(rows) * line - 2 * gap
    widest = max(style.body.width(text) for text, _ in rows)
    sheet.ground(Box(margin, top, margin + widest + 2 * gap, style.height - margin), _GLASS, gap)
    for row, (text, fresh) in enumerate(rows):
        colour = INK_TINT if fresh > 0.5 else DIM_TINT
        sheet.words.append(Words(text, margin + gap, top + gap + row * line, colour))
    return sheet


def _typing(typing: str | None, style: Style) -> Sheet:
    """Show the line being typed."""
    sheet, gap, line = Sheet(), style.gap, style.body.line
    if typing is None:
        return sheet
    left, right, top = 0.2 * style.width, 0.8 * style.width, 0.62 * style.height
    sheet.ground(Box(left, top, right, top + 2 * line + 2 * gap), _PAPER, gap)
    shown = f"{typing}_"
    while style.body.width(shown) > right - left - 2 * gap:
        shown = shown[1:]
    sheet.words.append(Words(shown, left + gap, top + gap, INK_TINT))
    sheet.words.append(Words("Enter: say it; empty, say nothing", left + gap, top + gap + line, DIM_TINT))
    return sheet


def _card(card: Card | None, style: Style) -> Sheet:
    """Show something to be read, as much as there is room for, in one or two columns."""
    sheet, gap, margin = Sheet(), style.gap, style.margin
    if card is None:
        return sheet
    face, line = style.body, style.body.line
    box = Box(0.12 * style.width, 2 * margin, 0.88 * style.width, style.height - 2 * margin)
    lines = [row for text in card.lines for row in (wrapped(text, box.width - 4 * gap, face, 20) or [""])]
    room = int((box.height - style.large.line - 2 * line - 4 * gap) // line)
    columns = 1
    if len(lines) > room:
        columns = 2
        width = (box.width - 6 * gap) / 2
        lines = [row for text in card.lines for row in (wrapped(text, width, face, 20) or [""])]
    sheet.ground(box, _PAPER, gap)
    sheet.words.append(Words(card.title, box.left + 2 * gap, box.top + gap, INK_TINT, "large", is_bold=True))
    top = box.top + style.large.line + 2 * gap
    for row, text in enumerate(lines[: columns * room]):
        left = box.left + 2 * gap + (row // room) * (box.width / 2)
        sheet.words.append(Words(text, left, top + (row % room) * line, INK_TINT))
    foot = wrapped(card.foot, box.width - 4 * gap, face, 2)
    for row, text in enumerate(foot):
        at = box.bottom - gap - (len(foot) - row) * line
        sheet.words.append(Words(text, box.left + 2 * gap, at, INK_TINT, is_bold=True))
    return sheet
