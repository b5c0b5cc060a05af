"""What people can do depends on what they know, hold and have at hand."""

import pytest

from muster.behavior.v1.vocabulary import Feature
from muster.scenario.building import DoorState, LockKind
from muster.scenario.persona import Duty, Hearing, Knowledge, Tie, TieKind
from muster.world.acts import Act, Door
from muster.world.events import EventKind
from support.perceiving import EAST, NORTH, SOUTH, WEST, Moment, acts, feature, ids, option, person, wing


def in_room_a(*, lock: LockKind = LockKind.NONE, state: DoorState = DoorState.CLOSED, **changes: object) -> Moment:
    """Ann in room a, who has heard the alarm."""
    moment = Moment([person("ann", **changes)], wing(state, lock), threat=None)
    return moment.stand(0, 7.0, 5.0, "a").alarm()


def with_ben(x: float, y: float, region: str = "a", speed: float = 0.0, **ann: object) -> Moment:
    """Ann in room a facing south, and Ben somewhere, facing south too; both aware."""
    moment = Moment([person("ann", **ann), person("ben")], threat=None)
    moment.stand(0, 7.0, 5.0, "a").stand(1, x, y, region).alarm()
    moment.world.bodies.speed[1] = speed
    return moment


def test_a_visitor_knows_fewer_exits_than_staff():
    visitor = in_room_a(knows=Knowledge.ENTRANCE).perceive()
    staff = in_room_a(knows=Knowledge.ALL, duty=Duty.STAFF).perceive()
    exits = [sum(o.intent.act is Act.EXIT for o in percept.options) for percept in (visitor, staff)]
    assert exits == [1, 2]


def test_an_exit_in_the_same_corridor_is_seen_by_whoever_does_not_know_it():
    moment = Moment([person("ann", knows=Knowledge.ENTRANCE)], threat=None).stand(0, 30.0, 1.0, "corridor").alarm()
    percept = moment.perceive()
    assert feature(percept, "exit:corridor-east-muster", Feature.VISIBLE) == 1.0
    assert feature(percept, "exit:corridor-east-muster", Feature.FAMILIAR) == pytest.approx(0.3)


def test_rooms_next_door_are_remembered_only_by_those_who_know_them():
    stranger, regular = (
        Moment([person("ann", "corridor", also_knows=known)], threat=None).stand(0, 15.0, 1.0, "corridor").alarm()
        for known in ((), ("b",))
    )
    assert "hide:b-cupboard" not in ids(stranger.perceive())
    assert "hide:b-cupboard" in ids(regular.perceive())


def test_who_is_unaware_is_asked_nothing_about_an_emergency():
    percept = Moment([person("ann"), person("ben")]).lurk(30.0, 1.0, "corridor").perceive()
    assert acts(percept) <= {Act.STAY, Act.CARRY_ON, Act.GO}
    assert percept.threat is None


def test_a_door_found_locked_is_not_offered_again():
    moment = Moment([person("ann", "corridor")], threat=None).stand(0, 7.0, 1.5, "corridor", NORTH).alarm()
    assert "go:a" in ids(moment.perceive())
    moment.notice(moment.event(EventKind.DOOR_REFUSED, 0, 0))
    assert "go:a" not in ids(moment.perceive())


def test_a_door_found_locked_is_offered_again_once_it_is_seen_to_stand_open():
    moment = Moment([person("ann", "corridor")], threat=None).stand(0, 7.0, 1.5, "corridor", NORTH).alarm()
    moment.notice(moment.event(EventKind.DOOR_REFUSED, 0, 0))
    moment.world.doors.set(0, Door.OPEN)
    assert "go:a" in ids(moment.perceive())


def test_a_locked_door_looks_like_a_closed_one_to_those_who_have_not_tried_it():
    locked, closed = in_room_a(lock=LockKind.KEY), in_room_a(lock=LockKind.KEY)
    locked.world.doors.set(0, Door.LOCKED)
    assert locked.sent() == closed.sent()


@pytest.mark.parametrize(("duty", "may"), [(Duty.STAFF, True), (Duty.PUPIL, False), (Duty.VISITOR, False)])
def test_staff_have_keys_and_pupils_have_not(duty: Duty, may: bool):
    assert ("lock:a-corridor" in ids(in_room_a(lock=LockKind.KEY, duty=duty).perceive())) == may


@pytest.mark.parametrize("duty", list(Duty))
def test_anybody_in_the_room_may_turn_a_thumb_turn(duty: Duty):
    assert "lock:a-corridor" in ids(in_room_a(lock=LockKind.INSIDE, duty=duty).perceive())


def test_who_has_locked_a_door_may_open_it_again():
    moment = in_room_a(lock=LockKind.INSIDE)
    moment.world.doors.set(0, Door.LOCKED)
    offered = ids(moment.perceive())
    assert "open:a-corridor" in offered
    assert "lock:a-corridor" not in offered


def test_a_barricade_is_seen_from_its_own_side_only():
    moment = Moment([person("ann"), person("ben", "corridor")], threat=None)
    moment.stand(0, 7.0, 5.0, "a").stand(1, 7.0, 1.0, "corridor", NORTH).alarm()
    moment.world.doors.set(0, Door.BARRICADED)
    moment.notice(moment.event(EventKind.DOOR_BARRICADED, 0, 0))
    assert "open:a-corridor" in ids(moment.perceive(0))
    assert "go:a" in ids(moment.perceive(1))


def test_help_is_called_for_once():
    moment = Moment([person("ann", "corridor")]).stand(0, 7.0, 1.0, "corridor", EAST).lurk(20.0, 1.0, "corridor")
    moment.notice()
    assert "call" in ids(moment.perceive())
    moment.notice(moment.event(EventKind.CALLED, 0))
    assert "call" not in ids(moment.perceive())


