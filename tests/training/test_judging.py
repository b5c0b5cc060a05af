"""Ratings are proposed right on recordings made for it: every kind of criterion, done well, badly and not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from muster.recording.errors import NoExercise
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.exercise import Exercise
from muster.scenario.msel import Happening
from muster.scenario.objective import Anchor, CriterionKind
from muster.scenario.persona import Tie, TieKind
from muster.training.judging import judge
from muster.training.played import Played
from muster.training.ratings import Rating
from muster.world.events import EventKind
from recording.samples import header
from support.exercising import hut_exercise
from training.crafting import IMRE, RUTH, Story, a_class_of_one, craft, proposed, with_task

P, S, M, U = Rating.P, Rating.S, Rating.M, Rating.U
DOOR = "front-door"


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    return a_class_of_one(hut_exercise(tmp_path))


@pytest.mark.parametrize(("at", "rating"), [(30, P), (30.5, S), (60, S), (119, M), (121, U)])
def test_time_taken_decides_the_rating(at: float, rating: Rating, exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.DOOR_LOCKED, doors=(DOOR,), within=(30.0, 60.0, 120.0))
    story = Story([(at, "door_locked", RUTH, DOOR)], end=130)
    assert proposed(tmp_path, story, task).rating is rating


@pytest.mark.parametrize(("heard", "rating"), [(9, P), (5, P), (4, S), (2, M), (0, U)])
def test_so_many_told_decides_the_rating(heard: int, rating: Rating, exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.TOLD, people=(5, 3, 1))
    assert proposed(tmp_path, Story(words=[(10, RUTH, "Out!", heard)]), task).rating is rating


def test_the_worse_of_time_and_count_counts(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.TOLD, people=(5, 3, 1), within=(20.0, 40.0, 60.0))
    quick_to_few_slow_to_many = Story(words=[(10, RUTH, "Out!", 1), (30, RUTH, "Out!", 8)])
    assert proposed(tmp_path, quick_to_few_slow_to_many, task).rating is S


def test_time_counts_from_where_the_criterion_says(exercise: Exercise, tmp_path: Path):
    lock = {"doors": (DOOR,), "within": (30.0, 60.0, 120.0)}
    story = Story([(40, "alarm", None, ""), (60, "door_locked", RUTH, DOOR)], aware_at=35)
    from_alarm = with_task(exercise, CriterionKind.DOOR_LOCKED, after=Anchor.ALARM, **lock)
    from_notice = with_task(exercise, CriterionKind.DOOR_LOCKED, after=Anchor.NOTICE, **lock)
    from_event = with_task(exercise, CriterionKind.DOOR_LOCKED, after=Anchor.EVENT, event="question", **lock)
    from_start = with_task(exercise, CriterionKind.DOOR_LOCKED, **lock)
    ratings = [proposed(tmp_path, story, each) for each in (from_alarm, from_notice, from_event, from_start)]
    assert [each.rating for each in ratings] == [P, P, S, S]
    assert "20 s after the first alarm" in ratings[0].why


def test_what_never_came_is_not_observed(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.CALLED, after=Anchor.SHOT)
    proposal = proposed(tmp_path, Story(), task)
    assert proposal.rating is None and "the first shot never came" in proposal.why


def test_a_role_that_nobody_played_is_not_observed(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.CALLED)
    proposal = proposed(tmp_path, Story([(9, "called", RUTH, "")], taken_at=None), task)
    assert proposal.rating is None and "nobody played this role" in proposal.why


def test_what_the_stand_in_did_is_not_the_trainees(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.CALLED)
    away = Story([(8, "handed_back", RUTH, ""), (9, "called", RUTH, "")])
    assert proposed(tmp_path, away, task).rating is U
    back = Story([(8, "handed_back", RUTH, ""), (10, "taken_over", RUTH, ""), (11, "called", RUTH, "")])
    assert proposed(tmp_path, back, task).rating is P


def test_what_somebody_else_did_is_not_the_trainees(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.CALLED)
    assert proposed(tmp_path, Story([(9, "called", IMRE, "")]), task).rating is U


def test_a_door_may_be_locked_by_anybody_and_evidence_says_by_whom(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.DOOR_LOCKED, doors=(DOOR,))
    own, others = (proposed(tmp_path, Story([(9, "door_locked", who, DOOR)]), task) for who in (RUTH, IMRE))
    assert (own.rating, others.rating) == (P, P)
    assert "the trainee" in own.evidence[0].text and "Imre Vass" in others.evidence[0].text
    assert proposed(tmp_path, Story([(9, "door_locked", RUTH, "room-door")]), task).rating is U


ONCE = {
    CriterionKind.CALLED: "called",
    CriterionKind.ALARM_RAISED: "alarm",
    CriterionKind.WARNED_ALL: "announcement",
    CriterionKind.ASSEMBLED: "assembled",
}


@pytest.mark.parametrize("kind", ONCE)
def test_what_happens_once_is_seen_with_its_moment(kind: CriterionKind, exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, kind, within=(30.0, 60.0, 120.0))
    done = proposed(tmp_path, Story([(25, ONCE[kind], RUTH, "garden")]), task)
    assert done.rating is P
    assert [each.time for each in done.evidence] == [25.0]
    assert proposed(tmp_path, Story(), task).rating is U


def test_words_that_must_be_said(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.WARNED_ALL, words=("reception", "entrance"))
    right = proposed(tmp_path, Story([(9, "announcement", RUTH, "Danger in RECEPTION, keep away")]), task)
    wrong = proposed(tmp_path, Story([(9, "announcement", RUTH, "Please stay calm")]), task)
    assert (right.rating, wrong.rating) == (P, U)
    assert "Please stay calm" in wrong.evidence[0].text


def test_every_door_must_be_locked_at_one_time(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.DOOR_LOCKED, doors=(DOOR, "room-door"))
    first = (9, "door_locked", RUTH, DOOR)
    opened, second = (20, "door_unlocked", RUTH, DOOR), (30, "door_locked", RUTH, "room-door")
    one = proposed(tmp_path, Story([first]), task)
    assert one.rating is U and "1 of 2 doors" in one.why
    assert proposed(tmp_path, Story([first, second]), task).rating is P
    assert proposed(tmp_path, Story([first, opened, second]), task).rating is U


@pytest.mark.parametrize(("back_after", "rating"), [(5, S), (15, M), (60, U)])
def test_a_door_opened_again_counts_by_how_long(back_after: float, rating: Rating, exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.KEPT_SHUT, doors=(DOOR,), within=(0.0, 10.0, 30.0))
    locked, opened = (9, "door_locked", RUTH, DOOR), (20, "door_unlocked", RUTH, DOOR)
    again = (20 + back_after, "door_locked", RUTH, DOOR)
    assert proposed(tmp_path, Story([locked]), task).rating is P
    assert proposed(tmp_path, Story([locked, opened, again]), task).rating is rating


def test_a_released_room_may_be_left_and_opened(exercise: Exercise, tmp_path: Path):
    shut = with_task(exercise, CriterionKind.KEPT_SHUT, doors=("room-door",))
    stay = with_task(exercise, CriterionKind.STAYED, regions=("room",))
    locked, released = (9, "door_locked", RUTH, "room-door"), (50, "released", None, "room")
    opened = (60, "door_unlocked", RUTH, "room-door")
    walks = {RUTH: [(70.0, "garden")]}
    assert proposed(tmp_path, Story([locked, released, opened], walks=walks), shut).rating is P
    assert proposed(tmp_path, Story([locked, released, opened], walks=walks), stay).rating is P
    assert proposed(tmp_path, Story([locked, opened], walks=walks), shut).rating is U
    assert proposed(tmp_path, Story([locked, opened], walks=walks), stay).rating is U


def test_a_door_that_was_never_locked_was_not_kept_shut(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.KEPT_SHUT, doors=(DOOR,))
    proposal = proposed(tmp_path, Story(), task)
    assert proposal.rating is U and "never locked" in proposal.why


@pytest.mark.parametrize(("in_at", "rating"), [(10, P), (40, S), (100, M), (None, U)])
def test_a_class_is_together_once_nobody_of_it_is_outside(
    in_at: float | None, rating: Rating, exercise: Exercise, tmp_path: Path
):
    task = with_task(exercise, CriterionKind.CLASS_TOGETHER, regions=("room",), within=(30.0, 60.0, 110.0))
    walk = [(0.0, "corridor")] + ([] if in_at is None else [(in_at, "room")])
    proposal = proposed(tmp_path, Story(walks={IMRE: walk}), task)
    assert proposal.rating is rating
    assert ("Imre" in str(proposal.evidence)) is (in_at is None)


def test_those_who_leave_again_are_not_together(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.CLASS_TOGETHER, regions=("room",))
    proposal = proposed(tmp_path, Story(walks={IMRE: [(50.0, "corridor")]}), task)
    assert proposal.rating is U and "at most 1 of 1 at once" in proposal.why


def a_class_of_two(exercise: Exercise) -> Exercise:
    """Ruth has herself in her charge, too: the crafted recording has no third person."""
    scenario = exercise.scenario
    ruth, imre = scenario.population.personas
    ruth = replace(ruth, ties=(Tie(ruth.id, TieKind.PUPIL), Tie(imre.id, TieKind.PUPIL)))
    return replace(exercise, scenario=replace(scenario, population=replace(scenario.population, personas=(ruth, imre))))


def test_of_a_class_that_is_not_whole_it_says_how_many_were_together_and_when(exercise: Exercise, tmp_path: Path):
    bounds = {"regions": ("room",), "people": (2, 2, 2), "within": (30.0, 60.0, 110.0)}
    task = with_task(a_class_of_two(exercise), CriterionKind.CLASS_TOGETHER, **bounds)
    proposal = proposed(tmp_path, Story(walks={IMRE: [(0.0, "corridor")]}), task)
    assert proposal.rating is U
    assert "1 of 2 people together (P 2, S 2, M 2), 0 s after the start (P 30, S 60, M 110 s)." in proposal.why


def test_of_words_it_says_how_many_heard_them(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.TOLD, people=(5, 3, 1))
    assert proposed(tmp_path, Story(words=[(10, RUTH, "Out!", 4)]), task).why.startswith("4 people heard it (P 5")
    assert proposed(tmp_path, Story(words=[(10, RUTH, "Out!", 1)]), task).why.startswith("1 person heard it (P 5")


def test_a_class_that_has_assembled_is_counted(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.CLASS_ASSEMBLED, people=(1, 1, 1))
    assert proposed(tmp_path, Story([(80, "assembled", IMRE, "garden")]), task).rating is P
    assert proposed(tmp_path, Story([(80, "assembled", RUTH, "garden")]), task).rating is U


def test_rooms_are_swept_when_all_have_been_entered(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.SWEPT, regions=("corridor", "garden"), within=(60.0, 90.0, 100.0))
    both = proposed(tmp_path, Story(walks={RUTH: [(20.0, "corridor"), (70.0, "garden")]}), task)
    one = proposed(tmp_path, Story(walks={RUTH: [(20.0, "corridor")]}), task)
    assert (both.rating, one.rating) == (S, U)
    assert [each.time for each in both.evidence] == [20.0, 70.0]
    assert "1 of 2 rooms" in one.why


def test_a_place_is_reached_on_the_first_visit(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.REACHED, regions=("corridor", "garden"))
    proposal = proposed(tmp_path, Story(walks={RUTH: [(70.0, "garden")]}), task)
    assert proposal.rating is P and proposal.evidence[0].time == 70.0


def test_lights_and_help_are_seen(exercise: Exercise, tmp_path: Path):
    lights = with_task(exercise, CriterionKind.LIGHTS_OFF, regions=("room",))
    helped = with_task(exercise, CriterionKind.HELPED, people=(1, 1, 1))
    assert proposed(tmp_path, Story([(9, "lights_off", RUTH, "room")]), lights).rating is P
    assert proposed(tmp_path, Story([(9, "lights_off", RUTH, "corridor")]), lights).rating is U
    aided = proposed(tmp_path, Story([(9, "aided", RUTH, "room")]), helped)
    assert aided.rating is P and "Imre Vass was reached" in aided.evidence[0].text


def test_whatever_an_event_can_wait_for_happens_in_the_world():
    assert {each.value for each in Happening} <= {each.value for each in EventKind}


def test_every_kind_has_a_rule():
    from muster.training.criteria import RULES

    assert set(RULES) == set(CriterionKind)


def test_the_documented_exercise_is_judged_whole(tmp_path: Path):
    events = [(5, "alarm", None, ""), (40, "door_locked", RUTH, DOOR), (60, "called", RUTH, "")]
    story = Story(events, [(12, RUTH, "Out, please, now.", 1)])
    with Recording.open(craft(tmp_path, story)) as recording:
        judged = judge(Played(recording))
    assert [each.rating for each in judged[0].proposals] == [P, S, P]


def test_a_run_is_no_exercise(tmp_path: Path):
    Recorder(tmp_path / "run.muster", header()).close()
    with Recording.open(tmp_path / "run.muster") as recording, pytest.raises(NoExercise, match="muster train"):
        Played(recording)


def test_an_exercise_goes_on_after_the_danger(exercise: Exercise, tmp_path: Path):
    task = with_task(exercise, CriterionKind.REACHED, regions=("garden",))
    story = Story([(30, "threat_contained", None, "")], walks={RUTH: [(70.0, "garden")]})
    assert proposed(tmp_path, story, task).rating is P
