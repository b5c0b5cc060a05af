"""Parts of a column that share the room there is: when it is too little, those that matter least give way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Section(Generic[_Row]):
    """Rows under a title, which takes a row, too.

    Attributes:
        least: how many rows are worth showing.
        rank: those of lower rank give way first.
        keeps_last: when rows are lost, they are the first ones.
        is_cut: rows have been lost.
    """

    title: str
    rows: Sequence[_Row]
    least: int
    rank: int
    keeps_last: bool = False
    is_cut: bool = False

    @property
    def height(self) -> int:
        """Rows with the title."""
        return len(self.rows) + bool(self.title) if self.rows else 0

    def cut(self, count: int) -> "Section[_Row]":
        """Return this with ``count`` rows at most."""
        first = max(len(self.rows) - count, 0) if self.keeps_last else 0
        return replace(self, rows=self.rows[first : first + count], is_cut=self.is_cut or count < len(self.rows))


def fitted(sections: Sequence[Section[_Row]], room: int) -> list[Section[_Row]]:
    """Return ``sections`` with at most ``room`` rows: by rank, all are cut to their least, and then left out."""
    kept = list(sections)
    order = sorted(range(len(kept)), key=lambda index: kept[index].rank)
    for leaves_out in (False, True):
        for index in order:
            over = sum(section.height for section in kept) - room
            section = kept[index]
            if over > 0:
                fewer = max(len(section.rows) - over, min(section.least, len(section.rows)))
                kept[index] = section.cut(0 if leaves_out else fewer)
    return [section for section in kept if section.rows]
