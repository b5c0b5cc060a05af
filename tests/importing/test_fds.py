"""Slices of FDS become the mean air of regions, and people in it feel it."""

import builtins
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from muster.importing.errors import ImportFailed
from muster.importing.fds.averaging import Brought, bring
from muster.importing.fds.output import Floats, Output, Patch, Plane, Quantity, read_output
from muster.scenario.smoke import RegionAir
from muster.scenario.smoke_file import read_smoke, smoke_text
from support.fds_result import Cut, write_result
from support.perceiving import wing

EXTINCTION, CO = "SOOT EXTINCTION COEFFICIENT", "CARBON MONOXIDE VOLUME FRACTION"
TIMES = (0.0, 2.0, 4.0)  # every other second, so that seconds between are interpolated
OVER_A, WHOLE = (24, 18), (80, 18)  # cells of half a metre


def of_room_b(value: float, elsewhere: float = 0.0):
    return lambda x, y, time: value * time if x > 19.0 and y > 1.9 else elsewhere


def brought(folder: Path, *cuts: Cut, size: tuple[int, int] = WHOLE) -> Brought:
    return bring(read_output(write_result(folder / "result", cuts, size=size, times=TIMES)), wing())


def air(found: Brought, region: str) -> RegionAir:
    return next(air for air in found.smoke.regions if air.region == region)


def test_a_region_has_the_mean_of_its_own_points_at_each_second(tmp_path: Path):
    found = brought(tmp_path, Cut(EXTINCTION, of_room_b(0.5)))
    assert [air.region for air in found.smoke.regions] == ["b"]
    assert air(found, "b").extinction == (0.0, 0.5, 1.0, 1.5, 2.0)


def test_a_slope_across_a_room_is_averaged_to_its_middle(tmp_path: Path):
    """Room a reaches from 4 to 10 m; its points, half a metre apart, have their mean within half of that of 7 m."""
    found = brought(tmp_path, Cut(EXTINCTION, lambda x, y, time: x))
    assert air(found, "a").extinction[0] == pytest.approx(7.0, abs=0.25)


@pytest.mark.parametrize(
    ("quantity", "value", "extinction"),
    [("SOOT VISIBILITY", 3.0, 1.0), ("SOOT VISIBILITY", 30.0, 0.0), ("SOOT DENSITY", 1e-4, 0.87)],
)
def test_visibility_and_soot_are_turned_into_extinction(tmp_path: Path, quantity: str, value: float, extinction: float):
    found = brought(tmp_path, Cut(quantity, lambda x, y, time: value), Cut(CO, lambda x, y, time: 1e-3))
    assert air(found, "a").extinction[-1] == pytest.approx(extinction, rel=1e-3)


def test_gases_are_given_in_ppm_and_per_cent_and_what_lacks_is_told(tmp_path: Path):
    oxygen = Cut("OXYGEN VOLUME FRACTION", lambda x, y, time: 0.15)
    found = brought(tmp_path, Cut(EXTINCTION, of_room_b(0.5)), Cut(CO, of_room_b(1e-3)), oxygen)
    assert air(found, "b").co_ppm[-1] == pytest.approx(4000.0)
    assert air(found, "a").oxygen_percent[-1] == pytest.approx(15.0)
    assert any("co2_percent" in note for note in found.notes)


def test_of_several_slices_the_one_at_mouths_is_taken(tmp_path: Path):
    high, low = (Cut(EXTINCTION, lambda x, y, t, k=k: k, height) for k, height in ((9.0, 2.8), (1.0, 1.8)))
    assert air(brought(tmp_path, high, low), "a").extinction[0] == 1.0


def test_points_of_coarse_meshes_count_for_more(tmp_path: Path):
    """Room a lies half in a mesh of half-metre cells without smoke, half in one of metre cells with 1/m of it."""
    y = np.arange(0.25, 9.0, 0.5)
    fine, coarse = np.arange(0.25, 7.0, 0.5), np.arange(7.5, 40.0)
    patches = (Patch(fine, y, lambda: of(0.0, fine, y)), Patch(coarse, y, lambda: of(1.0, coarse, y)))
    plane = Plane(Quantity.EXTINCTION, 1.6, np.array([0.0, 1.0]), patches)
    assert air(bring(Output("two meshes", (plane,), None), wing()), "a").extinction == (0.5, 0.5)


