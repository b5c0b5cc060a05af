"""Why the selected person does what they do, most important first to stay when there is little room."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from muster.render.actions import Action
from muster.render.captions import MOOD, NOTICED, OPTIONS, REMEMBERS, SAID, THOUGHT, asked, by_chance, decided
from muster.render.frame import Status
from muster.render.inputs import Do
from muster.render.palette import STATUS_WORDS
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.counts import status_mark
from muster.render.panda3d.hud.lettering import shortened, wrapped
from muster.render.panda3d.hud.quads import Tint
from muster.render.panda3d.hud.sheet import Button, Card, Mark, Sheet, Words
from muster.render.panda3d.hud.style import ACCENT, DIM_TINT, GROUND, INK_TINT, RAISED, Style, tint
from muster.render.story import Choice, Story

_LATEST = 5  # of what was noticed and what is remembered
_CHOICES = 7
_GROOVE, _BAR = tint((46, 52, 61)), tint((72, 82, 96))


@dataclass(frozen=True)
class _Row:
    """A part that stays or goes as a whole; ``rank`` 0 goes last, and a heading goes with the last of its rows."""

    height: float
    rank: int
    paint: Callable[[Sheet, Box], None]
    is_heading: bool = False


def why(story: Story, status: Status, box: Box, style: Style) -> Sheet:
    """Return the panel at the top of ``box``, no higher than it needs to be."""
    inner = box.inset(style.margin)
    rows = _fitting([*_person(story, status, inner.width, style), *_mind(story, inner.width, style)], inner.height)
    bottom = inner.top + sum(row.height for row in rows) + style.margin
    sheet = Sheet()
    sheet.ground(Box(box.left, box.top, box.right, bottom), GROUND, style.gap)
    top = inner.top
    for row in rows:
        row.paint(sheet, Box(inner.left, top, inner.right, top + row.height))
        top += row.height
    return sheet


def _fitting(rows: Sequence[_Row], height: float) -> list[_Row]:
    """Return the rows that fit, in their order."""
    kept: list[_Row] = list(rows)
    while kept and sum(row.height for row in kept) > height:
        last = max(range(len(kept)), key=lambda index: (kept[index].rank, index))
        del kept[last]
        kept = [row for row, after in zip(kept, [*kept[1:], None], strict=True) if not _is_bare(row, after)]
    return kept


def _is_bare(row: _Row, after: _Row | None) -> bool:
    return row.is_heading and (after is None or after.is_heading)


def _person(story: Story, status: Status, width: float, style: Style) -> Iterable[_Row]:
    yield _Row(style.large.line, 0, partial(_name, story.name, status, style))
    yield _text(", ".join(part for part in (story.role, STATUS_WORDS[status]) if part), 0, width, style, lines=2)
    for index, line in enumerate(story.persona):
        yield _text(line, 3 if index == 0 else 20 + index, width, style, DIM_TINT, lines=2)


def _mind(story: Story, width: float, style: Style) -> Iterable[_Row]:
    yield from _section(NOTICED, _listed(story.noticed, 4, width, style), style)
    yield from _section(OPTIONS, [*_choices(story.choices, width, style), *_decision(story, width, style)], style)
    thought = [_text(f"“{story.thought}”", 5, width, style, lines=4, is_italic=True)] if story.thought else []
    yield from _section(THOUGHT, thought, style)
    said = [_text(f"“{story.said}”", 5, width, style, lines=3)] if story.said else []
    yield from _section(SAID, said, style)
    mood = [_Row(style.small.line + style.gap, 6, partial(_mood, story, style))] if story.mood else []
    yield from _section(MOOD, mood, style)
    yield from _section(REMEMBERS, _listed(story.memory, 9, width, style), style)


def _section(title: str, rows: Sequence[_Row], style: Style) -> list[_Row]:
    if not rows:
        return []
    paint = partial(_lines, [title], style, DIM_TINT, style.gap, False)
    return [_Row(style.small.line + style.gap, min(row.rank for row in rows), paint, is_heading=True), *rows]


def _listed(lines: Sequence[str], rank: int, width: float, style: Style) -> list[_Row]:
    """Return the latest lines, oldest first; older ones are less important."""
    latest = lines[-_LATEST:]
    ranks = range(rank + len(latest) - 1, rank - 1, -1)
    return [_text(line, rank, width, style, lines=2) for line, rank in zip(latest, ranks, strict=True)]


def _choices(choices: Sequence[Choice], width: float, style: Style) -> list[_Row]:
    """Return the likeliest, with the one that was chosen among them."""
    shown = [choice for index, choice in enumerate(choices) if index < _CHOICES or choice.is_chosen]
    known = any(choice.probability > 0 for choice in choices)
    return [_choice(choice, index, known, width, style) for index, choice in enumerate(shown)]


def _choice(choice: Choice, index: int, known: bool, width: float, style: Style) -> _Row:
    share = f"{choice.probability:.0%}" if known else ""
    room = width - style.small.line - style.small.width("100%") - 3 * style.gap
    lines = wrapped(choice.text, room, style.small, 2)
    height = max(len(lines), 1) * style.small.line + style.gap
    return _Row(height, 1 if choice.is_chosen else 4 + index, partial(_bar, choice, lines, share, style))


def _decision(story: Story, width: float, style: Style) -> list[_Row]:
    if not story.choices:
        return []
    rows = [(by_chance(story), 2), (decided(story), 2), (asked(story), 4)]
    return [_text(text, rank, width, style, DIM_TINT, lines=2) for text, rank in rows if text]


def _text(
    text: str,
    rank: int,
    width: float,
    style: Style,
    colour: Tint = INK_TINT,
    *,
    lines: int = 1,
    is_italic: bool = False,
) -> _Row:
    """Return a paragraph of at most ``lines`` lines."""
    broken = wrapped(text, width - (style.gap if is_italic else 0), style.small, lines)
    return _Row(len(broken) * style.small.line, rank, partial(_lines, broken, style, colour, 0, is_italic))


def _lines(
    lines: Sequence[str], style: Style, colour: Tint, space: float, is_italic: bool, sheet: Sheet, box: Box
) -> None:
    for row, line in enumerate(lines):
        top = box.top + space + row * style.small.line
        sheet.words.append(Words(line, box.left, top, colour, "small", is_italic=is_italic))


def _name(name: str, status: Status, style: Style, sheet: Sheet, box: Box) -> None:
    line = style.large.line
    close = Box(box.right - line, box.top, box.right, box.top + line).inset(0.1 * line)
    sheet.shapes += status_mark(status, Box(box.left, box.top, box.left + line, box.top + line).inset(0.05 * line))
    sheet.shapes += [Card(close, RAISED, style.gap / 2), Mark("cross", close.inset(0.28 * close.height), INK_TINT)]
    sheet.zones.append(Button(close, Do(Action.NOBODY.value)))
    left = box.left + line + style.gap / 2
    text = shortened(name, close.left - style.gap - left, style.large)
    sheet.words.append(Words(text, left, box.top, INK_TINT, "large"))


def _bar(choice: Choice, lines: Sequence[str], share: str, style: Style, sheet: Sheet, box: Box) -> None:
    """Paint an option: a bar as long as it was likely behind its words, the chosen one marked."""
    line, gap = style.small.line, style.gap
    groove = Box(box.left, box.top + 1, box.right, box.bottom - 1)
    filled = Box(groove.left, groove.top, groove.left + choice.probability * groove.width, groove.bottom)
    sheet.shapes.append(Card(groove, _GROOVE))
    sheet.shapes.append(Card(filled, ACCENT if choice.is_chosen else _BAR))
    top = box.top + gap / 2
    if choice.is_chosen:
        sheet.shapes.append(Mark("play", Box(box.left, top, box.left + line, top + line).inset(0.22 * line), INK_TINT))
    for row, text in enumerate(lines):
        place = (box.left + line + gap / 2, top + row * line)
        sheet.words.append(Words(text, *place, INK_TINT, "small", is_bold=choice.is_chosen))
    left = box.right - gap - style.small.width(share)
    sheet.words.append(Words(share, left, top, INK_TINT, "small", is_bold=choice.is_chosen))


def _mood(story: Story, style: Style, sheet: Sheet, box: Box) -> None:
    """Paint a mood in words, and how aroused it is as a bar from calm to alarmed."""
    words = "aroused"
    left = (box.left + box.right) / 2
    right = box.right - style.small.width(words) - style.gap
    middle = box.top + style.small.line / 2
    groove = Box(left, middle - style.gap / 2, right, middle + style.gap / 2)
    share = min(max(story.arousal, 0.0), 1.0)
    filled = Box(groove.left, groove.top, groove.left + share * groove.width, groove.bottom)
    sheet.shapes += [Card(groove, RAISED), Card(filled, INK_TINT)]
    mood = shortened(story.mood, left - style.gap - box.left, style.small)
    sheet.words.append(Words(mood, box.left, box.top, INK_TINT, "small"))
    sheet.words.append(Words(words, right + style.gap, box.top, DIM_TINT, "small"))
