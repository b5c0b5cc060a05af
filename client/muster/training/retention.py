"""Recordings of exercises are kept for as long as the exercise says, and no longer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from muster.recording.errors import RecordingError
from muster.recording.reader import Recording
from muster.recording.schema import SUFFIX

MADE_OF = (".review.html", ".html", ".ratings.json")
"""Endings of what lies beside a recording and is made of it, under the names that muster gives."""


@dataclass(frozen=True)
class Due:
    """A recording whose day has come, and what lies beside it."""

    recording: Path
    exercise: str
    until: date
    beside: tuple[Path, ...]


def due(folder: Path, today: date) -> Iterator[Due]:
    """Yield the recordings of exercises in ``folder`` and below that were to be kept until before ``today``.

    Files that are no recordings, or cannot be read, are left alone.
    """
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        until, exercise = _retained(path)
        if until is not None and until < today:
            beside = tuple(path.with_suffix(ending) for ending in MADE_OF)
            yield Due(path, exercise, until, tuple(file for file in beside if file.is_file()))


def remove(one: Due) -> None:
    """Delete a recording, what its unfinished writing left, and what was made of it."""
    journals = (one.recording.with_name(one.recording.name + ending) for ending in ("-wal", "-shm"))
    for file in (*one.beside, *journals, one.recording):
        file.unlink(missing_ok=True)


def _retained(path: Path) -> tuple[date | None, str]:
    try:
        with Recording.open(path, salvage=True) as recording:
            about = recording.meta.exercise
        return date.fromisoformat(str(about["retain_until"])), str(about.get("name", ""))
    except (RecordingError, KeyError, ValueError):
        return None, ""
