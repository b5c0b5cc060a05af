"""Ids and kinds from what rooms are called in drawings."""

import re
from unicodedata import normalize

from muster.scenario.building import RegionKind

_LONGEST = 40  # characters of an id
_CORRIDOR = re.compile(
    r"\b(corridor|hall|hallway|passage|lobby|foyer|landing|gallery|atrium|stairs?|stairwell|staircase|flur|gang|diele|"
    r"eingang|treppenhaus|treppe|couloir|hall d.entrée|pasillo|vestíbulo|corridoio|gang|trapphus|korridor)\b",
    re.IGNORECASE,
)


def kind_of(name: str) -> RegionKind:
    """Return corridor for what is called like a way, in a few languages; room for everything else."""
    return RegionKind.CORRIDOR if _CORRIDOR.search(name) else RegionKind.ROOM


class Names:
    """Gives out ids, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def id(self, name: str) -> str:
        """Return an id like ``name`` that nothing has yet: letters of the alphabet, digits and hyphens."""
        plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "part"
        id, number = stem, 1
        while id in self._taken:
            number += 1
            id = f"{stem}-{number}"
        self._taken.add(id)
        return id
