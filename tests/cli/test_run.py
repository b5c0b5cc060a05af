"""``muster run``: what it prints, what it leaves behind, and what it does when it cannot."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from muster.commands.minds import MANY
from muster.recording.reader import Recording
from muster.server.embedded import EmbeddedServer

SHORT = ("school-alarm", "--agents", "6", "--duration", "12")
PROMISED = {
    "scenario", "seed", "agents", "duration_s", "outcomes", "decisions", "recording", "wall_s", "realtime_factor",
    "state_hash", "personas_sha256",
}  # fmt: skip


def answer(result: Result) -> dict[str, Any]:
    """The one JSON object on stdout."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_summary_says_what_became_of_whom_and_what_to_type_next(muster):
    told = muster("run", *SHORT, "--out", "drill.muster").stdout
    for part in ("What happened", "the alarm sounds", "What became of 6 people", "x real time", "drill.muster"):
        assert part in told
    assert "muster rerun drill.muster" in told


def test_the_summary_says_that_the_mind_is_no_language_model(muster):
    assert "not a language model" in muster("run", *SHORT).stdout


def test_json_is_one_object_with_all_that_is_promised(muster):
    result = answer(muster("run", *SHORT, "--json"))
    assert set(result) >= PROMISED
    assert sum(result["outcomes"].values()) == result["agents"] == 6
    assert sum(result["decisions"]["by_source"].values()) == result["decisions"]["total"] > 0


def test_the_recording_is_finished_and_knows_the_result(muster):
    result = answer(muster("run", *SHORT, "--json"))
    with Recording.open(Path(result["recording"])) as recorded:
        assert recorded.meta.finished
        assert recorded.meta.summary["state_hash"] == result["state_hash"]


def test_same_seed_same_end_with_embedded_and_remote_minds(muster):
    with EmbeddedServer() as server:
        remote = answer(muster("run", *SHORT, "--seed", 7, "--json", "--server", server.address))
    embedded = answer(muster("run", *SHORT, "--seed", 7, "--json"))
    other = answer(muster("run", *SHORT, "--seed", 8, "--json"))
    assert remote["state_hash"] == embedded["state_hash"] != other["state_hash"]


def test_many_people_have_minds_in_a_process_of_their_own_and_end_the_same(muster):
    words = ("school-alarm", "--agents", MANY, "--duration", 9, "--json")
    with EmbeddedServer() as server:
        near = answer(muster("run", *words, "--server", server.address))
    apart = answer(muster("run", *words))
    assert apart["state_hash"] == near["state_hash"] and apart["decisions"]["total"] > 0


def test_repeating_runs_seeds_in_a_row_and_records_each(muster, tmp_path: Path):
    result = answer(muster("run", *SHORT, "--seed", 3, "--repeat", 2, "--out", "drill.muster", "--json"))
    assert [run["seed"] for run in result["runs"]] == [3, 4]
    assert set(result["percentiles"]) == {"last_out_s", "egress_s"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drill-3.muster", "drill-4.muster"]


def test_repeating_tells_a_line_a_seed_and_the_spread(muster):
    told = muster("run", "school-alarm", "--agents", 6, "--duration", 120, "--repeat", 2).stdout
    assert [line.split(":")[0] for line in told.splitlines()[:2]] == ["seed 0", "seed 1"]
    assert "p5" in told and "p50" in told and "p95" in told


def test_what_is_there_already_is_left_alone(muster, tmp_path: Path):
    precious = tmp_path / "drill-1.muster"
    precious.write_text("precious")
    result = muster("run", *SHORT, "--repeat", 2, "--out", "drill.muster")
    assert (result.exit_code, precious.read_text()) == (2, "precious")
    assert list(tmp_path.iterdir()) == [precious]


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["missing.toml"],
        ["."],
        ["a\x00b"],
        ["x" * 5000],
        ["--agents", "0"],
        ["--agents", "-3"],
        ["--agents", "1e3"],
        ["--agents", "100001"],
        ["--duration", "nan"],
        ["--duration", "inf"],
        ["--duration", "-1"],
        ["--seed", "-1"],
        ["--seed", str(2**70)],
        ["--repeat", "0"],
        ["--mind", "oracle"],
        ["--server", "nobody"],
        ["--server", "127.0.0.1:1"],
        ["--server", "unix:/nowhere/at/all.sock"],
        ["--out", "missing/folder/x.muster/"],
        ["--out", "/proc/x.muster"],
        ["--no-such-option"],
    ],
    ids=lambda words: " ".join(words)[:30].replace("\x00", "0"),
)
def test_bad_input_is_told_once_and_leaves_nothing(muster, tmp_path: Path, words: list[str]):
    result = muster("run", *words)
    assert result.exit_code == 2, result.output
    assert (result.stdout, list(tmp_path.iterdir())) == ("", [])
    assert result.stderr.strip() and "Traceback" not in result.stderr


def test_a_finished_run_has_nothing_to_go_on_with(muster, recording: Path):
    result = muster("run", "--resume", recording)
    assert result.exit_code == 2 and "finished" in result.stderr


def test_speed_belongs_to_the_wall_clock(muster):
    result = muster("run", *SHORT, "--speed", 2)
    assert result.exit_code == 2 and "--clock realtime" in result.stderr
