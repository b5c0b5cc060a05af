"""Tables and numbers as the document has them."""

import math
from collections.abc import Iterable, Sequence
from textwrap import wrap

from muster.optimizer.intervals import Interval

WIDTH = 120


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table, an empty line after it; the first column is words, the others are numbers."""
    body = [_row(row) for row in rows]
    return [_row(head), _row(["---", *["--:"] * (len(head) - 1)]), *body, ""]


def bounded(found: Interval, form: str = ".3f") -> str:
    """Return a figure with its bounds."""
    if not math.isfinite(found.value):
        return "-"
    if not (math.isfinite(found.low) and math.isfinite(found.high)):
        return f"{found.value:{form}} (no interval)"
    return f"{found.value:{form}} ({found.low:{form}} to {found.high:{form}})"


def number(value: float, form: str = ".3f") -> str:
    """Return a figure; a dash where there is none."""
    return f"{value:{form}}" if math.isfinite(value) else "-"


def paragraph(*sentences: str) -> list[str]:
    """Return sentences in lines of the width of our other documents, an empty one after them."""
    return [*wrap(" ".join(sentences), WIDTH, break_long_words=False, break_on_hyphens=False), ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
