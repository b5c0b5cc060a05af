"""Others perceive a trainee as they do anybody: they hear, believe or doubt, and may follow; the own mind rests."""

from muster.behavior.v1.vocabulary import CueKind, Volume
from muster.perception.hearing import Word
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.persona import Duty
from muster.scenario.play import Play, PlayKind
from muster.scenario.scenario import Advice
from muster.scenario.speech import Urge
from muster.world.acts import Act
from muster.world.events import Event, EventKind
from support.perceiving import NORTH, Moment, ids, kinds, person


def moment(duty: Duty = Duty.WARDEN) -> Moment:
    """A trainee (0) and somebody else (1) in room a, in view of each other."""
    stage = Moment([person("me", duty=duty), person("you")])
    stage.stand(0, 5.0, 5.0, "a").stand(1, 8.0, 5.0, "a", facing=(-1.0, 0.0))
    play(stage, Play(PlayKind.TAKE))
    return stage


def play(stage: Moment, act: Play) -> None:
    assert stage.world.play(0, act) == ""
    stage.perception.play(0, act)


def say(stage: Moment, urge: Urge, text: str = "Now, please.") -> None:
    stage.notice(words=[Word(stage.world.tick, 0, Volume.TALK, text, urge)])


def asked(stage: Moment, seconds: float) -> set[int]:
    """Who is asked within so long."""
    agents: set[int] = set()
    for _ in range(round(seconds / stage.world.dt)):
        stage.notice(*stage.world.step())
        agents |= {percept.agent for percept in stage.perception.percepts()}
    return agents


def test_the_mind_of_who_is_played_is_not_asked_and_is_again_when_handed_back():
    stage = moment()
    assert asked(stage, 30.0) == {1}
    play(stage, Play(PlayKind.RELEASE))
    assert 0 in asked(stage, 1.0)


def test_words_are_heard_and_what_they_urge_is_advice():
    stage = moment()
    say(stage, Urge.LOCK, "Lock the door.")
    known = stage.perception.known
    assert known.advice_act[1] == int(Act.LOCK)
    assert "Lock the door." in [cue.text for cue in stage.perceive(1).cues]


def test_a_warden_is_believed_more_than_a_visitor():
    trust = []
    for duty in (Duty.WARDEN, Duty.VISITOR):
        stage = moment(duty)
        say(stage, Urge.LEAVE)
        trust.append(stage.perception.known.advice_trust[1])
    assert trust[0] > trust[1]


def test_follow_me_offers_to_follow_who_still_stands():
    stage = moment()
    assert "follow:me" not in ids(stage.perceive(1))
    play(stage, Play(PlayKind.LEAD))
    say(stage, Urge.FOLLOW, "Follow me!")
    assert "follow:me" in ids(stage.perceive(1))


def test_who_says_something_else_leads_no_longer():
    stage = moment()
    play(stage, Play(PlayKind.LEAD))
    say(stage, Urge.FOLLOW)
    play(stage, Play(PlayKind.SAY, text="Stay here.", urge=Urge.STAY))
    assert "follow:me" not in ids(stage.perceive(1))


def test_pointing_shows_the_way_to_those_who_see_it():
    stage = moment()
    play(stage, Play(PlayKind.POINT, exit="corridor-east-muster"))
    known = stage.perception.known
    assert (known.advice_act[1], known.advice_target[1]) == (int(Act.EXIT), 1)


def test_pointing_is_not_seen_through_walls():
    stage = moment().stand(1, 23.0, 5.0, "b", facing=NORTH)
    play(stage, Play(PlayKind.POINT, exit="corridor-east-muster"))
    assert stage.perception.known.advice_act[1] == 0


def test_a_rumour_reaches_whom_it_is_told_and_nobody_else():
    stage = moment()
    stage.perception.inject(Inject(InjectKind.RUMOUR, person="you", text="He is in b.", place="b", advice=Advice.LEAVE))
    where = stage.perception.known.where(1)
    assert where is not None and where.region == stage.world.region_index["b"]
    assert stage.perception.known.where(0) is None
    assert CueKind.SPEECH in kinds(stage.perceive(1))


def test_the_alarm_falls_silent():
    stage = moment().alarm()
    assert stage.perception.hears_alarm(1)
    stage.notice(Event(stage.world.tick, EventKind.ALARM_OFF))
    assert not stage.perception.hears_alarm(1)


def test_in_the_dark_people_are_made_out_only_near_by():
    stage = moment().stand(1, 7.0, 1.0, "corridor", facing=NORTH)
    stage.world.doors.set(0, stage.world.door_state(0).OPEN)
    stage.stand(0, 7.0, 7.5, "a")
    seen = [near.agent for near in stage.perceive(1).people]
    stage.world.lights[stage.world.region_index["a"]] = False
    assert (seen, [near.agent for near in stage.perceive(1).people]) == ([0], [])
