"""Parquet tables and GeoJSON hold what the recording holds, typed and with units, and say what they are."""

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from muster.recording.errors import ExtraMissing
from muster.recording.exporters import parquet as parquet_format
from muster.recording.exporters.registry import export
from muster.recording.reader import Recording
from recording.samples import record, walk

PEOPLE = 20


@pytest.fixture
def recording(tmp_path: Path):
    with Recording.open(record(tmp_path / "run.muster", people=PEOPLE, seconds=5)) as opened:
        yield opened


def features(path: Path) -> list[dict[str, dict[str, object]]]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    return collection["features"]


def test_parquet_has_typed_columns_and_units(recording: Recording):
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    motion = parquet.read_table(export(recording, "parquet")[0])
    assert motion.num_rows == 51 * PEOPLE
    schema = motion.schema
    assert {name: str(schema.field(name).type) for name in ("time_s", "agent", "x_m", "outside")} == {
        "time_s": "double",
        "agent": "int32",
        "x_m": "float",
        "outside": "bool",
    }
    assert all(pyarrow.types.is_dictionary(schema.field(name).type) for name in ("id", "storey", "pose", "act"))
    assert schema.field("x_m").metadata[b"unit"] == b"m"
    assert json.loads(schema.metadata[b"muster"]) == {"scenario": "sample", "seed": 7, "dt_s": 0.05}


def test_parquet_says_who_was_where(recording: Recording):
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(export(recording, "parquet")[0]).to_pylist()
    last = list(walk(people=PEOPLE, seconds=5))[-1]
    assert rows[-PEOPLE]["x_m"] == pytest.approx(last.position[0, 0], abs=1e-5)
    who = {key: rows[-PEOPLE + 1][key] for key in ("time_s", "agent", "id", "storey", "health", "act", "outside")}
    assert who == {
        "time_s": 5.0,
        "agent": 1,
        "id": "p1",
        "storey": "upper",
        "health": "unharmed",
        "act": "go",
        "outside": False,
    }
    assert rows[-PEOPLE]["outside"]


def test_parquet_has_events_decisions_and_words_beside(recording: Recording):
    parquet = pytest.importorskip("pyarrow.parquet")
    _, *others = export(recording, "parquet")
    assert [path.name for path in others] == ["run-events.parquet", "run-decisions.parquet", "run-words.parquet"]
    event, decision, word = (parquet.read_table(path).slice(0, 1).to_pylist()[0] for path in others)
    assert event | {"other": None} == {
        "time_s": 0.0, "kind": "out", "agent": 0, "id": "p0", "other": None, "place": "front", "text": "",
    }  # fmt: skip
    assert decision["option"] == "exit:front" and decision["source"] == "builtin" and decision["latency_us"] == 250
    assert word["text"] == "Out, please — now!" and word["heard"] == 2


def test_parquet_is_written_in_row_groups(recording: Recording, monkeypatch: pytest.MonkeyPatch):
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(parquet_format, "GROUP_ROWS", 2 * 10 * PEOPLE)  # two seconds
    groups = parquet.ParquetFile(export(recording, "parquet")[0]).metadata
    assert [groups.row_group(number).num_rows for number in range(groups.num_row_groups)] == [400, 400, 220]


def test_parquet_without_pyarrow_names_the_extra(recording: Recording, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'muster-sim\[parquet\]'"):
        export(recording, "parquet")
    assert [file.name for file in recording.path.parent.iterdir()] == ["run.muster"]


def test_geojson_says_that_its_coordinates_are_local(recording: Recording):
    for path in export(recording, "geojson"):
        about = json.loads(path.read_text(encoding="utf-8"))["muster"]
        assert (about["coordinates"], about["unit"], about["seed"]) == ("local", "m", 7)


def test_geojson_has_every_part_of_the_building_with_its_storey(recording: Recording):
    things = [feature["properties"] for feature in features(export(recording, "geojson")[0])]
    counts = {kind: sum(thing["kind"] == kind for thing in things) for kind in ("region", "door", "furniture")}
    assert counts == {"region": 6, "door": 4, "furniture": 1}
    storeys = {thing["id"]: (thing["storey"], thing["elevation_m"]) for thing in things if "id" in thing}
    assert storeys["loft"] == ("upper", 3.0) and storeys["front"] == storeys["tree"] == ("ground", 0.0)


def test_geojson_polygons_are_closed_and_run_anticlockwise(recording: Recording):
    geometries = [feature["geometry"] for feature in features(export(recording, "geojson")[0])]
    rings = [geometry["coordinates"][0] for geometry in geometries if geometry["type"] == "Polygon"]  # pyright: ignore
    assert all(ring[0] == ring[-1] for ring in rings)
    assert all(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) > 0 for ring in rings)


def test_geojson_paths_have_a_point_a_second_and_its_time(recording: Recording):
    *people, threat = features(export(recording, "geojson")[1])
    assert len(people) == PEOPLE and threat["properties"]["kind"] == "threat"
    path = people[1]
    assert path["properties"]["times_s"] == [0, 1, 2, 3, 4, 5]
    assert path["properties"]["storeys"] == ["upper"] * 6
    last = list(walk(people=PEOPLE, seconds=5))[-1]
    assert path["geometry"]["coordinates"][-1] == pytest.approx([*last.position[1], 3.0], abs=1e-3)  # pyright: ignore
