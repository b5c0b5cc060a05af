"""Trajectory files as JuPedSim writes them: SQLite, version 2."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

ROOM = "POLYGON ((0 0, 10 0, 10 6, 0 6, 0 0), (4 2, 4 4, 6 4, 6 2, 4 2))"
"""10 m by 6 m, with a block of 2 m by 2 m in its middle."""
_TABLES = """
CREATE TABLE trajectory_data (frame, id, pos_x, pos_y, ori_x, ori_y);
CREATE TABLE metadata (key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE geometry (hash INTEGER NOT NULL, wkt TEXT NOT NULL);
CREATE TABLE frame_data (frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL);
"""

Row = tuple[object, ...]
"""frame, id, x, y, and the direction faced."""


def trajectory_file(
    path: Path, rows: Iterable[Row], *, fps: str = "10", wkt: str = ROOM, metadata: Mapping[str, str] | None = None
) -> Path:
    """Write a file and return its path; its frames are those of ``rows``."""
    written = [*rows]
    frames = sorted({row[0] for row in written if isinstance(row[0], int)})
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_TABLES)
        database.executemany("INSERT INTO trajectory_data VALUES (?, ?, ?, ?, ?, ?)", written)
        database.executemany("INSERT INTO frame_data VALUES (?, 1)", [(frame,) for frame in frames])
        database.execute("INSERT INTO geometry VALUES (1, ?)", (wkt,))
        told = {"version": "2", "fps": fps} if metadata is None else metadata
        database.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
        database.commit()
    return path


def walking(id: int, frames: range, *, fps: float = 10.0, start: float = 1.0) -> list[Row]:
    """Somebody who walks east at 1 m/s along y = 1, from x = ``start`` at second 0."""
    return [(frame, id, start + frame / fps, 1.0, 1.0, 0.0) for frame in frames]
