"""Knocks and voices at doors: who hears them, what can be done about them, and whom one believes."""

from dataclasses import replace

from muster.behavior.v1.vocabulary import CueKind, Feature, Volume
from muster.perception.hearing import Word
from muster.perception.perception import Perception
from muster.scenario.building import DoorState, LockKind
from muster.scenario.persona import Hearing, Tie, TieKind
from muster.scenario.response import Response
from muster.world.events import EventKind
from muster.world.world import World
from support.perceiving import Moment, feature, ids, kinds, person, wing

LET_IN, ASK, KNOCK = "let-in:a-corridor", "ask:a-corridor", "knock:a-corridor"


def knocked(**ann: object) -> Moment:
    """Ann is in room a, behind a locked door, at which Ben knocks."""
    locked = wing(DoorState.LOCKED, LockKind.INSIDE)
    moment = Moment([person("ann", **ann), person("ben", "corridor"), person("cy", "b")], locked)
    moment.stand(0, 7.0, 5.0, "a").stand(1, 7.0, 1.3, "corridor").stand(2, 23.0, 6.0, "b")
    moment.notice(moment.event(EventKind.KNOCKED, 1, 0))
    return moment


def helped(*, at: tuple[float, float, str], **ann: object) -> Moment:
    """Ann is in room a; a responder stands ``at`` a place and says that it is over."""
    moment = Moment([person("ann", **ann)])
    scenario = replace(moment.world.scenario, response=Response(responders=1))
    moment.world = World(scenario, 0)
    moment.perception = Perception(moment.world)
    moment.stand(0, 7.0, 5.0, "a").stand(1, *at)
    moment.world.bodies.present[1], moment.world.bodies.assembled[1] = True, False
    moment.notice(words=[Word(0, 1, Volume.SHOUT, "Police. It is over.")])
    return moment


def test_who_is_inside_hears_a_knock_and_may_open_or_ask():
    percept = knocked().perceive(0)
    assert kinds(percept) == [CueKind.KNOCK]
    assert percept.cues[0].place == "Corridor"
    assert {LET_IN, ASK} <= {*ids(percept)}


def test_a_knock_at_another_room_is_nothing_to_open_to():
    assert LET_IN not in ids(knocked().perceive(2))


def test_a_deaf_person_does_not_hear_a_knock():
    assert kinds(knocked(hearing=Hearing.DEAF).perceive(0)) == []


def test_after_a_while_nobody_is_thought_to_be_there_any_more():
    moment = knocked()
    moment.world.tick += round(31.0 / moment.world.dt)
    assert LET_IN not in ids(moment.perceive(0))


def test_who_is_asked_says_their_name_and_is_then_known():
    moment = knocked(ties=(Tie("ben", TieKind.FAMILY),))
    moment.notice(moment.event(EventKind.ASKED, 0, 0))
    (word,) = moment.perception.said_at_doors()
    assert (word.agent, word.text) == (1, "It's Ben. Please let me in.")
    percept = moment.perceive(0)
    assert ASK not in ids(percept)
    assert feature(percept, LET_IN, Feature.TIE) == 1.0


def test_who_has_gone_gives_no_answer():
    moment = knocked()
    moment.stand(1, 35.0, 1.0, "corridor").notice(moment.event(EventKind.ASKED, 0, 0))
    assert moment.perception.said_at_doors() == []


def test_who_knocked_notices_that_they_are_let_in():
    moment = knocked()
    moment.perception.known.finds_locked(1, 0)
    moment.notice(moment.event(EventKind.DOOR_UNLOCKED, 0, 0))
    percept = moment.perceive(1)
    assert CueKind.LET_IN in kinds(percept)
    assert feature(percept, "go:a", Feature.ADVISED) > 0.5


def test_people_think_of_knocking_only_in_scenarios_that_ask_for_it():
    for knocking in (False, True):
        moment = knocked()
        moment.world = World(replace(moment.world.scenario, knocking=knocking), 0)
        moment.perception = Perception(moment.world)
        moment.stand(1, 7.0, 1.3, "corridor").perception.known.finds_locked(1, 0)
        moment.perception.known.aware[1] = True
        assert (KNOCK in ids(moment.perceive(1))) is knocking


def test_responders_in_the_room_count_for_more_than_a_voice_behind_the_door():
    seen, voice = helped(at=(7.0, 3.0, "a")), helped(at=(7.0, 1.0, "corridor"))
    assert seen.perceive(0).cues[0].speaker == 1
    assert voice.perceive(0).cues[0].speaker == -1
    assert seen.perception.known.released[0] > voice.perception.known.released[0] > 0.0


def test_a_deaf_person_understands_the_gestures_of_a_responder_they_see():
    assert kinds(helped(at=(7.0, 3.0, "a"), hearing=Hearing.DEAF).perceive(0)) == [CueKind.RELEASE]
    assert kinds(helped(at=(7.0, 1.0, "corridor"), hearing=Hearing.DEAF).perceive(0)) == []


def test_who_is_told_that_it_is_over_goes_round_no_place_any_more():
    moment = helped(at=(7.0, 3.0, "a"))
    moment.lurk(20.0, 1.0, "corridor")
    moment.notice(moment.shot())
    assert moment.perception.known.sureness(0, moment.world.tick) < 0.1
