"""Where in a file a value stands, so that every error can say so."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from muster.scenario.errors import ScenarioError

_SHOWN_CHARACTERS = 60


@dataclass(frozen=True)
class Place:
    """A key path inside a file, as in ``school.json: doors[3].segment``."""

    file: str
    path: str = ""

    def key(self, name: str) -> "Place":
        """Return the place of ``name`` inside this table."""
        return Place(self.file, f"{self.path}.{name}" if self.path else name)

    def item(self, index: int) -> "Place":
        """Return the place of entry ``index`` of this list."""
        return Place(self.file, f"{self.path}[{index}]")

    def error(self, problem: str, remedy: str) -> ScenarioError:
        """Return the error to raise for what stands here."""
        return ScenarioError(f"{self}: {problem}; {remedy}")

    def __str__(self) -> str:
        return f"{self.file}: {self.path}" if self.path else self.file


def shown(value: object) -> str:
    """Return ``value`` as a person would write it, shortened and free of control characters."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**_SHOWN_CHARACTERS:
        return "a huge whole number"  # longer ones may not even be convertible to text
    text = json.dumps(value, default=str, ensure_ascii=not str(value).isprintable())
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 3] + "..."


def nearest(name: str, known: Sequence[str], *, otherwise: str) -> str:
    """Return "did you mean ...?" when ``name`` is close to one of ``known``, else ``otherwise``."""
    close = get_close_matches(name[:200], known, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else otherwise
