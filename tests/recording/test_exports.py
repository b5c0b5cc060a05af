"""Exports hold what the recording holds, and the programs they are for read them."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from muster.recording.errors import RecordingDamaged, RecordingExists
from muster.recording.exporters.plan import draw_plan, inset, wkt
from muster.recording.exporters.registry import FORMATS, export
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from recording.samples import building, header, record, walk


@pytest.fixture
def recording(tmp_path: Path):
    with Recording.open(record(tmp_path / "run.muster", people=20, seconds=5)) as opened:
        yield opened


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def test_pedpy_measures_speed_and_density_on_an_export(recording: Recording):
    pedpy = pytest.importorskip("pedpy")
    (path,) = export(recording, "jupedsim")
    trajectory = pedpy.load_trajectory_from_jupedsim_sqlite(trajectory_file=path)
    area = pedpy.load_walkable_area_from_jupedsim_sqlite(trajectory_file=path)
    assert trajectory.frame_rate == 10
    assert pedpy.is_trajectory_valid(traj_data=trajectory, walkable_area=area)
    speeds = pedpy.compute_individual_speed(traj_data=trajectory, frame_step=5)
    assert speeds.speed.max() < 6
    cells = pedpy.compute_individual_voronoi_polygons(traj_data=trajectory, walkable_area=area)
    assert (cells.density > 0).all()


def test_the_plan_is_one_polygon_with_walls_and_doors():
    shapely = pytest.importorskip("shapely")
    plan = draw_plan(building())
    floor = shapely.union_all([shapely.from_wkt(wkt(plan.polygons))])
    assert floor.geom_type == "Polygon"
    assert floor.area == pytest.approx(100 + 50 + 20 + 2 * 8 + 60, abs=1.5)  # less half a wall all round
    assert not floor.covers(shapely.Point(10.0, 8.0))  # the wall between hall and office
    assert floor.covers(shapely.Point(10.0, 4.5))  # the door in it
    assert not floor.covers(shapely.Point(-1.0, 5.0))  # the lawn is outside
    assert floor.covers(shapely.Point(5.0, 14.0))  # the head of the stair, on the lower storey too


def test_storeys_lie_side_by_side(recording: Recording):
    (path,) = export(recording, "jupedsim")
    storeys = query(path, "SELECT id, elevation_m, x_offset_m FROM muster_storeys ORDER BY storey")
    assert storeys == [("ground", 0.0, 0.0), ("upper", 3.0, 25.0)]
    x, storey = query(
        path, "SELECT pos_x, storey FROM trajectory_data JOIN muster_bodies USING (frame, id) WHERE id = 1"
    )[0]
    assert (round(float(str(x)), 3), storey) == (30.0, 1)


def test_those_outside_are_left_out_of_jupedsim_frames(recording: Recording):
    (path,) = export(recording, "jupedsim")
    assert query(path, "SELECT max(frame) FROM trajectory_data WHERE id = 0") == [(19,)]
    assert query(path, "SELECT max(frame), count(*) FROM frame_data") == [(50, 51)]


def test_inset_keeps_corners_parallel_whichever_way_round():
    square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 4.0), (0.0, 4.0))
    inside = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (2.0, 3.0), (1.0, 3.0)]
    assert inset(square, 1.0) == pytest.approx(np.array(inside))
    assert inset(square[::-1], 1.0) == pytest.approx(np.array(inside[::-1]))


def test_csv_has_a_row_for_every_person_and_frame(recording: Recording):
    motion, *others = export(recording, "csv")
    rows = list(csv.DictReader(motion.open(encoding="utf-8")))
    assert len(rows) == 51 * 20
    first = next(walk(people=20))
    assert float(rows[2]["x_m"]) == pytest.approx(first.position[2, 0], abs=1e-4)
    assert {key: rows[1][key] for key in ("time_s", "id", "storey", "pose", "health", "act", "outside")} == {
        "time_s": "0.000",
        "id": "p1",
        "storey": "upper",
        "pose": "stand",
        "health": "unharmed",
        "act": "go",
        "outside": "0",
    }
    assert [path.name for path in others] == ["run-events.csv", "run-decisions.csv", "run-words.csv"]
    assert [path.read_text(encoding="utf-8").splitlines()[1] for path in others] == [
        "0.000,out,0,p0,,front,",
        "0.150,1,p1,0,exit:front,exit,run,builtin,250",
        '0.000,1,p1,talk,2,"Out, please — now!"',
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_never_overwrites(recording: Recording, form: str):
    out = recording.path.with_name("out.x")
    out.write_text("mine")
    with pytest.raises(RecordingExists):
        export(recording, form, out)
    assert out.read_text() == "mine"


@pytest.mark.parametrize("form", FORMATS)
def test_a_failed_export_leaves_nothing(tmp_path: Path, form: str):
    path = record(tmp_path / "run.muster")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE motion SET data = x'00' WHERE second = 1")
    with Recording.open(path) as recording, pytest.raises(RecordingDamaged):
        export(recording, form)
    assert [file.name for file in tmp_path.iterdir()] == ["run.muster"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_recording_of_nothing_yet_exports(tmp_path: Path, form: str):
    Recorder(tmp_path / "run.muster", header()).close()
    with Recording.open(tmp_path / "run.muster") as recording:
        assert all(path.exists() for path in export(recording, form))
