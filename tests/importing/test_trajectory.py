"""JuPedSim's trajectory files become recordings: positions as they are, floor and walls from the walkable area."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from shapely import LineString, Polygon

from muster.importing.errors import ImportFailed
from muster.importing.trajectory.bringing_in import bring, write_run
from muster.importing.trajectory.file import opened
from muster.recording.codes import Flag
from muster.recording.exporters.registry import export
from muster.recording.reader import Recording
from muster.scenario.building import Building
from recording.samples import record
from support.trajectories import Row, trajectory_file, walking

MILLIMETRE = 0.001


def imported(source: Path) -> Recording:
    target = source.with_suffix(".imported.muster")
    with opened(source) as file:
        write_run(file, bring(file), target, lambda done, of: None)
    return Recording.open(target)


def exported_and_back(folder: Path) -> tuple[Recording, Recording]:
    recording = Recording.open(record(folder / "run.muster", people=12, seconds=5))
    (path,) = export(recording, "jupedsim")
    return recording, imported(path)


def walls(building: Building, storey: str) -> list[LineString]:
    return [LineString(wall.points) for wall in building.walls if wall.storey == storey]


def test_an_export_comes_back_with_every_position_to_the_millimetre(tmp_path: Path):
    recording, back = exported_and_back(tmp_path)
    assert back.seconds == recording.seconds
    for second in recording.seconds:
        ours, theirs = recording.motion(second), back.motion(second)
        inside = (ours.flags & Flag.OUTSIDE) == 0
        assert np.array_equal((theirs.flags & Flag.OUTSIDE) == 0, inside)
        assert np.abs(theirs.position - ours.position)[inside].max() < MILLIMETRE
        for column in ("z", "storey", "pose", "health", "act"):
            assert np.array_equal(getattr(theirs, column)[inside], getattr(ours, column)[inside]), column
        apart = np.angle(np.exp(1j * (theirs.heading - ours.heading)))
        assert np.abs(apart[inside]).max() < 1e-6


def test_an_export_comes_back_with_its_storeys_names_and_walls(tmp_path: Path):
    recording, back = exported_and_back(tmp_path)
    assert [person.name for person in back.people] == [person.name for person in recording.people]
    building = back.scenario.building
    assert [(storey.id, storey.elevation) for storey in building.storeys] == [("ground", 0.0), ("upper", 3.0)]
    floors = {region.storey: Polygon(region.polygon) for region in building.regions}
    assert floors["upper"].bounds == pytest.approx(
        (0, 10, 10, 20), abs=0.05
    )  # the loft, and the stair that leads to it
    between = LineString([(10, 1), (10, 3)])  # the hall and the office, away from their door
    through = LineString([(10, 4.1), (10, 4.9)])  # the door
    assert any(wall.distance(between) < 0.02 for wall in walls(building, "ground"))
    assert all(wall.distance(through) > 0.02 for wall in walls(building, "ground"))


def test_a_walkable_area_becomes_one_region_and_its_hole_a_wall(tmp_path: Path):
    building = imported(trajectory_file(tmp_path / "t.sqlite", walking(1, range(5)))).scenario.building
    (region,) = building.regions
    assert Polygon(region.polygon).bounds == (0, 0, 10, 6)
    (wall,) = building.walls
    assert Polygon(wall.points).equals(Polygon([(4, 2), (6, 2), (6, 4), (4, 4)]))


def test_people_of_a_file_without_names_are_labelled_as_unknown(tmp_path: Path):
    recording = imported(trajectory_file(tmp_path / "t.sqlite", walking(17, range(5))))
    (persona,) = recording.personas
    assert (persona.name, persona.role) == ("Person 17", "unknown")
    assert persona.backstory.startswith("unknown: imported")


@pytest.mark.parametrize("fps", [4, 8, 10, 25])
def test_other_frame_rates_are_brought_to_ten_a_second(tmp_path: Path, fps: int):
    frames = range(3 * fps + 1)
    recording = imported(trajectory_file(tmp_path / "t.sqlite", walking(1, frames, fps=fps), fps=str(fps)))
    ticks = np.concatenate([recording.motion(second).ticks for second in recording.seconds])
    assert list(ticks) == list(range(31))
    for time in (0.0, 0.1, 1.3, 2.9, 3.0):
        assert recording.frame_at(time + 1e-6).position[0, 0] == pytest.approx(1.0 + time, abs=1e-5)


def test_people_are_absent_before_their_first_frame_and_out_after_their_last(tmp_path: Path):
    rows = [*walking(1, range(31)), *walking(2, range(10, 21), start=3.0)]
    recording = imported(trajectory_file(tmp_path / "t.sqlite", sorted(rows)))
    flags = {time: int(recording.frame_at(time + 1e-6).flags[1]) for time in (0.5, 1.0, 2.0, 2.1, 3.0)}
    assert flags == {0.5: Flag.ABSENT, 1.0: 0, 2.0: 0, 2.1: Flag.OUTSIDE, 3.0: Flag.OUTSIDE}
    assert [(event.kind, event.agent, event.tick) for event in recording.events()] == [("out", 1, 21)]
    assert recording.meta.summary["outcomes"] == {
        "incapacitated": 0,
        "injured_out": 0,
        "injured_inside": 0,
        "assembled": 0,
        "out": 1,
        "hiding": 0,
        "inside": 1,
    }


def test_a_file_that_begins_later_begins_at_second_0(tmp_path: Path):
    rows = walking(1, range(1000, 1011), start=1.0 - 100.0)
    recording = imported(trajectory_file(tmp_path / "t.sqlite", rows))
    assert recording.frame_at(0.0).position[0, 0] == pytest.approx(1.0)
    assert "its first frame is 1000; that is second 0 here" in str(recording.meta.origin["lost"])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([(0, 1, None, 1.0, 1.0, 0.0)], "frame 0: pos_x is nothing, no number"),
        ([(0, 1, 1.0, "north", 1.0, 0.0)], "frame 0: pos_y is 'north', no number"),
        ([(0, 1, float("inf"), 1.0, 1.0, 0.0)], "frame 0: pos_x is inf, no number"),
        ([(0, 1, 1e7, 1.0, 1.0, 0.0)], "more than 10000 m from the origin"),
        ([(0, 1, 1.0, 1.0, 1.0, 0.0), (0, 1, 2.0, 1.0, 1.0, 0.0)], "frame 0: an id is there twice"),
        ([], "trajectory_data: is empty"),
    ],
)
def test_broken_rows_are_refused_with_frame_and_column_and_leave_no_recording(
    tmp_path: Path, rows: list[Row], told: str
):
    path = trajectory_file(tmp_path / "t.sqlite", rows)
    with pytest.raises(ImportFailed) as refused:
        imported(path)
    assert told in str(refused.value)
    assert str(path) in str(refused.value)
    assert [file.name for file in tmp_path.iterdir()] == ["t.sqlite"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"fps": "fast"}, "metadata: fps is 'fast', no number"),
        ({"fps": "0"}, "metadata: fps is '0', no number from 0.1"),
        ({"metadata": {"version": "1", "fps": "10"}}, "metadata: has version 1, and 2 is read"),
        ({"metadata": {"fps": "10"}}, "metadata: names no version"),
        ({"wkt": "POLYGON ((0 0, 1"}, "geometry: wkt cannot be read"),
        ({"wkt": "POINT (1 1)"}, "geometry: wkt has no floor"),
    ],
)
def test_broken_heads_are_refused_with_table_and_key(tmp_path: Path, options: dict[str, str], told: str):
    path = trajectory_file(tmp_path / "t.sqlite", walking(1, range(3)), **options)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ImportFailed) as refused:
        imported(path)
    assert told in str(refused.value)


def test_files_of_another_kind_are_refused(tmp_path: Path):
    (tmp_path / "text.sqlite").write_text("frame id x y")
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as database:
        database.execute("CREATE TABLE notes (text)")
    for name, told in (
        ("text.sqlite", "is no SQLite file"),
        ("other.sqlite", "has no table 'metadata'"),
        ("none.sqlite", "cannot be read"),
    ):
        with pytest.raises(ImportFailed) as refused:
            imported(tmp_path / name)
        assert told in str(refused.value)
