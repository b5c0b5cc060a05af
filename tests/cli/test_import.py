"""``muster import`` as it is typed."""

import re
from pathlib import Path

from support.dxf_office import two_rooms
from support.ifc_office import office
from support.tree import ROOT


def test_an_office_is_imported_drawn_and_sound(muster, tmp_path: Path):
    office().save(tmp_path / "office.ifc")
    plan = tmp_path / "plan.svg"
    done = muster("import", str(tmp_path / "office.ifc"), "--plan", str(plan), "--name", "Our office")
    assert done.exit_code == 0
    assert "19 regions" in done.stdout
    assert plan.read_text(encoding="utf-8").startswith("<svg")
    checked = muster("check", str(tmp_path / "office.json"))
    assert "nothing found wrong" in checked.stdout


def test_what_was_unclear_is_numbered_in_the_list_and_on_the_plan(muster, tmp_path: Path):
    made = office()
    made.lift(made.file.by_type("IfcBuildingStorey")[0], (1.0, 1.0, 0.0))
    made.save(tmp_path / "office.ifc")
    plan = tmp_path / "plan.svg"
    done = muster("import", str(tmp_path / "office.ifc"), "-o", str(tmp_path / "b.json"), "--plan", str(plan))
    assert "1. level-0 at (1.0, 1.0): Lift" in done.stdout
    assert "Lift is a lift" in plan.read_text(encoding="utf-8")


def test_nothing_is_overwritten(muster, tmp_path: Path):
    office().save(tmp_path / "office.ifc")
    (tmp_path / "office.json").write_text("mine")
    done = muster("import", str(tmp_path / "office.ifc"))
    assert done.exit_code == 2
    assert "office.json is there already" in done.stderr
    assert (tmp_path / "office.json").read_text() == "mine"


def test_what_is_no_drawing_is_refused_by_name(muster, tmp_path: Path):
    (tmp_path / "letter.ifc").write_text("Dear all,")
    (tmp_path / "letter.doc").write_text("Dear all,")
    for name, word in (
        ("letter.ifc", "no IFC file"),
        ("letter.doc", "letter.doc: is neither an IFC file"),
        ("none.ifc", "none.ifc"),
    ):
        done = muster("import", str(tmp_path / name))
        assert done.exit_code == 2
        assert word in done.stderr


def test_plans_of_two_storeys_make_one_building(muster, tmp_path: Path):
    for name in ("ground", "first"):
        plan = two_rooms()
        plan.stair(6.8, 0.8, 13, going=0.25)
        plan.save(tmp_path / f"{name}.dxf")
    files = [str(tmp_path / f"{name}.dxf") for name in ("ground", "first")]
    done = muster("import", *files, "-o", str(tmp_path / "b.json"), "--rise", "3.0")
    assert done.exit_code == 0
    assert "nothing says which way this stair rises" in done.stdout
    assert "2 storeys" in done.stdout


def test_the_scenario_that_the_page_shows_runs_in_an_imported_building(muster, tmp_path: Path):
    office().save(tmp_path / "office.ifc")
    assert muster("import", tmp_path / "office.ifc").exit_code == 0
    page = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    (scenario,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "office-drill.toml").write_text(scenario, encoding="utf-8")
    checked = muster("check", tmp_path / "office-drill.toml")
    assert "nothing found wrong" in checked.stdout
    done = muster("run", "office-drill.toml", "--agents", "6", "--duration", "5", "--out", "drill.muster")
    assert done.exit_code == 0, done.output
