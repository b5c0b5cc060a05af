"""Numbers on a plan for what is told beside it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from muster.scenario.building import Point
from muster.scenario.plan import ink
from muster.scenario.plan.svg import View, element, group, text, title


class Note(NamedTuple):
    """Something to be told of a place on a storey; ``storey`` is empty and ``at`` None for what has no place."""

    storey: str
    at: Point | None
    text: str

    def __str__(self) -> str:
        place = f" at ({self.at[0]:.1f}, {self.at[1]:.1f})" if self.at else ""
        return f"{self.storey}{place}: {self.text}" if self.storey else self.text


def note_marks(notes: Sequence[Note], storey: str, view: View) -> Iterator[str]:
    """Yield a numbered disc for each note on ``storey`` that has a place; pointing at it shows the text."""
    for number, note in enumerate(notes, start=1):
        if note.storey == storey and note.at is not None:
            x, y = view.at(note.at)
            disc = element("circle", cx=x, cy=y, r=6, fill=ink.NOTE, stroke=ink.PAPER, stroke_width=0.8)
            yield group([title(note.text), disc, text(str(number), (x, y), 7, fill=ink.PAPER, font_weight="bold")])
