"""JuPedSim's trajectory file, SQLite version 2: read by PedPy, by JuPedSim's own tools and by pandas.

PedPy is two-dimensional, so storeys lie side by side (``plan.py``); tables of ours beside theirs keep what that loses.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np

from muster.recording.codes import Flag
from muster.recording.errors import RecordingDamaged, RecordingUnwritable
from muster.recording.exporters.audience import Audience, motions
from muster.recording.exporters.plan import Plan, draw_plan, polygon_wkt, wkt
from muster.recording.frames import Motion
from muster.recording.reader import Recording

_USUAL_RATE = 10.0  # frames a second
_GEOMETRY = 1  # the hash of the only geometry
_TABLES = """
CREATE TABLE trajectory_data (
    frame INTEGER NOT NULL, id INTEGER NOT NULL, pos_x REAL NOT NULL, pos_y REAL NOT NULL,
    ori_x REAL NOT NULL, ori_y REAL NOT NULL);
CREATE TABLE metadata (key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE geometry (hash INTEGER NOT NULL, wkt TEXT NOT NULL);
CREATE TABLE frame_data (frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL);
CREATE TABLE muster_storeys (storey INTEGER PRIMARY KEY, id TEXT, elevation_m REAL, x_offset_m REAL);
CREATE TABLE muster_people (id INTEGER PRIMARY KEY, person TEXT, name TEXT, role TEXT);
CREATE TABLE muster_obstacles (storey INTEGER, height_m REAL, wkt TEXT);
CREATE TABLE muster_bodies (
    frame INTEGER, id INTEGER, z_m REAL, storey INTEGER, pose INTEGER, health INTEGER, act INTEGER, flags INTEGER);
"""
_INDEXES = """
CREATE INDEX frame_id_idx ON trajectory_data (frame, id);
CREATE INDEX muster_frame_id_idx ON muster_bodies (frame, id);
"""


def write(recording: Recording, paths: Mapping[str, Path], audience: Audience) -> None:
    """Write those inside the building, frame by frame."""
    path = paths[""]
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")  # a temporary file: whole or thrown away
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_TABLES)
            database.execute("BEGIN")
            _write(database, recording, audience)
            database.execute("COMMIT")
            database.executescript(_INDEXES)
    except sqlite3.Error as error:
        raise RecordingUnwritable(f"{path} cannot be written ({error}); make room or name a file elsewhere") from None


def _write(database: sqlite3.Connection, recording: Recording, audience: Audience) -> None:
    building = recording.scenario.building
    plan = draw_plan(building)
    rate = frame_rate(recording)
    for number, storey in enumerate(building.storeys):
        row = (number, storey.id, storey.elevation, plan.offset[number])
        database.execute("INSERT INTO muster_storeys VALUES (?, ?, ?, ?)", row)
    people = ((who.agent, who.id, who.name, who.role) for who in recording.people)
    database.executemany("INSERT INTO muster_people VALUES (?, ?, ?, ?)", people)
    obstacles = ((storey, height, polygon_wkt(polygon)) for storey, height, polygon in plan.obstacles)
    database.executemany("INSERT INTO muster_obstacles VALUES (?, ?, ?)", obstacles)
    database.execute("INSERT INTO geometry VALUES (?, ?)", (_GEOMETRY, wkt(plan.polygons)))
    database.executemany("INSERT INTO metadata VALUES (?, ?)", _metadata(plan, rate).items())
    offset = np.array(plan.offset)
    for motion in motions(recording, audience):
        _write_second(database, motion, offset, recording.meta.dt * rate)


def _write_second(database: sqlite3.Connection, motion: Motion, offset: np.ndarray, frames_a_tick: float) -> None:
    if motion.storey.size and int(motion.storey.max()) >= len(offset):
        raise RecordingDamaged("a body stands on a storey that the building does not have; it cannot be exported")
    numbers = np.rint(motion.ticks * frames_a_tick).astype(int)
    database.executemany("INSERT INTO frame_data VALUES (?, ?)", ((int(frame), _GEOMETRY) for frame in numbers))
    frames, ids = np.nonzero((motion.flags & Flag.OUTSIDE.value) == 0)
    number, storey = numbers[frames], motion.storey[frames, ids]
    x, y = motion.position[frames, ids].T.astype(np.float64)
    heading = motion.heading[frames, ids].astype(np.float64)
    trajectory = _listed(number, ids, x + offset[storey], y, np.cos(heading), np.sin(heading))
    database.executemany("INSERT INTO trajectory_data VALUES (?, ?, ?, ?, ?, ?)", trajectory)
    codes = (column[frames, ids] for column in (motion.pose, motion.health, motion.act, motion.flags))
    bodies = _listed(number, ids, motion.z[frames, ids], storey, *codes)
    database.executemany("INSERT INTO muster_bodies VALUES (?, ?, ?, ?, ?, ?, ?, ?)", bodies)


def _listed(*columns: np.ndarray) -> Iterator[tuple[object, ...]]:
    return zip(*(column.tolist() for column in columns), strict=True)


def _metadata(plan: Plan, rate: float) -> dict[str, str]:
    corners = np.array([corner for polygon in plan.polygons for corner in polygon] or [(0.0, 0.0)])
    (xmin, ymin), (xmax, ymax) = corners.min(axis=0), corners.max(axis=0)
    limits = {"xmin": xmin, "xmax": xmax, "ymin": ymin, "ymax": ymax}
    return {"version": "2", "fps": f"{rate:g}", **{key: str(float(value)) for key, value in limits.items()}}


def frame_rate(recording: Recording) -> float:
    """Return frames a second, from the distance between the first two frames; 10 where there is only one."""
    for second in recording.seconds[:2]:
        ticks = recording.motion(second).ticks
        if len(ticks) > 1:
            return round(1.0 / (float(ticks[1] - ticks[0]) * recording.meta.dt), 6)
    return _USUAL_RATE
