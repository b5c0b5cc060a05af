"""A trajectory file, read as far as it is asked; ImportFailed names the table and the column of whatever is wrong.

Tables whose names begin with ``muster_`` are ours (docs/recordings.md): they say what two dimensions lose.
"""

import sqlite3
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from math import isfinite
from operator import itemgetter
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from muster.importing.drawing import polygons
from muster.importing.errors import ImportFailed
from muster.scenario.limits import LONGEST

VERSION = "2"
_MAGIC = b"SQLite format 3\x00"
_FARTHEST = 10_000.0  # metres from the origin: as muster.scenario.limits has it
_MOST_PEOPLE = 100_000  # likewise
_BODY = ("z_m", "storey", "pose", "health", "act", "flags")
_FPS = (0.1, 1000.0)  # frames a second


@dataclass(frozen=True)
class Storey:
    """A floor of a file of ours: all its x are greater by ``offset`` metres."""

    id: str
    elevation: float
    offset: float


@dataclass(frozen=True)
class Who:
    """Somebody of a file of ours."""

    name: str
    role: str


@dataclass(frozen=True)
class Still:
    """One frame of ``m`` people.

    Attributes:
        ids: ``(m,)`` ascending. where: ``(m, 4)`` x, y and the direction they face.
        body: ``(m, 6)`` the columns of ``muster_bodies``; None in files that are not ours.
    """

    frame: int
    ids: NDArray[np.int64]
    where: NDArray[np.float64]
    body: NDArray[np.float64] | None


