"""What people are told, and how much weight it has, depends on who tells them and whether it reaches them."""

import pytest

from muster.behavior.v1.vocabulary import CueKind, Feature, Knowing, Volume
from muster.perception.percept import MOST_CUES
from muster.scenario.persona import Duty, Hearing, Tie, TieKind
from muster.world.acts import Act, Intent
from muster.world.events import EventKind
from support.perceiving import SOUTH, Moment, feature, ids, kinds, person


def told(**ben: object) -> Moment:
    """Ann in the corridor sees the threat, then five seconds later, in room b, tells Ben."""
    moment = Moment([person("ann", "corridor"), person("ben", "b", **ben)])
    moment.stand(0, 15.0, 1.0, "corridor", (-1.0, 0.0)).stand(1, 23.0, 6.0, "b").lurk(7.0, 1.0, "corridor").notice()
    moment.world.tick += 100
    moment.stand(0, 22.0, 6.5, "b", SOUTH).say(0)
    return moment


def leaving(**ann: object) -> Moment:
    """Ann has heard of trouble and sets out by the east exit; she tells Ben to come along."""
    moment = Moment([person("ann", **ann), person("ben")], threat=None)
    moment.stand(0, 7.0, 5.0, "a").stand(1, 8.0, 5.0, "a")
    moment.perception.known.aware[0] = True
    moment.world.apply(0, Intent(Act.EXIT, 1))
    moment.say(0)
    return moment


def trust(**ann: object) -> float:
    return feature(leaving(**ann).perceive(1), "exit:corridor-east-muster", Feature.ADVISED)


def test_who_is_told_of_the_threat_knows_the_place_by_name_and_how_old_the_news_is():
    threat = told().perceive(1).threat
    assert threat is not None
    assert (threat.knowing, threat.place, threat.in_sight) == (Knowing.TOLD, "Corridor", False)
    assert threat.age == pytest.approx(5.0)


def test_who_is_told_is_less_sure_than_who_saw():
    moment = told()
    known = moment.perception.known
    assert known.sureness(1, moment.world.tick) < known.sureness(0, moment.world.tick)


def test_hearsay_does_not_displace_what_one_has_just_seen():
    moment = told()
    moment.stand(1, 15.0, 1.0, "corridor", (-1.0, 0.0)).notice()
    moment.say(0)
    threat = moment.perceive(1).threat
    assert threat is not None
    assert threat.knowing is Knowing.SEEN


def test_staff_are_trusted_more_than_pupils_and_family_most():
    family = (Tie("ann", TieKind.FAMILY),)
    moment = Moment([person("ann", duty=Duty.PUPIL), person("ben", ties=family)], threat=None)
    moment.stand(0, 7.0, 5.0, "a").stand(1, 8.0, 5.0, "a")
    moment.perception.known.aware[0] = True
    moment.world.apply(0, Intent(Act.EXIT, 1))
    moment.say(0)
    by_family = feature(moment.perceive(1), "exit:corridor-east-muster", Feature.ADVISED)
    assert trust(duty=Duty.PUPIL) < trust(duty=Duty.STAFF) < trust(duty=Duty.SECURITY) < by_family


def test_advice_is_about_the_exit_that_was_named():
    percept = leaving().perceive(1)
    assert feature(percept, "exit:corridor-east-muster", Feature.ADVISED) > 0
    assert feature(percept, "exit:corridor-west-muster", Feature.ADVISED) == 0


def test_a_deaf_person_at_the_speakers_side_is_shown_that_others_leave_and_not_where_the_threat_is():
    percept = told(hearing=Hearing.DEAF).perceive(1)
    assert percept.threat is None
    assert CueKind.PEOPLE_LEAVING in kinds(percept)
    assert "check" in ids(percept)


def test_a_deaf_person_across_the_room_misses_what_is_said():
    moment = leaving()
    moment = Moment([person("ann"), person("ben", hearing=Hearing.DEAF)], threat=None)
    moment.stand(0, 5.0, 3.0, "a").stand(1, 9.0, 7.0, "a")
    moment.perception.known.aware[0] = True
    moment.say(0, Volume.SHOUT)
    assert not moment.perception.known.aware[1]


def test_of_too_much_talk_the_oldest_is_forgotten():
    moment = Moment([person("ann"), person("ben")], threat=None)
    moment.stand(0, 7.0, 5.0, "a").stand(1, 8.0, 5.0, "a")
    for number in range(MOST_CUES + 2):
        moment.say(0, text=str(number))
    assert [cue.text for cue in moment.perceive(1).cues] == [str(number) for number in range(2, MOST_CUES + 2)]
    assert moment.perceive(1).cues == ()


def test_small_talk_makes_nobody_aware():
    moment = Moment([person("ann"), person("ben")], threat=None)
    moment.stand(0, 7.0, 5.0, "a").stand(1, 8.0, 5.0, "a").say(0)
    assert kinds(moment.perceive(1)) == [CueKind.SPEECH]
    assert not moment.perception.known.aware[1]


def test_who_checks_with_the_neighbours_learns_what_they_know():
    moment = Moment([person("ann", "corridor"), person("ben", "b")])
    moment.stand(0, 15.0, 1.0, "corridor", (-1.0, 0.0)).lurk(7.0, 1.0, "corridor").notice()
    moment.stand(0, 22.0, 6.0, "b").stand(1, 23.0, 6.0, "b")
    moment.world.bodies.act[1] = Act.CHECK
    moment.notice(moment.event(EventKind.ARRIVED, 1))
    threat = moment.perceive(1).threat
    assert threat is not None
    assert threat.knowing is Knowing.TOLD


def test_a_deaf_person_learns_from_seeing_others_leave():
    moment = Moment([person(f"p{k}") for k in range(3)] + [person("dan", hearing=Hearing.DEAF)], threat=None)
    for k in range(3):
        moment.stand(k, 5.0 + k, 4.0, "a")
    moment.stand(3, 7.0, 7.0, "a", SOUTH).alarm()
    assert not moment.perception.known.aware[3]
    moment.world.bodies.speed[:3] = 1.3
    for _ in range(3):
        moment.notice()
    assert CueKind.PEOPLE_LEAVING in kinds(moment.perceive(3))


def test_nobody_sees_others_leave_through_a_wall():
    moment = Moment([person(f"p{k}") for k in range(3)] + [person("dan", hearing=Hearing.DEAF)], threat=None)
    for k in range(3):
        moment.stand(k, 5.0 + k, 1.0, "corridor")
    moment.stand(3, 7.0, 3.0, "a", SOUTH).alarm()
    moment.world.bodies.speed[:3] = 1.3
    for _ in range(5):
        moment.notice()
    assert not moment.perception.known.aware[3]
