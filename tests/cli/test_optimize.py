"""Studies from the command line: real processes that are killed, what is printed, what is refused.

Only what is killed, or has a terminal, gets a process of its own: nine tenths of a short study there is its start.
"""

import json
import os
import shutil
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
PEOPLE, EPISODES = 12, 3
SETTLED = ("wall_s",)
"""What may differ between two runs of one study."""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A short emergency among few, as a scenario file of one's own."""
    folder = tmp_path_factory.mktemp("scenario")
    text = f"""format = "muster-scenario/1"
name = "short"
kind = "intruder"
description = "Half a minute."
brief = "An ordinary morning."
building = "school"
duration = 25.0

[population]
personas = "school"
agents = {PEOPLE}

[[cue]]
at = 2.0
kind = "shot"

[threat]
route = ["lobby"]
enters_at = 2.0
"""
    path = folder / "short.toml"
    path.write_text(text)
    return str(path)


def words(scenario: str, out: Path, *more: str) -> list[str]:
    study = ["--benchmark", "hostile-intruder", "--method", "pevo", "--writer", "scripted", "--seed", "5"]
    return ["optimize", scenario, *study, "--episodes", str(EPISODES), "--out", str(out), *more]


def start(*given: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*MUSTER, *given], env=environment(), text=True, stdout=pipe, stderr=pipe)


def finish(*given: str) -> tuple[int, str, str]:
    """Run ``muster`` to its end in this process; return its status, what it answered and what it told."""
    done = CliRunner().invoke(app, given)
    return done.exit_code, done.stdout, done.stderr


def what_lies_in(study: Path) -> dict[str, Any]:
    """All that a study wrote down, without wall times."""
    found: dict[str, Any] = {}
    for file in sorted(study.rglob("*.json")):
        values = json.loads(file.read_text())
        found[str(file.relative_to(study))] = {key: values[key] for key in values.keys() - set(SETTLED)}
    return found