class TrajectoryFile:
    """An open file; use ``opened``.

    Attributes:
        fps: frames a second. first, last: frames.
        ids: everybody's, ascending.
        storeys: of a file of ours, by number; empty in others. people: likewise, by id.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path, self._database = path, database
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._tables = {str(name) for (name,) in tables}
        for table in ("metadata", "geometry", "trajectory_data"):
            if table not in self._tables:
                raise self._wrong(f"has no table {table!r}", "give a file that JuPedSim wrote")
        self._check_version()
        self.fps = self._number_of("fps", *_FPS)
        self.ids = self._ids()
        self.first, self.last = self._ends()
        self.storeys = tuple(self._storeys()) if "muster_storeys" in self._tables else ()
        self.people = dict(self._people()) if "muster_people" in self._tables else {}

    @property
    def is_ours(self) -> bool:
        """Whether ``muster export`` wrote it."""
        return bool(self.storeys)

    def areas(self) -> list[BaseGeometry]:
        """Return the walkable areas, the one to begin with first."""
        texts = [text for (text,) in self._database.execute("SELECT wkt FROM geometry ORDER BY rowid")]
        if not texts:
            raise self._wrong("geometry: is empty, so there is no floor", "export it again")
        return [self._area(text) for text in texts]

    def stills(self) -> Iterator[Still]:
        """Yield every frame with somebody in it."""
        ours = self.is_ours and "muster_bodies" in self._tables
        more = "".join(f", b.{column}" for column in _BODY) if ours else ""
        join = "LEFT JOIN muster_bodies b ON b.frame = t.frame AND b.id = t.id" if ours else ""
        rows = self._database.execute(
            f"SELECT t.frame, t.id, t.pos_x, t.pos_y, t.ori_x, t.ori_y{more} FROM trajectory_data t {join} "
            "ORDER BY t.frame, t.id"
        )
        for frame, group in groupby(rows, key=itemgetter(0)):
            yield self._still(int(frame), [*group], ours=ours)

    def _still(self, frame: int, rows: list[tuple[object, ...]], *, ours: bool) -> Still:
        columns = ("frame", "id", "pos_x", "pos_y", "ori_x", "ori_y", *(_BODY if ours else ()))
        for row in rows:
            for name, value in zip(columns, row, strict=True):
                if not isinstance(value, int | float) or not isfinite(value):
                    said = "nothing" if value is None else repr(value)[:40]
                    raise self._wrong(f"trajectory_data: frame {frame}: {name} is {said}, no number", "export it again")
        values = np.array(rows, np.float64)
        if np.abs(values[:, 2:4]).max() > _FARTHEST:
            raise self._wrong(
                f"trajectory_data: frame {frame}: somebody is more than {_FARTHEST:g} m from the origin",
                "move the whole to the origin",
            )
        ids = values[:, 1].astype(np.int64)
        if len(np.unique(ids)) < len(ids):
            raise self._wrong(f"trajectory_data: frame {frame}: an id is there twice", "export it again")
        return Still(frame, ids, values[:, 2:6], values[:, 6:] if ours else None)

    def _check_version(self) -> None:
        version = self._metadata().get("version")
        if version != VERSION:
            said = "names no version" if version is None else f"has version {version}"
            raise self._wrong(f"metadata: {said}, and {VERSION} is read", "write it with JuPedSim 1.2 or later")

    def _ends(self) -> tuple[int, int]:
        """Return the first and the last frame, of those without anybody, too."""
        ends: list[object] = []
        for table in {"trajectory_data", "frame_data"} & self._tables:
            ends += self._database.execute(f"SELECT min(frame), max(frame) FROM {table}").fetchone()
        frames = [end for end in ends if isinstance(end, int)]
        if len(frames) < len(ends) - ends.count(None):
            raise self._wrong("trajectory_data: frame holds what is no whole number", "export it again")
        first, last = min(frames), max(frames)
        if (last - first) / self.fps > LONGEST:
            raise self._wrong(f"lasts {(last - first) / self.fps:g} s, and {LONGEST} is the most", "cut it into parts")
        return first, last

    def _number_of(self, key: str, low: float, high: float) -> float:
        text = self._metadata().get(key)
        try:
            number = float(text or "")
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            raise self._wrong(f"metadata: {key} is {text!r}, no number from {low:g} to {high:g}", "mend it there")
        return number

    def _metadata(self) -> Mapping[str, str]:
        return {str(key): str(value) for key, value in self._database.execute("SELECT key, value FROM metadata")}

    def _ids(self) -> NDArray[np.int64]:
        found = [id for (id,) in self._database.execute("SELECT DISTINCT id FROM trajectory_data ORDER BY id")]
        if not found:
            raise self._wrong("trajectory_data: is empty, so nobody is in it", "export it again")
        if len(found) > _MOST_PEOPLE:
            raise self._wrong(
                f"trajectory_data: has {len(found)} people, and {_MOST_PEOPLE} is the most", "thin it out"
            )
        if any(not isinstance(id, int) for id in found):
            raise self._wrong("trajectory_data: id holds what is no whole number", "export it again")
        return np.array(found, np.int64)

    def _area(self, text: object) -> BaseGeometry:
        try:
            shape = shapely.from_wkt(str(text))
        except shapely.errors.ShapelyError as error:
            raise self._wrong(f"geometry: wkt cannot be read ({str(error)[:80]})", "export it again") from None
        area = union_all([part.buffer(0) for part in polygons(shape)])
        west, south, east, north = area.bounds if not area.is_empty else (0.0, 0.0, 0.0, 0.0)
        if area.is_empty or max(map(abs, (west, south, east, north))) > 2 * _FARTHEST:
            raise self._wrong("geometry: wkt has no floor within 20 km of the origin", "export it again")
        return area

    def _storeys(self) -> Iterator[Storey]:
        rows = self._database.execute("SELECT id, elevation_m, x_offset_m FROM muster_storeys ORDER BY storey")
        for id, elevation, offset in rows:
            if not (isinstance(elevation, int | float) and isinstance(offset, int | float)):
                raise self._wrong("muster_storeys: elevation_m or x_offset_m is no number", "export it again")
            yield Storey(str(id), float(elevation), float(offset))

    def _people(self) -> Iterator[tuple[int, Who]]:
        for id, name, role in self._database.execute("SELECT id, name, role FROM muster_people"):
            if isinstance(id, int) and name:
                yield id, Who(str(name)[:200], str(role or "")[:200])

    def _wrong(self, problem: str, remedy: str) -> ImportFailed:
        return ImportFailed(f"{self.path}: {problem}; {remedy}")


@contextmanager
def opened(path: Path) -> Generator[TrajectoryFile]:
    """Open a trajectory file; raises ImportFailed when it is none, or is damaged."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise ImportFailed(f"{path}: cannot be read ({error.strerror}); check the path") from None
    if head != _MAGIC:
        raise ImportFailed(f"{path}: is no SQLite file; give a trajectory file that JuPedSim wrote")
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        yield TrajectoryFile(path, database)
    except sqlite3.Error as error:
        raise ImportFailed(f"{path}: cannot be read ({error}); export it again") from None
    finally:
        database.close()
