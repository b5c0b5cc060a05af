"""GeoJSON (RFC 7946) of the building and of people's paths, in local metres and not in degrees: a member says so."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Health, word_for
from muster.recording.exporters.audience import Audience, sampled
from muster.recording.frames import Codes, Floats, Frame, Threats
from muster.recording.reader import Recording
from muster.scenario.building import Building, Point
from muster.scenario.geometry import signed_area

PARTS = ("", "-paths")
EVERY_S = 1.0  # between two points of a path, simulated seconds

_LOCAL = {
    "coordinates": "local",
    "unit": "m",
    "axes": ["east", "north", "up"],
    "note": "Not WGS 84 as RFC 7946 has it: metres from the building's own origin. Read without a CRS.",
}

Feature = Mapping[str, object]
Geometry = Mapping[str, object]


def write(recording: Recording, paths: Mapping[str, Path], audience: Audience) -> None:
    """Write the building, and the paths."""
    about = {"scenario": recording.meta.scenario, "seed": recording.meta.seed}
    _write(paths[""], building_features(recording.scenario.building), about)
    _write(paths["-paths"], _path_features(recording, audience), {**about, "sampled_every_s": EVERY_S})


def building_features(building: Building) -> Iterator[Feature]:
    """Yield everything that stands still; ``kind`` says what it is, ``storey`` on which storey."""
    storeys = {storey.id: storey for storey in building.storeys}
    for feature in _located(building):
        storey = storeys[str(feature["storey"])]
        level = {"elevation_m": storey.elevation, "storey_height_m": storey.height}
        yield _feature(feature.pop("geometry"), {**feature, **level})


def _located(building: Building) -> Iterator[dict[str, object]]:
    """Yield properties of all things, geometry and storey among them."""
    yield from _floors(building)
    yield from _ways(building)
    storey_of = {region.id: region.storey for region in building.regions}
    for spot in building.hiding_spots:
        more = {"capacity": spot.capacity, "concealment": spot.concealment, "spot": spot.kind, "region": spot.region}
        yield _thing("hiding_spot", storey_of[spot.region], _point(spot.at), id=spot.id, **more)
    for muster in building.muster_points:
        more = {"name": muster.name, "region": muster.region, "radius_m": muster.radius}
        yield _thing("muster_point", storey_of[muster.region], _point(muster.at), id=muster.id, **more)
    for wall in building.walls:
        yield _thing("wall", wall.storey, _line(wall.points))
    for piece in building.furniture:
        yield _thing("furniture", piece.storey, _polygon(piece.polygon), furniture=piece.kind, height_m=piece.height)


def _floors(building: Building) -> Iterator[dict[str, object]]:
    for region in building.regions:
        more = {"name": region.name, "description": region.description, "use": region.kind.value}
        if region.rises_to is not None:
            more |= {"rises_to": region.rises_to, "walking_length_m": region.walking_length}
        yield _thing("region", region.storey, _polygon(region.polygon), id=region.id, **more)


def _ways(building: Building) -> Iterator[dict[str, object]]:
    doors = {door.id: door for door in building.doors}
    for door in building.doors:
        storey = building.region(door.between[0]).storey
        made = {"leaf": door.kind.value, "state": door.state.value, "lock": door.lock.value, "swing": door.swing}
        line = _line(door.segment)
        yield _thing("door", storey, line, id=door.id, between=list(door.between), width_m=round(door.width, 3), **made)
    for way in building.exits:
        door = doors[way.door]
        more = {"name": way.name, "door": way.door, "muster_point": way.muster_point, "signed": way.signed}
        yield _thing("exit", building.region(door.between[0]).storey, _line(door.segment), id=way.id, **more)


def _thing(kind: str, storey: str, geometry: Geometry, **more: object) -> dict[str, object]:
    return {"kind": kind, "storey": storey, "geometry": geometry, **more}


@dataclass(frozen=True)
class _Tracks:
    """Some bodies at ``f`` moments: ``times`` ``(f,)`` s, ``at`` ``(f, k, 3)`` m, the others ``(f, k)``.

    ``present`` is when there is anything to tell of them; ``health`` is None for intruders.
    """

    times: NDArray[np.floating]
    at: NDArray[np.floating]
    storey: Codes
    present: Codes
    health: Codes | None = None


def _path_features(recording: Recording, audience: Audience) -> Iterator[Feature]:
    """Yield one path for each person and each intruder; all samples are in memory, 20 bytes a body and second."""
    people, threats = _tracks(recording, audience)
    storeys = np.array([storey.id for storey in recording.scenario.building.storeys])
    for person in recording.people:
        who = {"agent": person.agent, "id": person.id, "name": person.name, "role": person.role, "duty": person.duty}
        yield _path("person", who, person.agent, people, storeys)
    for number in range(threats.at.shape[1]):
        yield _path("threat", {"number": number}, number, threats, storeys)


def _tracks(recording: Recording, audience: Audience) -> tuple[_Tracks, _Tracks]:
    ticks: list[int] = []
    people: list[tuple[Floats, Codes, Codes]] = []
    threats: list[tuple[Floats, Codes, Codes]] = []
    for frame in sampled(recording, EVERY_S, audience):
        them = frame.threats
        ticks.append(frame.tick)
        people.append((_placed(frame), frame.storey.copy(), frame.health.copy()))
        threats.append((_placed(them), them.storey.copy(), them.present.copy()))
    times = np.array(ticks) * recording.meta.dt
    at, storey, health = _stacked(people, len(recording.people))
    threat_at, threat_storey, present = _stacked(threats, 0)
    everywhere = np.ones(storey.shape, np.bool_)
    return _Tracks(times, at, storey, everywhere, health), _Tracks(times, threat_at, threat_storey, present)


def _placed(frame: Frame | Threats) -> Floats:
    """Return ``(n, 3)`` metres."""
    return np.column_stack((frame.position, frame.z)).astype(np.float32)


def _stacked(rows: Sequence[tuple[Floats, Codes, Codes]], bodies: int) -> tuple[Floats, Codes, Codes]:
    if not rows:
        return np.zeros((0, bodies, 3)), np.zeros((0, bodies), np.uint16), np.zeros((0, bodies), np.uint8)
    at, storey, code = zip(*rows, strict=True)
    return np.stack(at), np.stack(storey), np.stack(code)


def _path(kind: str, who: Mapping[str, object], row: int, tracks: _Tracks, storeys: NDArray[np.str_]) -> Feature:
    there = np.flatnonzero(tracks.present[:, row])
    health = tracks.health
    along: dict[str, object] = {
        "times_s": tracks.times[there].round(3).tolist(),
        "storeys": storeys[np.minimum(tracks.storey[there, row], len(storeys) - 1)].tolist(),
    }
    if health is not None:
        along["health"] = [word_for(Health, int(code)) for code in health[there, row]]
    points = tracks.at[there, row].astype(np.float64).round(3).tolist()
    return _feature(_track(points), {"kind": kind, **who, **along})


def _track(points: list[list[float]]) -> Geometry | None:
    """Return a line; RFC 7946 wants two points for one, and null where there is none."""
    if len(points) > 1:
        return {"type": "LineString", "coordinates": points}
    return {"type": "Point", "coordinates": points[0]} if points else None


def _feature(geometry: object, properties: Mapping[str, object]) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(at: Point) -> Geometry:
    return {"type": "Point", "coordinates": list(at)}


def _line(points: Sequence[Point]) -> Geometry:
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def _polygon(corners: Sequence[Point]) -> Geometry:
    """Return a polygon as RFC 7946 wants it: anticlockwise and closed."""
    ring = list(corners) if signed_area(corners) > 0 else list(reversed(corners))
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in (*ring, ring[0])]]}


def _write(path: Path, features: Iterable[Feature], about: Mapping[str, object]) -> None:
    """Write a collection feature by feature, one a line."""
    head = {"type": "FeatureCollection", "muster": {**_LOCAL, **about}}
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{_json(head)[:-1]},"features":[')
        for number, feature in enumerate(features):
            file.write(f"{',' if number else ''}\n{_json(feature)}")
        file.write("\n]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
