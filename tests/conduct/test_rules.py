"""What the rules say of people whose conduct is plain to see."""

import numpy as np
import pytest

from conduct.people import FRAMES, FREE_AT, ROOM_A, observed, walk, when
from muster.conduct.observed import Observed
from muster.conduct.rules import IntruderRules

STANDS = walk((0, 5.0, 10.0), (40, 5.0, 10.0))
LEAVES_WEST = walk((0, 40.0, 2.0), (4, 40.0, 2.0), (34, -5.0, 2.0))


def outcome(seen: Observed, agent: int = 0) -> str:
    return IntruderRules().classify(seen)[agent].outcome


def test_who_stands_exposed_freezes():
    assert outcome(observed(STANDS)) == "FREEZE"


def test_who_trembles_freezes_all_the_same():
    tremble = 0.05 * np.random.default_rng(0).standard_normal((FRAMES, 2))
    assert outcome(observed(STANDS + tremble)) == "FREEZE"


def test_who_is_pushed_aside_by_others_freezes_all_the_same():
    pushed = walk((0, 5.0, 10.0), (6, 5.0, 10.0), (6.4, 5.6, 10.0), (13, 5.6, 10.0), (13.4, 5.0, 9.6), (40, 5.0, 9.6))
    (verdict,) = IntruderRules().classify(observed(pushed))
    assert verdict.outcome == "FREEZE"
    assert verdict.features["still_s"] > 35.0


def test_standing_counts_from_the_end_of_the_reaction_time():
    late = walk((0, 50.0, 2.0), (12, 50.0, 2.0), (20, 62.0, 2.0))
    assert outcome(observed(late, free_at=np.array([11.0]), aware_at=np.array([1.0]))) == "RUN_INDEPENDENTLY"


def test_who_works_a_door_does_not_freeze():
    assert outcome(observed(STANDS, busy=when(0.0))) == "UNKNOWN"


def test_who_hides_without_going_far_hides_in_place():
    assert outcome(observed(STANDS, hidden=when(5.0))) == "HIDE_IN_PLACE"


def test_looking_out_of_hiding_for_a_moment_is_hiding_still():
    peeking = when(3.0) & ~when(7.0, 8.0) & ~when(11.0, 12.0) & ~when(15.0, 16.0)
    peeking &= ~when(19.0, 20.0) & ~when(23.0, 24.0) & ~when(27.0, 28.0) & ~when(31.0, 32.0) & ~when(35.0, 36.0)
    assert outcome(observed(STANDS, hidden=peeking)) == "HIDE_IN_PLACE"


def test_who_crosses_their_own_room_to_hide_hides_in_place():
    across = walk((0, 1.0, 5.0), (3, 1.0, 5.0), (15, 18.0, 12.0), (40, 18.0, 12.0))
    assert outcome(observed(across, hidden=when(15.0))) == "HIDE_IN_PLACE"


def test_who_runs_to_another_room_to_hide_hides_after_running():
    away = walk((0, 50.0, 2.0), (3, 50.0, 2.0), (12, 30.0, 3.5), (15, 30.0, 10.0), (40, 30.0, 10.0))
    assert outcome(observed(away, hidden=when(15.0))) == "HIDE_AFTER_RUNNING"


def locked() -> np.ndarray:
    secluded = np.zeros((FRAMES, 5), np.bool_)
    secluded[:, ROOM_A] = True
    return secluded


DRAWS_BACK = walk((0, 5.0, 8.0), (3, 5.0, 8.0), (6, 5.0, 12.0), (40, 5.0, 12.0))


def test_who_draws_back_behind_locked_doors_hides():
    assert outcome(observed(DRAWS_BACK, secluded=locked())) == "HIDE_IN_PLACE"


def test_who_has_a_hand_in_locking_hides_without_a_step():
    assert outcome(observed(STANDS, secluded=locked(), busy=when(3.0, 6.0))) == "HIDE_IN_PLACE"


def test_who_stands_petrified_in_a_room_that_others_locked_freezes():
    assert outcome(observed(STANDS, secluded=locked())) == "FREEZE"


def test_locks_do_not_hide_from_an_intruder_in_the_same_room():
    threat = np.tile([[15.0, 12.0]], (FRAMES, 1, 1))
    inside = observed(DRAWS_BACK, secluded=locked(), threat=threat, threat_present=np.ones((FRAMES, 1), np.bool_))
    assert outcome(inside) == "FREEZE"


def test_who_leaves_alone_runs_independently():
    assert outcome(observed(LEAVES_WEST)) == "RUN_INDEPENDENTLY"


def test_in_a_wheelchair_one_leaves_like_anybody_else():
    slow = walk((0, 20.0, 2.0), (3, 20.0, 2.0), (38, -1.0, 2.0))
    assert outcome(observed(slow)) == "RUN_INDEPENDENTLY"