def of(value: float, x: Floats, y: Floats) -> NDArray[np.float32]:
    return np.full((2, len(x), len(y)), value, np.float32)


def test_the_heat_of_the_run_comes_along(tmp_path: Path):
    assert brought(tmp_path, Cut(EXTINCTION, of_room_b(0.5))).smoke.heat_kw == (0.0, 10.0, 20.0, 30.0, 40.0)


def test_regions_beyond_the_slice_are_told(tmp_path: Path):
    found = brought(tmp_path, Cut(EXTINCTION, lambda x, y, time: 1.0), size=OVER_A)
    assert any("no point of a slice lies in b;" in note for note in found.notes)


def test_a_building_elsewhere_is_refused_with_both_extents(tmp_path: Path):
    output = read_output(write_result(tmp_path / "r", [Cut(EXTINCTION, of_room_b(1.0))], size=WHOLE, times=TIMES))
    with pytest.raises(ImportFailed, match=r"outside the slices of tiny.*\(0, 0\) to \(40, 9\)"):
        bring(output, elsewhere())


def elsewhere():
    building = wing()
    regions = tuple(replace(each, polygon=tuple((x + 500.0, y) for x, y in each.polygon)) for each in building.regions)
    return replace(building, regions=regions)


def test_a_result_without_slices_says_which_to_add(tmp_path: Path):
    folder = write_result(tmp_path / "r", [], size=WHOLE, times=TIMES)
    with pytest.raises(ImportFailed, match="SLCF PBZ"):
        read_output(folder)


@pytest.mark.parametrize("text", [None, "", "CHID\n x\nGRID M\n nonsense\n"])
def test_a_folder_that_holds_no_result_is_refused(tmp_path: Path, text: str | None):
    if text is not None:
        (tmp_path / "x.smv").write_text(text)
    with pytest.raises(ImportFailed, match="cannot be read as results of FDS"):
        read_output(tmp_path)


def test_a_slice_that_ends_before_the_others_is_told(tmp_path: Path):
    folder = write_result(
        tmp_path / "r", [Cut(EXTINCTION, of_room_b(1.0)), Cut(CO, of_room_b(1.0))], size=WHOLE, times=TIMES
    )
    whole = (folder / "tiny_2.sf").read_bytes()
    (folder / "tiny_2.sf").write_bytes(whole[:-100])
    assert any("co_ppm ends at 2 s, others at 4 s" in note for note in bring(read_output(folder), wing()).notes)


def test_a_slice_file_without_a_moment_or_that_lacks_is_refused(tmp_path: Path):
    folder = write_result(tmp_path / "r", [Cut(EXTINCTION, of_room_b(1.0))] * 2, size=WHOLE, times=TIMES)
    (folder / "tiny_1.sf").write_bytes((folder / "tiny_1.sf").read_bytes()[:150])
    (folder / "tiny_2.sf").unlink()
    with pytest.raises(ImportFailed, match="cannot be read"):
        bring(read_output(folder), wing())


def test_what_others_left_in_the_folder_is_neither_run_nor_removed(tmp_path: Path):
    folder = write_result(tmp_path / "r", [Cut(EXTINCTION, of_room_b(1.0))], size=WHOLE, times=TIMES)
    pickled = folder / "tiny.pickle"
    pickled.write_bytes(b"cbuiltins\nexit\n(tR.")  # would end this process
    read_output(folder)
    assert pickled.read_bytes().startswith(b"cbuiltins")


def test_without_the_extra_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def lacking(name: str, *rest: object):
        if name == "fdsreader":
            raise ImportError(name)
        return real(name, *rest)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(ImportFailed, match=r"muster-sim\[fds\]"):
        read_output(tmp_path)


def test_smoke_survives_its_file(tmp_path: Path):
    smoke = brought(tmp_path, Cut(EXTINCTION, of_room_b(0.5)), Cut(CO, of_room_b(1e-3))).smoke
    (tmp_path / "smoke.json").write_text(smoke_text(smoke), encoding="utf-8")
    assert read_smoke(tmp_path / "smoke.json") == smoke
