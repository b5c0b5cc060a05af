"""Sound falls with distance, is stopped by doors, drowned by noise, and missed by those who hear badly."""

import numpy as np
import pytest

from muster.behavior.v1.vocabulary import CueKind, Volume
from muster.perception.hearing import QUIET, SHOUT, TALK, Ears
from muster.scenario.persona import Hearing
from muster.world.acts import Door
from muster.world.events import EventKind
from muster.world.navigation.sound import CLOSED_DOOR
from support.perceiving import Moment, kinds, person

HEARD_WORDS = {CueKind.SPEECH, CueKind.SHOUT}


def two(metres: float, **changes: object) -> Moment:
    """Ann, who speaks, and Ben, in the corridor."""
    moment = Moment([person("ann"), person("ben", **changes)], threat=None)
    return moment.stand(0, 10.0, 1.0, "corridor").stand(1, 10.0 + metres, 1.0, "corridor")


def hears(moment: Moment, volume: Volume) -> bool:
    """Whether Ben takes in Ann's words."""
    moment.say(0, volume, "Fire!")
    return any(cue.text == "Fire!" for cue in moment.perceive(1).cues)


def test_in_one_room_a_voice_loses_6_db_with_each_doubling_of_distance():
    moment = two(8.0)
    bodies = moment.world.bodies
    heard = Ears(moment.cast, moment.world).levels(int(bodies.region[0]), bodies.position[0], SHOUT)
    ben = heard.rows.tolist().index(1)
    assert heard.level[ben] == pytest.approx(SHOUT - 20 * np.log10(8.0))
    assert heard.door[ben] == -1


@pytest.mark.parametrize("state", [Door.OPEN, Door.CLOSED])
def test_a_closed_door_takes_22_db(state: Door):
    moment = Moment([person("ann"), person("ben")], threat=None).stand(0, 7.0, 4.0, "a").stand(1, 7.0, 1.0, "corridor")
    moment.world.doors.set(0, state)
    bodies = moment.world.bodies
    heard = Ears(moment.cast, moment.world).levels(int(bodies.region[0]), bodies.position[0], SHOUT)
    ben = heard.rows.tolist().index(1)
    assert heard.level[ben] == pytest.approx(
        SHOUT - 20 * np.log10(3.0) - (CLOSED_DOOR if state is Door.CLOSED else 0.0), abs=0.5
    )
    assert heard.door[ben] == 0


@pytest.mark.parametrize(("volume", "reach"), [(Volume.WHISPER, 1.5), (Volume.TALK, 9.9)])
def test_a_whisper_and_a_word_carry_so_far_in_a_quiet_building(volume: Volume, reach: float):
    assert hears(two(reach), volume)
    assert not hears(two(reach + 0.6), volume)


def test_a_shout_carries_down_the_corridor():
    assert hears(two(29.0), Volume.SHOUT)


def test_an_alarm_drowns_words_and_not_shouts():
    assert hears(two(4.0), Volume.TALK)
    assert not hears(two(4.0).alarm(), Volume.TALK)
    assert hears(two(4.0).alarm(), Volume.SHOUT)


def test_a_crowd_drowns_words():
    moment = two(6.0)
    ears = Ears(moment.cast, moment.world)
    level = TALK - 20 * np.log10(6.0)
    assert ears.noise_at(2, 0.0) == QUIET < level < ears.noise_at(2, 2.0)


def test_a_shout_too_faint_to_make_out_is_still_noticed():
    moment = two(9.0).alarm()
    moment.say(0, Volume.SHOUT, "Fire!")
    (cue,) = [cue for cue in moment.perceive(1).cues if cue.kind is CueKind.SHOUT]
    assert cue.text == ""


def test_deaf_people_hear_neither_alarm_nor_shot_nor_shout():
    moment = two(6.0, hearing=Hearing.DEAF).alarm()
    moment.say(0, Volume.SHOUT)
    moment.notice(moment.event(EventKind.SHOT, 0))
    assert kinds(moment.perceive(1)) == []


def test_the_hard_of_hearing_hear_the_alarm_and_shouts_but_no_words_across_a_room():
    assert CueKind.ALARM in kinds(two(4.0, hearing=Hearing.HARD_OF_HEARING).alarm().perceive(1))
    assert hears(two(4.0, hearing=Hearing.HARD_OF_HEARING), Volume.SHOUT)
    assert not hears(two(4.0, hearing=Hearing.HARD_OF_HEARING), Volume.TALK)


def test_a_voice_through_a_door_has_a_name_only_for_those_who_know_it():
    moment = Moment([person("ann"), person("ben", "corridor")], threat=None)
    moment.stand(0, 7.0, 4.0, "a").stand(1, 9.5, 0.5, "corridor").say(0, Volume.SHOUT)
    (cue,) = [cue for cue in moment.perceive(1).cues if cue.kind in HEARD_WORDS]
    assert (cue.speaker, cue.place) == (-1, "A")
