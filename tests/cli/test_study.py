"""Egress studies from the command line: a process that is killed, what is printed, what is refused."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from muster.cli import app
from support.tree import environment

MUSTER = [sys.executable, "-c", "import sys; sys.argv[0] = 'muster'; from muster.cli import main; main()"]
PATIENCE_S = 120.0  # kernels may have to be compiled first
REPEAT = 3


def words(out: Path, *more: str) -> list[str]:
    small = ["--agents", "6", "--duration", "25", "--repeat", str(REPEAT)]
    return ["study", "school-alarm", *small, "--out", str(out), *more]


def finish(*said: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, said)
    return done.exit_code, done.stdout, done.stderr


def what_lies_in(out: Path) -> dict[str, str]:
    files = (file for file in sorted(out.rglob("*")) if file.is_file())
    return {str(file.relative_to(out)): file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A study that nobody interrupted, and what it answered; to be read only."""
    out = tmp_path_factory.mktemp("whole") / "study"
    code, answer, told = finish(*words(out, "--json"))
    assert code == 0, told
    return out, json.loads(answer)


def test_the_answer_tells_the_times_and_where_the_report_lies(whole: tuple[Path, dict[str, Any]]):
    out, answer = whole
    (only,) = answer["combinations"]
    assert (only["runs"], only["seeds"], only["people"]) == (REPEAT, [0, 1, 2], 6)
    assert Path(answer["report"]) == out / "report.html" and (out / "report.html").is_file()
    assert answer["command"][:3] == ["muster", "study", "school-alarm"]


def test_a_study_killed_with_kill_9_is_resumed_to_the_same_result(tmp_path: Path, whole: tuple[Path, dict[str, Any]]):
    out = tmp_path / "study"
    run = subprocess.Popen(
        [*MUSTER, *words(out, "--workers", "2")], env=environment(), stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + PATIENCE_S
    while not (out / "variants/000/runs/0000.json").exists():
        assert run.poll() is None and time.monotonic() < until, run.communicate()
        time.sleep(0.002)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate(timeout=PATIENCE_S)
    code, _, told = finish(*words(out, "--resume"))
    assert code == 0, told
    assert what_lies_in(out) == what_lies_in(whole[0])


def test_a_run_of_the_study_ends_as_the_same_run_by_itself(whole: tuple[Path, dict[str, Any]], tmp_path: Path):
    alone = ["run", "school-alarm", "--agents", "6", "--duration", "25", "--seed", "2"]
    code, answer, told = finish(*alone, "--out", str(tmp_path / "run.muster"), "--json")
    assert code == 0, told
    figures = json.loads((whole[0] / "variants/000/runs/0002.json").read_text(encoding="utf-8"))
    assert figures["state_hash"] == json.loads(answer)["state_hash"]


def test_a_study_that_is_there_is_not_begun_again(whole: tuple[Path, dict[str, Any]]):
    code, _, told = finish(*words(whole[0]))
    assert code == 2 and "go on with it with --resume" in told


def test_a_bad_sweep_is_told_before_anything_runs(tmp_path: Path):
    sweep = tmp_path / "sweep.toml"
    sweep.write_text('[sweep]\n"door.main-doors.width" = [0.1]\n', encoding="utf-8")
    code, _, told = finish(*words(tmp_path / "study", "--sweep", str(sweep)))
    assert code == 2 and "sweep.door.main-doors.width: 0.1 is no width; write 0.5 to 20 m" in told
    assert not (tmp_path / "study").exists()
