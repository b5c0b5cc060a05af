"""Whatever is wrong with a file to be imported: exit code 2, which file and what is wrong; nothing is written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.dxf_office import DxfPlan
from support.ifc_office import office
from support.logged_run import logged_run
from support.trajectories import trajectory_file, walking

HEAD = (
    "ISO-10303-21;HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('','',(''),(''),'','','');FILE_SCHEMA(('{}'));ENDSEC;"
)
IFC = HEAD + "DATA;{}ENDSEC;END-ISO-10303-21;"
Spoil = Callable[[Path], object]
"""Writes a bad file at a path, or a bad run into a folder."""


def text(content: str) -> Spoil:
    return lambda path: path.write_text(content)


def half_of(write: Spoil) -> Spoil:
    def spoil(path: Path) -> None:
        write(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return spoil


def plan(layer: str, *corners: tuple[float, float]) -> Spoil:
    """A DXF plan with one line."""

    def spoil(path: Path) -> None:
        drawn = DxfPlan()
        drawn.space.add_line(*corners, dxfattribs={"layer": layer})
        drawn.save(path)

    return spoil


def run_with(file: str, content: str) -> Spoil:
    """A logged run, one of whose files holds something else."""

    def spoil(folder: Path) -> None:
        folder.mkdir()
        logged_run(folder)
        (folder / file).write_text(content)

    return spoil


def trajectories(**options: str) -> Spoil:
    return lambda path: trajectory_file(path, walking(1, range(3)), **options)  # pyright: ignore[reportArgumentType]


DRAWINGS: list[tuple[str, Spoil, str]] = [
    ("letter.ifc", text("Dear all,"), "its end is missing"),
    ("empty.ifc", text(""), "its end is missing"),
    ("cut.ifc", half_of(lambda path: office().save(path)), "its end is missing"),
    ("future.ifc", text(IFC.format("IFC9", "")), "Unsupported schema: IFC9"),
    ("bare.ifc", text(IFC.format("IFC4", "")), "no floor that people could stand on"),
    ("letter.dxf", text("Dear all,\nhello\n"), "not a DXF file"),
    ("cut.dxf", half_of(plan("WALLS", (0, 0), (9, 9))), "no DXF file that can be read"),
    ("bare.dxf", plan("NOTES", (0, 0), (9, 9)), "no layer is named like walls"),
    ("open.dxf", plan("WALLS", (0, 0), (9, 9)), "no floor that people could stand on"),
    ("nowhere.dxf", plan("WALLS", (float("nan"), 0), (9, 9)), "has a corner at (nan, 0)"),
    ("far.dxf", plan("WALLS", (1e300, 0), (9, 9)), "has a corner at (1e+297, 0)"),
    ("frames.txt", text("# framerate: 25\n1 1 0 0 0\n"), "neither an IFC file"),
    ("letter.sqlite", text("Dear all,"), "is no SQLite file"),
    ("flat.sqlite", trajectories(wkt="POINT (1 1)"), "wkt has no floor"),
]

RUNS: list[tuple[str, Spoil, str]] = [
    ("nowhere", lambda folder: None, "is no folder"),
    ("empty", lambda folder: folder.mkdir(), "no such file"),
    ("cut", run_with("map_data.json", '{"regions": '), "map_data.json: not JSON"),
    ("list", run_with("map_data.json", "[]"), "map_data.json: a list is not an object"),
    ("path", run_with("shooter_traj.json", '{"x": 1}'), "shooter_traj.json: a table is not a list"),
]


def refused(muster, tmp_path: Path, words: list[str], name: str, told: str) -> None:
    done = muster("import", *words, "-o", str(tmp_path / "made.muster"))
    assert done.exit_code == 2, done.output
    assert Path(name).stem in done.stderr
    assert told in done.stderr
    assert not (tmp_path / "made.muster").exists()


@pytest.mark.parametrize(("name", "spoil", "told"), DRAWINGS, ids=[name for name, *_ in DRAWINGS])
def test_a_spoilt_drawing_or_trajectory_is_refused(muster, tmp_path: Path, name: str, spoil: Spoil, told: str):
    spoil(tmp_path / name)
    refused(muster, tmp_path, [str(tmp_path / name)], name, told)


@pytest.mark.parametrize(("name", "spoil", "told"), RUNS, ids=[name for name, *_ in RUNS])
def test_a_spoilt_run_is_refused(muster, tmp_path: Path, name: str, spoil: Spoil, told: str):
    spoil(tmp_path / name)
    refused(muster, tmp_path, ["persona-evolve", str(tmp_path / name)], name, told)