@pytest.fixture(scope="module")
def whole(scenario: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A study that nobody interrupted, and what it printed; to be read only."""
    out = tmp_path_factory.mktemp("whole") / "study"
    code, answer, told = finish(*words(scenario, out, "--json"))
    assert code == 0, told
    return out, answer


def kill_once(run: subprocess.Popen[str], condition: Any, how: signal.Signals) -> None:
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert run.poll() is None and time.monotonic() < until, run.communicate()
        time.sleep(0.002)
    run.send_signal(how)
    run.communicate(timeout=PATIENCE_S)


def recordings(out: Path, episode: int) -> list[Path]:
    """Of an episode that is being recorded."""
    return [*(out / "episodes").glob(f".{episode:03d}.muster.*")]


@pytest.mark.parametrize(
    "point",
    [
        "as it begins",
        "between a plan and its episode",
        "after an episode",
        "in the last episode",
    ],
)
def test_a_study_killed_at_any_point_is_resumed_to_the_same_result(
    tmp_path: Path, scenario: str, whole: tuple[Path, str], point: str
):
    out = tmp_path / "study"
    reached = {
        "as it begins": out.exists,
        "between a plan and its episode": (out / "plans/001.json").exists,
        "after an episode": (out / "episodes/001.json").exists,
        "in the last episode": lambda: recordings(out, EPISODES - 1),
    }[point]
    kill_once(start(*words(scenario, out)), reached, signal.SIGKILL)
    code, answer, told = finish(*words(scenario, out, "--resume", "--json"))
    assert code == 0, told
    assert what_lies_in(out) == what_lies_in(whole[0])
    assert {**json.loads(answer), "study": ""} == {**json.loads(whole[1]), "study": ""}
    assert sorted(file.name for file in (out / "episodes").iterdir()) == sorted(
        f"{episode:03d}.{kind}" for episode in range(EPISODES) for kind in ("json", "muster")
    )


def test_ctrl_c_says_how_to_go_on_and_going_on_needs_no_more_words(
    tmp_path: Path, scenario: str, whole: tuple[Path, str]
):
    out = tmp_path / "study"
    run = start(*words(scenario, out, "--workers", "2"))
    until = time.monotonic() + PATIENCE_S
    while not (out / "episodes/000.json").exists():
        assert run.poll() is None and time.monotonic() < until, run.communicate()
        time.sleep(0.002)
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 130
    assert f"muster optimize --resume --out {out}" in told and "Traceback" not in told
    code, _, told = finish("optimize", "--resume", "--out", str(out))
    assert code == 0, told
    assert what_lies_in(out) == what_lies_in(whole[0])


def test_evaluations_go_on_and_comparisons_pair_seeds(tmp_path: Path, scenario: str, whole: tuple[Path, str]):
    """One study is evaluated in two goes with two workers, then in one: the same figures."""
    out, again, other = tmp_path / "study", tmp_path / "again", tmp_path / "none"
    for copy in (out, again):
        shutil.copytree(whole[0], copy)
    run = start("evaluate", str(out), "--episodes", "4", "--workers", "2")
    kill_once(run, (out / "evaluation/000.json").exists, signal.SIGKILL)
    code, answer, told = finish("evaluate", str(out), "--episodes", "4", "--json")
    assert code == 0, told
    _, expected, _ = finish("evaluate", str(again), "--episodes", "4", "--json")
    assert {**json.loads(answer), "study": ""} == {**json.loads(expected), "study": ""}
    none = [word if word != "pevo" else "none" for word in words(scenario, other)]
    assert finish(*none)[0] == 0
    _, table, _ = finish("evaluate", str(other), "--episodes", "4")
    assert "TVD" in table and "supports no claim" in table
    code, compared, told = finish("compare", str(out), str(other), "--json")
    assert code == 0, told
    (pair,) = json.loads(compared)["pairs"]
    assert (pair["one"], pair["other"], pair["seeds"]) == ("pevo", "none", [5])
    assert "unequal rewritten: pevo" in " ".join(json.loads(compared)["warnings"])


@pytest.mark.parametrize(
    "given, told",
    [
        (["optimize", "school-intruder", "--benchmark", "egress-illustrative", "--method", "chess"], "'chess'"),
        (["optimize", "school-intruder", "--benchmark", "none-such"], "no benchmark named 'none-such'"),
        (["optimize", "school-intruder"], "takes a benchmark"),
        (["optimize", "school-intruder", "--benchmark", "hostile-intruder", "--start", "nowhere"], "nowhere"),
        (["optimize", "school-intruder", "--benchmark", "hostile-intruder", "--writer", "quill"], "'quill'"),
        (["evaluate", "nowhere"], "nowhere holds no study"),
        (["compare", "nowhere"], "nowhere holds no study"),
    ],
)
def test_what_cannot_be_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], told: str
):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 2
    assert told in done.output and "Traceback" not in done.output
    assert [*tmp_path.iterdir()] == []


def test_a_study_that_is_not_evaluated_is_not_compared(whole: tuple[Path, str]):
    code, _, told = finish("compare", str(whole[0]))
    assert code == 2
    assert f"muster evaluate {whole[0]}" in told


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_a_terminal_gets_a_bar_with_the_divergence_and_the_floor(tmp_path: Path, scenario: str):
    ours, theirs = os.openpty()
    given = [*MUSTER, *words(scenario, tmp_path / "study", "--json")]
    wide = environment() | {"COLUMNS": "160"}
    run = subprocess.Popen(given, env=wide, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    answer, _ = run.communicate(timeout=PATIENCE_S)
    shown = os.read(ours, 65536).decode(errors="replace")
    os.close(ours)
    assert run.returncode == 0
    assert answer.startswith(b"{") and b"\x1b" not in answer
    assert "TVD" in shown and "chance alone" in shown
