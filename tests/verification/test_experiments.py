"""Simulating experiments again: who enters where and when, and what PedPy makes of tracks that we know."""

import os
from pathlib import Path

import numpy as np
import pytest

from muster.verification.case import Bench, Case
from muster.verification.errors import BadData
from muster.verification.experiments.archive import cases
from muster.verification.experiments.inflow import simulate
from muster.verification.experiments.measuring import diagram, flow
from muster.verification.experiments.stages import corridor
from muster.verification.experiments.tracks import Tracks, appearances, read_text
from support.tree import ROOT

ARCHIVE = Path(os.environ.get("MUSTER_EXPERIMENTS", ROOT.parent / "shared" / "experiments"))
"""Where published experiments lie, where there are any; none come with the project."""


def march(people: int = 40, apart: float = 1.0, speed: float = 1.0) -> Tracks:
    """Rows of four, a metre and ``apart`` from each other, eastwards along a corridor 4 m wide, at ten frames a second.

    Who is not yet, or no longer, between x = -6 and 5 m is not seen.
    """
    frames = np.arange(200 + 10 * people)
    rows: list[np.ndarray] = []
    for person in range(people):
        x = -6.0 - apart * (person // 4) + speed * frames / 10.0
        seen = (x >= -6.0) & (x <= 5.0)
        y = np.full(seen.sum(), 0.5 + person % 4)
        rows.append(np.column_stack([np.full(seen.sum(), person), frames[seen], x[seen], y]))
    table = np.concatenate(rows)
    return Tracks(table[:, 0].astype(int), table[:, 1].astype(int), table[:, 2:], 10.0)


def test_pedpy_finds_the_density_speed_and_flow_of_a_march():
    """One person a square metre at 1 m/s: 4 persons a second through 4 m, by definition."""
    hall, tracks = corridor(4.0), march(people=80)
    density, speed = diagram(tracks, hall.floor, hall.area)
    full = density > 0.99  # the march covers the whole area
    assert full.sum() >= 10
    assert density[full] == pytest.approx(1.0, abs=0.01)
    assert speed[full] == pytest.approx(1.0, abs=0.01)
    assert flow(tracks, hall.line) == pytest.approx(4.0, rel=0.1)  # whole rows: the last fifth ends within one


def test_everybody_enters_where_and_when_they_entered_and_leaves_at_their_end():
    hall, observed = corridor(4.0), march(people=8, apart=3.0)
    again = simulate(hall.building, hall.region, appearances(observed), hall.exit_of)
    came, went = appearances(observed), appearances(again)
    assert len(went.time) == 8
    assert went.time == pytest.approx(came.time, abs=0.2)
    assert went.first == pytest.approx(came.first, abs=0.2)
    assert (went.last[:, 0] > 5.0).all()


def test_who_walked_west_walks_west_again():
    hall, there = corridor(4.0), march(people=4)
    back = Tracks(there.person, there.frame, there.position * (-1.0, 1.0) - (1.0, 0.0), there.rate)
    again = simulate(hall.building, hall.region, appearances(back), hall.exit_of)
    assert (appearances(again).last[:, 0] < -6.0).all()


def test_a_text_file_says_its_frame_rate(tmp_path: Path):
    path = tmp_path / "run.txt"
    path.write_text("# framerate: 25 fps\n1 0 100 200 0\n1 1 110 200 0\n")
    tracks = read_text(path, unit=0.01)
    assert (tracks.rate, tracks.position.tolist()) == (25.0, [[1.0, 2.0], [1.1, 2.0]])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("# framerate: 25 fps\nhello\n", "no table"), ("1 0 1 2\n1 1 1 2\n", "frame rate"), ("", "0 rows")],
)
@pytest.mark.filterwarnings("ignore:loadtxt")
def test_another_file_is_refused(text: str, wrong: str, tmp_path: Path):
    path = tmp_path / "run.txt"
    path.write_text(text)
    with pytest.raises(BadData, match=wrong):
        read_text(path, unit=1.0)


def test_a_folder_without_experiments_says_so_in_each_row(tmp_path: Path):
    assert {case.reason for case in cases(tmp_path)} == {"no such file in the folder"}
    with pytest.raises(BadData, match="no folder"):
        cases(tmp_path / "nowhere")


def published() -> tuple[Case, ...]:
    return tuple(case for case in cases(ARCHIVE) if case.trial is not None) if ARCHIVE.is_dir() else ()


FAILING = ("bottleneck",)
"""Where we are off by more than the tolerance; docs/verification.md publishes by how much."""


@pytest.mark.slow
@pytest.mark.skipif(not published(), reason="no published experiments here; MUSTER_EXPERIMENTS names their folder")
@pytest.mark.parametrize("case", published(), ids=lambda case: case.id)
def test_published_experiments_are_met_or_missed_as_documented(case: Case):
    assert case.trial is not None
    assert case.trial(Bench()).holds != case.test.startswith(FAILING)
