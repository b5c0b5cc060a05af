"""Rows of a trajectory as tracks; one file may hold several bodies whose rows alternate."""

from collections.abc import Sequence

import numpy as np

from muster.importing.json_values import Json
from muster.importing.persona_evolve.log import Track
from muster.world.acts import Health

JUMP = 3.0
"""Metres: who is further off than that, and 10 m/s more, is another body. Nobody runs so fast; start positions of two
people of one name are rooms apart."""
_FASTEST = 10.0  # m/s
_AXES = ("time", "x", "y", "z", "rotation_x", "rotation_z")
_HEALTH = {"alive": Health.UNHARMED, "injured": Health.INJURED, "dead": Health.INCAPACITATED}

_Row = tuple[tuple[float, ...], Health]


def read_tracks(rows: Json) -> tuple[Track, ...]:
    """Return the track of each body in ``rows``; raises ImportFailed when there is none."""
    read = sorted((_row(row) for row in rows.items()), key=lambda row: row[0][0])
    bodies: list[list[_Row]] = []
    for row in read:
        near = [body for body in bodies if _away(body[-1], row) <= JUMP + _FASTEST * (row[0][0] - body[-1][0][0])]
        if near:
            min(near, key=lambda body: _away(body[-1], row)).append(row)
        else:
            bodies.append([row])
    if not bodies:
        raise rows.wrong("is empty, so nobody knows where they were")
    return tuple(_track(body) for body in _joined(bodies))


def read_path(rows: Json) -> Track | None:
    """Return the track of an intruder, who has no health; None when there are no rows."""
    read = sorted((_row(row) for row in rows.items()), key=lambda row: row[0][0])
    return _track(read) if read else None


def _row(row: Json) -> _Row:
    values = tuple(row[axis].number() for axis in _AXES)
    status = row.get("health_status")
    if status is None:
        return values, Health.UNHARMED
    try:
        return values, _HEALTH[status.text().lower()]
    except KeyError:
        raise status.wrong(f"{status.text()!r} is none of {', '.join(_HEALTH)}") from None


def _away(a: _Row, b: _Row) -> float:
    return float(np.hypot(a[0][1] - b[0][1], a[0][3] - b[0][3]))


def _joined(bodies: Sequence[list[_Row]]) -> list[list[_Row]]:
    """Return the bodies with those that begin after another has ended as its continuation: one who was moved."""
    whole: list[list[_Row]] = []
    for body in bodies:
        before = next((each for each in whole if each[-1][0][0] < body[0][0][0]), None)
        if before is None:
            whole.append([*body])
        else:
            before.extend(body)
    return whole


def _track(rows: Sequence[_Row]) -> Track:
    time, x, up, y, east, north = np.array([values for values, _ in rows], np.float64).T
    health = np.array([int(code) for _, code in rows], np.uint8)
    return Track(time, np.stack((x, y), axis=1), up, np.arctan2(north, east), health)
