"""``muster verify`` and ``muster realism`` as they are typed."""

import json
from pathlib import Path

from muster.verification.table import markers


def test_a_row_is_told_with_criterion_figure_and_verdict(muster):
    done = muster("verify", "--standard", "imo", "--test", "10")
    assert done.exit_code == 0
    assert "each leaves by the exit assigned to them | 23 of 23: holds" in done.stdout
    assert "1 holds, 0 fails, 0 not applicable" in done.stdout


def test_a_criterion_that_fails_is_an_exit_code_and_stands_in_the_table(muster, tmp_path: Path):
    """RiMEA 15, which docs/verification.md says that we fail; whoever mends that chooses another."""
    page = tmp_path / "page.md"
    page.write_text("\n".join(("before", *markers("verify"), "after")))
    done = muster("verify", "--standard", "rimea", "--test", "15", "--quick", "--into", page)
    assert done.exit_code == 1
    assert "0 holds, 1 fails" in done.stdout
    assert "| fails |" in page.read_text()


def test_what_does_not_apply_is_no_failure(muster):
    done = muster("verify", "--standard", "nist", "--test", "2.7", "--json")
    assert done.exit_code == 0
    (row,) = json.loads(done.stdout)
    assert (row["verdict"], row["figures"]) == ("not applicable", {})
    assert "no lifts" in row["text"]


def test_what_is_wrong_is_told_before_any_trial(muster, tmp_path: Path):
    (tmp_path / "page.md").write_text("no markers")
    for words, told in (
        (("--test", "99"), "there is no test '99'"),
        (("--into", "page.md"), "page.md has no lines"),
        (("--into", "none.md"), "none.md"),
        (("--data", "nowhere"), "nowhere is no folder"),
    ):
        done = muster("verify", *words)
        assert (done.exit_code, done.stdout) == (2, ""), words
        assert told in done.stderr


def test_a_folder_without_experiments_has_nothing_to_fail(muster, tmp_path: Path):
    done = muster("verify", "--data", tmp_path)
    assert done.exit_code == 0
    assert "0 holds, 0 fails, 4 not applicable" in done.stdout


def test_a_recording_is_like_itself(muster, recording: Path):
    told = muster("realism", recording, recording)
    assert told.exit_code == 0
    assert "population" in told.stdout
    plain = json.loads(muster("realism", recording, recording, "--json").stdout)
    assert {measure["distance"] for measure in plain["measures"].values()} == {0.0}
    assert (plain["where"], plain["when"]) == (0.0, 0.0)


def test_what_is_no_recording_is_not_compared(muster, recording: Path, tmp_path: Path):
    (tmp_path / "letter.muster").write_text("Dear all,")
    for other, told in (("letter.muster", "not a muster recording"), ("none.muster", "no such file")):
        done = muster("realism", recording, other)
        assert done.exit_code == 2
        assert told in done.stderr
