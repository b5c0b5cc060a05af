"""Where a recording goes when nobody says."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from muster.recording.schema import SUFFIX

FOLDER = Path("runs")


def default_path(scenario: str, seed: int, *, now: datetime | None = None) -> Path:
    """Return ``runs/<scenario>-<seed>-<timestamp>.muster`` in the current folder, a name not yet taken."""
    stamp = (now or datetime.now().astimezone()).strftime("%Y%m%dT%H%M%S")
    stem = f"{re.sub(r'[^A-Za-z0-9._-]+', '-', scenario).strip('-.') or 'run'}-{seed}-{stamp}"
    names = (FOLDER / f"{stem}{f'-{number}' if number else ''}{SUFFIX}" for number in count())
    return next(path for path in names if not path.exists())


def beside(path: Path) -> Iterator[Path]:
    """Yield the files that SQLite may keep beside a recording while it is written."""
    return (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))


def take_the_place_of(path: Path, successor: Path) -> None:
    """Replace a recording by another that is closed; what lay beside it must not be read with the new one."""
    for file in beside(path):
        file.unlink(missing_ok=True)
    successor.replace(path)