def test_children_do_not_telephone():
    moment = Moment([person("ann", "corridor", age=9)]).stand(0, 7.0, 1.0, "corridor", EAST)
    moment.lurk(20.0, 1.0, "corridor").notice()
    assert "call" not in ids(moment.perceive())


def test_people_go_to_wait_for_and_look_for_their_own():
    friend = (Tie("ben", TieKind.FAMILY),)
    apart = with_ben(7.0, 5.0 - 5.5, "corridor", ties=friend)
    apart.world.doors.set(0, Door.OPEN)
    apart.stand(1, 7.0, 2.0 - 0.6, "corridor").stand(0, 7.0, 7.0, "a")
    assert {"join:ben", "wait"} <= set(ids(apart.perceive()))
    away = with_ben(23.0, 5.0, "b", ties=friend, also_knows=("b",))
    away.perception._surroundings.starts[1] = away.world.region_index["b"]  # pyright: ignore[reportPrivateUsage]
    assert "seek:ben" in ids(away.perceive())


def test_a_friend_who_cannot_hear_the_alarm_is_fetched():
    cast = [
        person("ann", ties=(Tie("dan", TieKind.FRIEND),), also_knows=("b",)),
        person("dan", "b", hearing=Hearing.DEAF),
    ]
    moment = Moment(cast, threat=None).stand(0, 7.0, 5.0, "a").alarm()
    assert "seek:dan" in ids(moment.perceive())


def test_the_hurt_are_offered_help_and_those_with_a_helper_less():
    moment = with_ben(8.0, 4.0)
    moment.world.bodies.health[1] = 1
    alone = feature(moment.perceive(), "help:ben", Feature.NEED)
    moment.world.bodies.helped[1] = moment.world.tick
    assert feature(moment.perceive(), "help:ben", Feature.NEED) < alone


def test_one_goes_along_with_those_on_their_way_out_and_not_with_those_who_stand():
    assert "follow:ben" in ids(with_ben(7.0, 3.0, speed=1.3).perceive())
    assert "follow:ben" not in ids(with_ben(7.0, 3.0).perceive())


def test_who_comes_from_behind_may_be_followed_by_those_who_stand_and_not_by_those_who_walk_themselves():
    moment = with_ben(7.0, 7.0, speed=1.3)
    assert "follow:ben" in ids(moment.perceive())
    moment.world.bodies.speed[0] = 1.0
    assert "follow:ben" not in ids(moment.perceive())


def test_others_count_toward_the_door_they_are_seen_to_make_for_whatever_they_mean_to_do():
    moment = with_ben(7.0, 4.0, speed=1.3)
    for act, target in ((Act.EXIT, 1), (Act.GO, 1), (Act.HIDE, 1)):
        moment.world.bodies.act[1], moment.world.bodies.target[1] = act, target
        percept = moment.perceive()
        assert feature(percept, "exit:corridor-east-muster", Feature.OTHERS) == 1.0
        assert feature(percept, "stay", Feature.OTHERS) == 0.0


def test_what_others_are_about_shows_only_in_how_they_move():
    seen: set[str] = set()
    for act in (Act.EXIT, Act.GO, Act.FOLLOW, Act.HIDE, Act.STAY):
        moment = with_ben(8.0, 4.0, speed=1.3)
        moment.world.bodies.act[1], moment.world.bodies.target[1] = act, 0
        seen |= {other.doing for other in moment.perceive().people}
    assert seen == {"walking"}


def test_a_queue_behind_a_closed_door_is_not_seen():
    moment = with_ben(7.0, 1.0, "corridor", speed=0.2)
    moment.world.bodies.next_door[1] = 0
    assert feature(moment.perceive(), "go:corridor", Feature.CROWDING) == 0.0


def test_who_hides_elsewhere_is_not_seen_to_have_taken_the_place():
    cast = [person("ann", "corridor", also_knows=("b",)), person("ben", "b")]
    moments = [Moment(cast, threat=None).stand(0, 15.0, 1.0, "corridor", WEST).alarm() for _ in range(2)]
    moments[1].world.acting.hideouts.free[1] = 0
    assert moments[0].sent() == moments[1].sent()


def test_a_place_found_taken_is_not_tried_again():
    moment = Moment([person("ann", "corridor", also_knows=("b",))], threat=None).stand(0, 15.0, 1.0, "corridor").alarm()
    moment.world.bodies.act[0], moment.world.bodies.target[0] = Act.HIDE, 1
    moment.notice(moment.event(EventKind.FAILED, 0))
    assert "hide:b-cupboard" not in ids(moment.perceive())


def test_outside_one_goes_on_to_the_muster_point():
    moment = Moment([person("ann")], threat=None).stand(0, 45.0, 1.0, "east").alarm()
    moment.world.bodies.outside[0] = True
    assert option(moment.perceive(), "muster:corridor-east-muster").intent.act is Act.EXIT


def test_people_behind_a_wall_or_far_off_are_not_in_view():
    assert [p.agent for p in with_ben(7.0, 4.0).perceive().people] == [1]
    assert with_ben(7.0, 1.0, "corridor").perceive().people == ()
    far = Moment([person("ann"), person("ben")], threat=None)
    far.stand(0, 5.0, 1.0, "corridor", EAST).stand(1, 30.0, 1.0, "corridor", SOUTH)
    assert far.perceive().people == ()


def test_pupils_have_been_told_to_keep_with_their_teacher():
    teacher = (Tie("ben", TieKind.TEACHER),)
    advised = {
        ties: feature(with_ben(7.0, 3.0, speed=1.3, ties=ties).perceive(), "follow:ben", Feature.ADVISED)
        for ties in (teacher, ())
    }
    assert advised[teacher] > advised[()] == 0.0
