"""The commands that read: rerun, info, export, check, scenarios, doctor."""

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from muster.scenario.library import assets_dir, shipped, shipped_exercises
from support.hut import write_examples


def test_a_rerun_is_identical(muster, recording: Path):
    result = muster("rerun", recording)
    assert (result.exit_code, result.stdout) == (0, "identical\n")


def test_a_rerun_that_differs_says_where_first(muster, recording: Path, tmp_path: Path):
    changed = shutil.copy(recording, tmp_path / "changed.muster")
    with sqlite3.connect(changed) as database:
        database.execute("UPDATE hashes SET hash = 'otherwise' WHERE tick = (SELECT max(tick) FROM hashes)")
    database.close()
    result = muster("rerun", changed)
    assert result.exit_code == 1
    assert result.stdout.startswith("differs at 3 s")


def test_a_recording_from_elsewhere_is_noted(muster, recording: Path, tmp_path: Path):
    changed = shutil.copy(recording, tmp_path / "elsewhere.muster")
    with sqlite3.connect(changed) as database:
        (text,) = database.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
        text = json.dumps(json.loads(text) | {"cpu": "abacus"})
        database.execute("UPDATE meta SET value = ? WHERE key = 'fingerprint'", (text,))
    database.close()
    result = muster("rerun", changed)
    assert (result.exit_code, result.stdout) == (0, "identical\n")
    assert "cpu abacus" in result.stderr


def test_info_tells_what_was_run(muster, recording: Path):
    assert muster("info", recording).stdout.startswith("school-alarm, seed 0, 6 people")
    assert json.loads(muster("info", recording, "--json").stdout)["agents"] == 6


def test_exports_name_the_files_they_made(muster, recording: Path, tmp_path: Path):
    result = muster("export", recording, "--to", "jupedsim", "--out", "drill.sqlite")
    assert (result.exit_code, result.stdout) == (0, "drill.sqlite\n")
    assert (tmp_path / "drill.sqlite").stat().st_size > 0


def test_an_export_overwrites_nothing(muster, recording: Path, tmp_path: Path):
    (tmp_path / "drill.sqlite").write_text("precious")
    result = muster("export", recording, "--to", "jupedsim", "--out", "drill.sqlite")
    assert (result.exit_code, (tmp_path / "drill.sqlite").read_text()) == (2, "precious")


def damaged(recording: Path, copy: Path, change: str) -> Path:
    shutil.copy(recording, copy)
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as database:
        database.execute(change)
    return copy


@pytest.mark.parametrize("to", ["csv", "geojson", "html", "jupedsim"])
def test_an_export_ends_before_a_damaged_second_and_says_so(muster, recording: Path, tmp_path: Path, to: str):
    broken = damaged(recording, tmp_path / "broken.muster", "UPDATE motion SET data = x'00' WHERE second = 2")
    result = muster("export", broken, "--to", to, "--out", f"drill.{to}")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, f"drill.{to}")
    assert "second 2: " in result.stderr
    assert "positions go up to 1.9 s" in result.stderr
    if to == "csv":
        assert (tmp_path / "drill.csv").read_text().splitlines()[-1].startswith("1.900,")


def test_an_export_of_messages_that_are_damaged_says_so(muster, recording: Path, tmp_path: Path):
    broken = damaged(recording, tmp_path / "broken.muster", "UPDATE messages SET data = x''")
    result = muster("export", broken, "--to", "html", "--out", "drill.html")
    assert (result.exit_code, "a message is damaged" in result.stderr) == (0, True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE sources SET text = CAST('{\"na' || x'ff' || substr(text, 6) AS TEXT)", "byte 4 of"),
        ("UPDATE sources SET text = replace(text, 'building', 'buhlding')", "muster that wrote it"),
    ],
    ids=["no text", "another text"],
)
def test_a_scenario_that_cannot_be_read_is_told_in_a_few_words(
    muster, recording: Path, tmp_path: Path, change: str, says: str
):
    result = muster("export", damaged(recording, tmp_path / "broken.muster", change), "--to", "csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "its scenario is damaged" in result.stderr
    assert "ake another copy" in result.stderr
    assert len(result.stderr) < 1000


@pytest.mark.parametrize("command", [["info"], ["rerun"], ["export", "--to", "csv"]], ids=lambda words: words[0])
@pytest.mark.parametrize("name", ["missing.muster", ".", "prose.muster", "empty.muster"])
def test_what_is_no_recording_is_told(muster, tmp_path: Path, command: list[str], name: str):
    (tmp_path / "prose.muster").write_text("Once upon a time there was a drill.")
    (tmp_path / "empty.muster").touch()
    result = muster(*command, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("muster: ")


def test_scenarios_are_listed_with_kind_and_description(muster):
    listed = json.loads(muster("scenarios", "--json").stdout)
    assert [entry["name"] for entry in listed] == [each.name for each in (*shipped(), *shipped_exercises())]
    assert {frozenset(entry) for entry in listed} == {frozenset({"name", "kind", "description", "exercise"})}
    assert ["school-intruder", "intruder"] in [line.split()[:2] for line in muster("scenarios").stdout.splitlines()]


@pytest.mark.parametrize("path", sorted(assets_dir().rglob("*.*")), ids=lambda path: "/".join(path.parts[-2:]))
def test_what_is_shipped_has_no_errors(muster, path: Path):
    assert muster("check", path).exit_code == 0


def test_a_file_with_errors_is_told_what_they_are(muster, tmp_path: Path):
    scenario = write_examples(tmp_path)
    scenario.write_text(scenario.read_text().replace("kind = ", "kin = ", 1))
    result = muster("check", scenario)
    assert result.exit_code == 1
    assert "error: " in result.stdout and "1 error" in result.stdout.replace("2 errors", "1 error")


def test_a_file_of_no_kind_is_bad_input(muster, tmp_path: Path):
    (tmp_path / "note.toml").write_text("remember = 'milk'")
    assert muster("check", "note.toml").exit_code == 2


def test_a_plan_is_drawn(muster, tmp_path: Path):
    assert muster("check", "school-intruder", "--plan", "school.svg").exit_code == 0
    assert (tmp_path / "school.svg").read_text().startswith("<svg")


def test_personas_have_no_plan(muster, tmp_path: Path):
    personas = next((assets_dir() / "personas").iterdir())
    assert muster("check", personas, "--plan", "people.svg").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_finds_something_of_everything(muster, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:1")
    found = json.loads(muster("doctor", "--json").stdout)
    assert set(found) >= {"python", "cores", "kernels", "gl", "gpu", "ollama", "namespace"}
    assert (found["ollama"]["reachable"], found["ollama"]["models"]) == (False, [])
    assert "http://127.0.0.1:1 " in found["ollama"]["why"]


@pytest.mark.parametrize(
    "given, address",
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080"),
        ("models.local", "http://models.local:11434"),
        ("https://models.local:443/", "https://models.local:443"),
    ],
)
def test_ollama_is_looked_for_where_its_variable_says(given: str, address: str, monkeypatch: pytest.MonkeyPatch):
    from muster.commands.ollama import ollama_address

    monkeypatch.setenv("OLLAMA_HOST", given)
    assert ollama_address() == address
