"""What varies stays within its bounds, is drawn by the seed alone, and leaves the rest as it was."""

from pathlib import Path

import pytest

from muster.scenario.exercise import Exercise
from muster.scenario.exercise_file import load_exercise
from muster.scenario.msel import Variation, Varying
from muster.training.varying import settled
from support.exercising import hut_exercise

SEEDS = range(200)


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    return hut_exercise(tmp_path)


def varied(exercise: Exercise, *variations: Variation) -> list[Exercise]:
    from dataclasses import replace

    return [settled(replace(exercise, variations=variations), seed) for seed in SEEDS]


def test_the_same_seed_gives_the_same_exercise():
    exercise = load_exercise("teacher-lockdown")
    assert settled(exercise, 7) == settled(exercise, 7) != settled(exercise, 8)


def test_an_event_moves_within_its_bounds_and_no_other_does(exercise: Exercise):
    runs = varied(exercise, Variation(Varying.EVENT, "alarm", -2, 8))
    times = [run.events[0].at or 0.0 for run in runs]
    assert 3 <= min(times) < 4 and 12 < max(times) <= 13
    assert {run.events[1].at for run in runs} == {20}


def test_cues_threat_and_the_events_told_of_them_move_together(exercise: Exercise):
    runs = varied(exercise, Variation(Varying.CUES, "", 0, 30))
    shifts = {round(run.scenario.cues[0].at - exercise.scenario.cues[0].at, 1) for run in runs}
    assert len(shifts) > 100 and min(shifts) >= 0 and max(shifts) <= 30
    for run in runs:
        shift = run.scenario.cues[0].at - exercise.scenario.cues[0].at
        assert (run.events[0].at or 0.0) - (exercise.events[0].at or 0.0) == pytest.approx(shift)


def test_an_event_of_chance_comes_so_often(exercise: Exercise):
    runs = varied(exercise, Variation(Varying.CHANCE, "question", 0.7))
    came = sum(any(event.id == "question" for event in run.events) for run in runs)
    n, p = len(SEEDS), 0.7
    assert abs(came - n * p) < 4 * (n * p * (1 - p)) ** 0.5


def test_a_role_starts_in_each_of_its_places(exercise: Exercise):
    runs = varied(exercise, Variation(Varying.START, "ruth", choices=("room", "corridor")))
    starts = {run.scenario.population.personas[0].start for run in runs}
    assert starts == {"room", "corridor"}
    assert {run.scenario.population.personas[1] for run in runs} == {exercise.scenario.population.personas[1]}


def test_one_more_variation_changes_none_of_the_others(exercise: Exercise):
    first = Variation(Varying.EVENT, "alarm", 0, 8)
    alone = varied(exercise, first)
    together = varied(exercise, first, Variation(Varying.EVENT, "question", 0, 8))
    assert [run.events[0].at for run in alone] == [run.events[0].at for run in together]


def test_nothing_varies_any_more_once_it_is_settled(exercise: Exercise):
    run = settled(exercise, 3)
    assert settled(run, 4) == run