def led_by_a_teacher() -> Observed:
    """A teacher walks out of room A and past the nearer exit to the east; five children go after them in a line."""
    teacher = walk((0, 10.0, 9.0), (2, 10.0, 9.0), (6, 10.0, 3.0), (35, 62.0, 2.0))
    back = [round(gap / 0.2) for gap in (1.2, 2.0, 2.8, 3.4, 4.0)]
    children = [np.concatenate([np.repeat(teacher[:1], late, axis=0), teacher[:-late]]) for late in back]
    return observed(teacher, *(child + np.array([0.0, 0.2 * (k % 3 - 1)]) for k, child in enumerate(children)))


def test_children_follow_their_teacher_and_the_teacher_nobody():
    outcomes = [verdict.outcome for verdict in IntruderRules().classify(led_by_a_teacher())]
    assert outcomes == ["RUN_INDEPENDENTLY", *["RUN_FOLLOWING_CROWD"] * 5]


def test_who_hides_for_a_moment_and_then_runs_on_is_told_by_the_running():
    at = walk((0, 10.0, 9.0), (10, 10.0, 9.0), (14, 10.0, 2.0), (40, 55.0, 2.0))
    assert outcome(observed(at, hidden=when(3.0, 10.0))) == "RUN_INDEPENDENTLY"


def test_milling_about_is_no_class():
    rng = np.random.default_rng(1)
    stops = [(float(t), *rng.uniform([1, 5], [8, 13])) for t in range(0, 44, 4)]
    assert outcome(observed(walk(*stops))) == "UNKNOWN"


def intruder_at(x: float) -> dict[str, np.ndarray]:
    return {"threat": np.tile([[x, 2.0]], (FRAMES, 1, 1)), "threat_present": np.ones((FRAMES, 1), np.bool_)}


def test_coming_to_grips_is_fighting():
    at = walk((0, 40.0, 2.0), (4, 40.0, 2.0), (20, 20.5, 2.0), (40, 20.5, 2.0))
    assert outcome(observed(at, fought_at=np.array([20.0]), **intruder_at(20.0))) == "FIGHT"


def test_being_stopped_on_the_way_to_the_intruder_is_fighting():
    health = np.where(when(10.0), 2, 0).astype(np.uint8)
    at = walk((0, 30.0, 2.0), (4, 30.0, 2.0), (10, 22.0, 2.0), (40, 22.0, 2.0))
    assert outcome(observed(at, health=health, **intruder_at(20.0))) == "FIGHT"


def test_going_for_an_intruder_that_somebody_else_overcomes_first_is_fighting():
    at = walk((0, 40.0, 2.0), (4, 40.0, 2.0), (12, 28.0, 2.0), (20, 40.0, 2.0), (40, 41.0, 2.0))
    present = when(0.0, 12.0)
    assert outcome(observed(at, **{**intruder_at(20.0), "threat_present": present})) == "FIGHT"


def test_going_up_to_where_the_intruder_lies_overcome_is_fighting():
    at = walk((0, 55.0, 2.0), (4, 55.0, 2.0), (30, 21.0, 2.0), (40, 21.0, 2.0))
    assert outcome(observed(at, **{**intruder_at(20.0), "threat_present": when(0.0, 10.0)})) == "FIGHT"


def test_running_past_the_intruder_is_not():
    assert outcome(observed(LEAVES_WEST, **intruder_at(20.0))) == "RUN_INDEPENDENTLY"


@pytest.mark.parametrize(
    "changed, aside",
    [
        ({"aware_at": np.array([np.nan]), "free_at": np.array([np.nan])}, "NEVER_AWARE"),
        ({"free_at": np.array([np.nan])}, "CUT_SHORT"),
        ({"health": np.where(when(1.5), 2, 0).astype(np.uint8)}, "INCAPACITATED_FIRST"),
        ({"outside": when(0.0)}, "OUT_FIRST"),
    ],
)
def test_who_could_not_act_is_set_aside(changed: dict[str, np.ndarray], aside: str):
    assert outcome(observed(STANDS, **changed)) == aside


def test_everything_counts_from_the_end_of_the_reaction_time():
    before = walk((0, 1.0, 5.0), (FREE_AT - 0.2, 18.0, 12.0), (40, 18.0, 12.0))
    (verdict,) = IntruderRules().classify(observed(before, hidden=when(FREE_AT + 1)))
    assert verdict.features["way_m"] < 2.0


def test_verdicts_do_not_depend_on_the_order_of_people():
    seen = led_by_a_teacher()
    backwards = observed(*(seen.position[:, k] for k in range(seen.people - 1, -1, -1)))
    there = [verdict.features for verdict in IntruderRules().classify(seen)]
    back = [verdict.features for verdict in IntruderRules().classify(backwards)]
    for one, other in zip(there, back[::-1], strict=True):
        assert one == pytest.approx(other, nan_ok=True)


def test_exits_are_compared_by_walking():
    """From the back of room A, the door of which is 10 m east: the west exit is 20 m off, the east exit 60."""
    out = walk((0, 12.0, 9.0), (3, 12.0, 9.0), (8, 10.0, 4.0), (20, -3.0, 2.0))
    (verdict,) = IntruderRules().classify(observed(out))
    assert (verdict.features["own_exit"], verdict.features["detour_m"]) == (1.0, 0.0)
