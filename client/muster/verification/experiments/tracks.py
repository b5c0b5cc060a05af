"""Where people were: the experiments' files as arrays, whatever format they come in."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from muster.verification.errors import BadData
from muster.world.arrays import Floats, Ints


@dataclass(frozen=True)
class Tracks:
    """Who was where and when; row *i* is one person in one frame in every array.

    Attributes:
        person: ``(n,)`` ids.
        frame: ``(n,)`` numbers of frames.
        position: ``(n, 2)`` metres.
        rate: frames a second.
    """

    person: Ints
    frame: Ints
    position: Floats
    rate: float


@dataclass(frozen=True)
class Appearance:
    """Where and when each person was first and last seen, in the order in which they came.

    Attributes:
        time: ``(m,)`` seconds after the first of all.
        first, last: ``(m, 2)`` metres.
    """

    time: Floats
    first: Floats
    last: Floats


def appearances(tracks: Tracks) -> Appearance:
    """Return where and when each person came and went."""
    order = np.lexsort((tracks.frame, tracks.person))
    person = tracks.person[order]
    starts = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
    ends = np.r_[starts[1:], len(person)] - 1
    time = (tracks.frame[order][starts] - tracks.frame.min()) / tracks.rate
    come = np.argsort(time, kind="stable")
    position = tracks.position[order]
    return Appearance(time[come], position[starts][come], position[ends][come])


def read_text(path: Path, *, unit: float) -> Tracks:
    """Read a text file of id, frame, x, y (and more), as the archive of Juelich has them; ``unit`` in metres.

    Raises:
        BadData: it is none.
    """
    try:
        rows = np.loadtxt(path, usecols=(0, 1, 2, 3), ndmin=2)
    except (ValueError, UnicodeDecodeError) as error:
        raise BadData(
            f"{path} is no table of id, frame, x and y ({error}); take the file as it was published"
        ) from None
    if len(rows) < 2:
        raise BadData(f"{path} holds {len(rows)} rows, at least 2 are needed; take the file as it was published")
    return Tracks(rows[:, 0].astype(int), rows[:, 1].astype(int), rows[:, 2:] * unit, _rate(path))


def _rate(path: Path) -> float:
    """Return what the head of the file says: ``# framerate: 25 fps``."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            key, _, value = line.lstrip("# ").partition(":")
            if line.startswith("#") and key.strip() == "framerate":
                return float(value.split()[0])
    raise BadData(f"{path} does not say its frame rate; add a line such as '# framerate: 25 fps' at its head")
