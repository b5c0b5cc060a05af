"""The why-panel: one person's persona, what they noticed, what they could choose, and what they made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pygame

from muster.render.captions import MOOD, NOTICED, OPTIONS, REMEMBERS, SAID, THOUGHT, asked, by_chance, decided
from muster.render.palette import DIM, INK, Colour
from muster.render.plan import ink
from muster.render.plan.fitting import Section, fitted
from muster.render.plan.lettering import ELLIPSIS, Lettering
from muster.render.plan.sheet import Sheet
from muster.render.story import Choice, Story

_CHOSEN: Colour = (0, 92, 140)
_NOT_CHOSEN: Colour = (62, 70, 82)
_MOST = 8  # lines that any part is given


def draw_why(sheet: Sheet, box: pygame.Rect, story: Story) -> None:
    """Draw the panel into ``box``; what is too much is shortened, never cut off."""
    pygame.draw.line(sheet.surface, ink.LINE, box.topleft, (box.right, box.top))
    name_px, top = sheet.layout.px(17), box.top + sheet.layout.px(6)
    sheet.write(f"{story.name}, {story.role}", (box.left, top), px=name_px, width=box.width)
    top += sheet.line_height(name_px) + 2
    high = sheet.line_height() + 1
    room = (box.bottom - top) // high
    for section in fitted([*_sections(sheet, story, box.width, options=max(room // 4, 3))], room):
        if section.title:
            sheet.write(section.title, (box.left, top + high - 1), DIM, px=sheet.layout.small, align=(0.0, 1.0))
            top += high
        for row in _cut_marked(section):
            _draw_row(sheet, row, pygame.Rect(box.left, top, box.width, high))
            top += high


@dataclass(frozen=True)
class Row:
    """One line: words, and for an option, its probability; ``begins`` is whether something new is told from here on."""

    text: str
    colour: Colour = INK
    choice: Choice | None = None
    begins: bool = True


def _sections(sheet: Sheet, story: Story, width: int, *, options: int) -> Iterator[Section[Row]]:
    """Yield what there is to tell, in reading order; by rank, the choice outlives the persona."""
    text = _Text(sheet.lettering, sheet.layout.text, width)
    yield Section("", text.rows("; ".join(story.persona), DIM), least=2, rank=0)
    if not story.choices:
        yield Section("", [Row("has not had to decide yet")], least=1, rank=9)
        return
    yield Section(NOTICED, text.list(story.noticed, each=3), least=2, rank=5, keeps_last=True)
    choices = [Row(each.text, choice=each) for each in _chosen_seen(story.choices, options)]
    yield Section(OPTIONS, choices, least=3, rank=9)
    yield Section("", text.rows(by_chance(story), DIM), least=1, rank=8)
    yield Section("", text.rows(decided(story), DIM), least=2, rank=7)
    yield Section("", text.rows(asked(story), DIM), least=1, rank=4)
    if story.thought:
        yield Section(THOUGHT, text.rows(story.thought), least=1, rank=6)
    if story.said:
        yield Section(SAID, text.rows(f'"{story.said}"'), least=1, rank=4)
    if story.mood:
        yield Section(MOOD, text.rows(f"{story.mood}, {story.arousal:.0%} aroused"), least=1, rank=3)
    yield Section(REMEMBERS, text.list(story.memory, each=1), least=1, rank=2, keeps_last=True)


@dataclass(frozen=True)
class _Text:
    """Sets words on lines of ``width`` pixels."""

    lettering: Lettering
    px: int
    width: int

    def rows(self, words: str, colour: Colour = INK, *, most: int = _MOST) -> list[Row]:
        """Return ``words`` on lines."""
        lines = self.lettering.wrapped(words, self.px, self.width, most)
        return [Row(line, colour, begins=index == 0) for index, line in enumerate(lines)]

    def list(self, items: Sequence[str], *, each: int) -> list[Row]:
        """Return the last few items, on ``each`` lines at most."""
        return [row for item in items[-_MOST:] for row in self.rows(item, most=each)][-_MOST:]


def _chosen_seen(choices: Sequence[Choice], most: int) -> list[Choice]:
    """Return the likeliest choices, the one taken among the first three: these always have room."""
    taken = next((index for index, choice in enumerate(choices) if choice.is_chosen), 0)
    order = [*range(len(choices))]
    if taken > 2:
        order.insert(2, order.pop(taken))
    return [choices[index] for index in order[:most]]


def _cut_marked(section: Section[Row]) -> Sequence[Row]:
    """Return the rows, with an ellipsis where some are missing."""
    rows = list(section.rows)
    if not section.is_cut or rows[0].choice is not None:
        return rows
    if section.keeps_last:
        whole = next((index for index, row in enumerate(rows) if row.begins), 0)
        return rows[whole:] if rows[whole].begins else [replace(rows[0], text=ELLIPSIS + rows[0].text), *rows[1:]]
    return [*rows[:-1], replace(rows[-1], text=rows[-1].text.rstrip(".,;") + ELLIPSIS)]


def _draw_row(sheet: Sheet, row: Row, box: pygame.Rect) -> None:
    if row.choice is None:
        sheet.write(row.text, box.topleft, row.colour, width=box.width)
        return
    bar = pygame.Rect(box.left, box.top + 1, round(box.width * row.choice.probability), box.height - 2)
    pygame.draw.rect(sheet.surface, _CHOSEN if row.choice.is_chosen else _NOT_CHOSEN, bar, border_radius=2)
    if row.choice.is_chosen:
        pygame.draw.rect(sheet.surface, INK, box.inflate(0, -1), 1, border_radius=2)
    pad = sheet.layout.px(4)
    share = sheet.write(f"{row.choice.probability:.0%}", (box.right - pad, box.top), align=(1.0, 0.0))
    sheet.write(row.text, (box.left + pad, box.top), width=share.left - box.left - 2 * pad)
