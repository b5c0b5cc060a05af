"""A study that was killed goes on to the same result, whoever goes on with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.made_tracks import MadeUp, begun, read, spec
from muster.analysis.errors import StudyBroken, StudyDiffers, StudyTaken
from muster.analysis.folder import Folder
from muster.analysis.reporting import write_report
from muster.analysis.running import Minds, counted, run_study
from muster.analysis.summary import summarised
from muster.jobs.files import unfinished_name


def run(folder: Folder, runner: MadeUp | None = None, workers: int = 2) -> dict[str, str]:
    """Do what is missing and return all that there is to read then."""
    run_study(folder, Minds("nowhere"), runner or MadeUp(), workers, lambda done, told: None)
    write_report(folder, summarised(folder))
    return read(folder)


def test_a_study_stopped_halfway_ends_as_one_that_never_stopped(tmp_path: Path):
    whole = run(begun(tmp_path / "whole"))
    halved = begun(tmp_path / "halved")
    with pytest.raises(KeyboardInterrupt):
        run(halved, MadeUp(stops_after=2))
    again = MadeUp()
    assert run(begun(halved.path, resume=True), again) == whole
    assert len(again.done) == 2  # what was there was not done again


def test_half_a_file_of_a_run_that_was_killed_counts_for_nothing(tmp_path: Path):
    whole = run(begun(tmp_path / "whole"))
    halved = begun(tmp_path / "halved")
    unfinished_name(halved.run(0, 1)).write_text('{"number": 1, "se', encoding="utf-8")
    assert run(halved) == whole


def test_a_study_killed_before_it_had_begun_can_be_begun(tmp_path: Path):
    path = tmp_path / "study"
    (path / "variants/000/runs").mkdir(parents=True)
    unfinished_name(path / "study.json").write_text("{", encoding="utf-8")
    assert begun(path, resume=True).is_begun


def test_more_runs_may_be_asked_for_later(tmp_path: Path):
    whole = run(begun(tmp_path / "whole", spec(repeat=6)))
    run(begun(tmp_path / "grown", spec(repeat=3)))
    assert run(begun(tmp_path / "grown", spec(repeat=6), resume=True)) == whole


@pytest.mark.parametrize("workers", [1, 3, 8])
def test_until_converged_the_number_of_workers_changes_nothing(tmp_path: Path, workers: int):
    folder = begun(tmp_path / "study", spec(repeat=60, until_converged=True))
    run(folder, MadeUp(spread=0.02), workers)
    assert [each["number"] for each in counted(folder, 0)] == list(range(len(counted(folder, 0))))
    assert len(counted(folder, 0)) == len(counted(_alone(tmp_path), 0))


def _alone(tmp_path: Path) -> Folder:
    folder = begun(tmp_path / "alone", spec(repeat=60, until_converged=True))
    run(folder, MadeUp(spread=0.02), workers=1)
    assert 11 <= len(counted(folder, 0)) < 60
    return folder


def test_a_folder_that_is_taken_is_left_alone(tmp_path: Path):
    begun(tmp_path / "study")
    with pytest.raises(StudyTaken, match="--resume"):
        begun(tmp_path / "study")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyTaken, match="is no study"):
        begun(tmp_path / "other")


def test_a_resumed_study_must_be_the_same_one(tmp_path: Path):
    begun(tmp_path / "study")
    with pytest.raises(StudyDiffers, match="begun with the seed 7, and this asks for 8"):
        begun(tmp_path / "study", replace(spec(), seed=8), resume=True)


def test_a_run_that_cannot_be_read_is_named(tmp_path: Path):
    folder = begun(tmp_path / "study")
    run(folder)
    folder.run(0, 1).write_text("{", encoding="utf-8")
    with pytest.raises(StudyBroken, match=r"0001\.json"):
        summarised(folder)
