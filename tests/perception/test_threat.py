"""Nobody knows where the threat is but by seeing it, hearing it or being told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.behavior.v1.vocabulary import CueKind, Feature, Knowing
from muster.scenario.building import DoorState
from muster.world.acts import Act, Door
from muster.world.events import EventKind
from support.perceiving import NORTH, SOUTH, Moment, feature, kinds, person
from support.perceiving import wing as wing_of

ANYWHERE_IN_THE_CORRIDOR = st.tuples(st.floats(0.3, 39.7), st.floats(0.3, 1.7))


def somebody_in_a(state: DoorState = DoorState.CLOSED) -> Moment:
    return Moment([person("ann")], wing_of(state)).stand(0, 7.0, 5.0, "a")


@given(ANYWHERE_IN_THE_CORRIDOR)
def test_behind_a_closed_door_the_threat_may_be_anywhere_and_the_percept_is_the_same(where: tuple[float, float]):
    absent, present = somebody_in_a(), somebody_in_a().lurk(*where, "corridor")
    for moment in (absent, present):
        moment.alarm()
    assert present.sent() == absent.sent()


@given(ANYWHERE_IN_THE_CORRIDOR, st.sampled_from(["corridor", "b"]))
def test_after_a_shot_the_threat_may_go_anywhere_unseen_and_the_percept_is_the_same(
    where: tuple[float, float], region: str
):
    moments = [somebody_in_a().lurk(15.0, 1.0, "corridor") for _ in range(2)]
    for moment in moments:
        moment.notice(moment.shot())
    x, y = where if region == "corridor" else (23.0, 5.0)
    moments[1].lurk(x, y, region).notice()
    assert moments[0].sent() == moments[1].sent()


@pytest.mark.parametrize(("state", "seen"), [(DoorState.OPEN, True), (DoorState.CLOSED, False)])
def test_the_threat_is_seen_through_an_open_door_and_not_through_a_closed_one(state: DoorState, seen: bool):
    moment = somebody_in_a(state).lurk(7.0, 1.0, "corridor")
    moment.notice()
    percept = moment.perceive()
    assert (percept.threat is not None and percept.threat.in_sight) == seen
    assert (CueKind.THREAT_SEEN in kinds(percept)) == seen


def test_what_lies_behind_one_is_not_seen_from_afar():
    moment = Moment([person("ann")]).stand(0, 30.0, 1.0, "corridor", (1.0, 0.0)).lurk(10.0, 1.0, "corridor")
    moment.notice()
    assert moment.perceive().threat is None


def test_a_shot_in_another_room_is_believed_beyond_the_door_it_came_by():
    moment = somebody_in_a().lurk(23.0, 5.0, "b")
    moment.notice(moment.shot())
    threat = moment.perceive().threat
    assert threat is not None
    assert (threat.knowing, threat.place, threat.in_sight) == (Knowing.HEARD, "Corridor", False)


def test_shots_from_two_places_in_the_corridor_sound_alike_in_a_room():
    moments = [somebody_in_a().lurk(x, 1.0, "corridor") for x in (14.0, 15.0)]
    for moment in moments:
        moment.notice(moment.shot())
    assert moments[0].sent() == moments[1].sent()


def test_a_farther_shot_seems_farther():
    near, far = (somebody_in_a().lurk(x, 1.0, "corridor") for x in (8.0, 39.0))
    distances: list[float] = []
    for moment in (near, far):
        moment.notice(moment.shot())
        threat = moment.perceive().threat
        assert threat is not None
        distances.append(threat.distance)
    assert distances[0] < distances[1]


def test_the_belief_ages_while_nothing_is_seen_or_heard():
    moment = somebody_in_a().lurk(15.0, 1.0, "corridor")
    moment.notice(moment.shot())
    moment.lurk(38.0, 1.0, "corridor")
    for _ in range(100):
        moment.world.tick += 1
    threat = moment.perceive().threat
    assert threat is not None
    assert threat.age == pytest.approx(5.0)


def test_a_way_past_the_threat_counts_for_less_as_one_grows_unsure():
    moment = Moment([person("ann")]).stand(0, 7.0, 1.6, "a", NORTH).stand(0, 7.0, 5.0, "a", SOUTH)
    moment.world.doors.set(0, Door.OPEN)
    moment.lurk(7.0, 1.0, "corridor").notice()
    moment.world.doors.set(0, Door.CLOSED)
    moment.notice()
    at_once = feature(moment.perceive(), "go:corridor", Feature.PAST_THREAT)
    moment.world.tick += 1200
    later = feature(moment.perceive(), "go:corridor", Feature.PAST_THREAT)
    assert at_once == 1.0
    assert later == pytest.approx(0.368, abs=0.01)


def confronting(moment: Moment, agent: int) -> list[int]:
    """Return where somebody may go to confront the threat: -1 in view, else the region they take it to be in."""
    return [each.intent.target for each in moment.perceive(agent).options if each.intent.act is Act.CONFRONT]


def test_who_sees_the_threat_may_confront_it_and_who_heard_it_may_go_where_they_take_it_to_be():
    moment = Moment([person("ann"), person("ben")]).stand(0, 7.0, 5.0, "a").stand(1, 10.0, 1.0, "corridor", (-1.0, 0.0))
    assert confronting(moment, 0) == []
    moment.lurk(7.0, 1.0, "corridor").notice(moment.shot())
    assert confronting(moment, 0) == [moment.world.region_index["corridor"]]
    assert confronting(moment, 1) == [-1]


def test_whoever_goes_to_confront_the_threat_is_led_by_their_belief_and_gives_up_where_it_is_not():
    moment = Moment([person("ann")]).stand(0, 7.0, 5.0, "a").lurk(7.0, 1.0, "corridor")
    moment.notice(moment.shot())
    x, y = moment.world.places.inner_point[moment.world.region_index["corridor"]]
    moment.lurk(35.0, 1.0, "corridor").stand(0, x, y, "corridor", (-1.0, 0.0))
    assert confronting(moment, 0) == []


def test_ways_away_from_the_threat_are_told_from_those_toward_it():
    moment = Moment([person("ann")]).stand(0, 20.0, 1.0, "corridor", (-1.0, 0.0)).lurk(10.0, 1.0, "corridor")
    moment.notice()
    percept = moment.perceive()
    exits = {o.id: feature(percept, o.id, Feature.AWAY) for o in percept.options if o.intent.act is Act.EXIT}
    assert exits["exit:corridor-east-muster"] == pytest.approx(1.0, abs=0.1)
    assert exits["exit:corridor-west-muster"] < 0.0


def test_whoever_does_not_find_the_threat_where_they_took_it_to_be_looks_on_in_the_next_corridor():
    moment = Moment([person("ann")]).stand(0, 15.0, 1.0, "corridor").lurk(23.0, 5.0, "b")
    moment.notice(moment.shot())
    corridor, b = (moment.world.region_index[name] for name in ("corridor", "b"))
    assert confronting(moment, 0) == [b]
    moment.world.tick += 20
    moment.stand(0, 23.0, 6.0, "b").lurk(38.0, 1.0, "corridor")
    moment.notice(moment.event(EventKind.LOST, 0))
    assert confronting(moment, 0) == [corridor]
