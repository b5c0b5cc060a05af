"""A trainee's client is told what their body can know: what happens out of its sight and hearing changes nothing."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.behavior.v1.vocabulary import CueKind, Volume
from muster.client.episode import Episode
from muster.perception.hearing import Word
from muster.scenario.building import DoorState, LockKind
from muster.scenario.persona import Knowledge, Persona
from muster.scenario.play import Play, PlayKind, Rights
from muster.training.knowledge import Knowing, Known
from muster.world.acts import Door
from support.deciding import AnyOption
from support.perceiving import EAST, LURKING, NORTH, WEST, person, wing
from support.walking import put, scenario_of

ME = person("me", knows=Knowledge.ENTRANCE)


class Stage:
    """An episode whose person 0 is played and stands in room a, facing north; the others are in room b."""

    def __init__(self, *others: Persona, state: DoorState = DoorState.CLOSED, lock: LockKind = LockKind.NONE) -> None:
        cast = [ME, *(others or (person("you", "b"),))]
        self.episode = Episode(scenario_of(wing(state, lock), cast, threat=LURKING), 0, AnyOption(), None)
        self.world = self.episode.world
        self.stand(0, 7.0, 4.0, "a", NORTH)
        for row in range(1, self.world.people):
            self.stand(row, 22.0 + 0.5 * row, 5.0, "b", NORTH)
        self.episode.play(0, Play(PlayKind.TAKE, rights=Rights(keys=True)))
        self.episode.tick()
        self.stand(0, 7.0, 4.0, "a", NORTH)
        self.knowing = Knowing(self.episode, 0)

    def stand(self, body: int, x: float, y: float, region: str, facing: tuple[float, float]) -> None:
        put(self.world, body, x, y, region)
        self.world.bodies.heading[body] = facing

    def lurk(self, x: float, y: float, region: str) -> None:
        self.world.bodies.present[self.world.people] = True
        self.stand(self.world.people, x, y, region, NORTH)

    def say(self, body: int, volume: Volume, text: str = "Over here.") -> None:
        self.episode.perception.notice((), [Word(self.world.tick, body, volume, text)])

    def now(self) -> Known:
        return self.knowing.now()


def test_somebody_near_by_and_in_view_is_told_with_their_name():
    stage = Stage()
    stage.stand(1, 8.0, 6.0, "a", WEST)
    (seen,) = stage.now().people
    assert (seen.name, seen.doing, seen.position[:2]) == ("You", "standing", (8.0, 6.0))


def test_nobody_is_recognised_beyond_fifteen_metres():
    stage = Stage()
    stage.stand(0, 2.0, 1.0, "corridor", EAST)
    stage.stand(1, 30.0, 1.0, "corridor", WEST)
    (seen,) = stage.now().people
    assert (seen.name, seen.doing) == ("", "")


def test_a_body_has_another_number_when_it_comes_back_into_view():
    stage = Stage()
    numbers = []
    for x, y, region in [(8.0, 6.0, "a"), (9.0, 6.0, "a"), (23.0, 5.0, "b"), (8.0, 6.0, "a")]:
        stage.stand(1, x, y, region, WEST)
        numbers += [seen.body for seen in stage.now().people]
    assert numbers[0] == numbers[1] != numbers[2]


spots = st.tuples(st.floats(20.5, 25.5), st.floats(2.5, 7.5))


@settings(max_examples=25, deadline=None)
@given(spots, st.sampled_from([0, 1, 2]), st.booleans())
def test_whatever_is_out_of_sight_and_hearing_changes_nothing(where: tuple[float, float], health: int, lit: bool):
    stages = Stage(), Stage()
    there = stages[1]
    there.stand(1, *where, "b", EAST)
    there.world.bodies.health[1] = health
    there.world.bodies.speed[1] = 1.2
    there.world.lights[there.world.region_index["b"]] = lit
    there.world.doors.set(1, Door.BARRICADED)
    there.lurk(*where, "b")
    there.say(1, Volume.WHISPER)
    assert stages[0].now() == there.now()


def test_the_threat_is_told_in_sight_and_not_behind_a_wall():
    stage = Stage()
    stage.lurk(8.0, 7.0, "a")
    seen = stage.now().threat
    stage.lurk(7.0, 1.0, "corridor")
    assert seen is not None and stage.now().threat is None


@pytest.mark.parametrize(("region", "expected"), [("a", Door.LOCKED), ("corridor", Door.CLOSED)])
def test_a_lock_is_seen_from_the_side_of_its_turn_only(region: str, expected: Door):
    stage = Stage(state=DoorState.LOCKED, lock=LockKind.INSIDE)
    stage.stand(0, 7.0, 3.0 if region == "a" else 1.0, region, NORTH)
    assert dict(stage.now().doors)[0] == int(expected)


def test_a_room_is_known_once_it_has_been_looked_into():
    stage = Stage()
    corridor = stage.world.region_index["corridor"]
    before = stage.now().regions
    stage.world.doors.set(0, Door.OPEN)
    stage.stand(0, 7.0, 4.0, "a", (0.0, -1.0))
    assert corridor not in before
    assert stage.now().regions == (corridor,)
    assert stage.now().regions == ()


def test_words_come_from_where_their_speaker_stands():
    stage = Stage()
    stage.stand(1, 9.0, 4.0, "a", WEST)
    stage.now()
    stage.say(1, Volume.TALK)
    (sound,) = [each for each in stage.now().sounds if each.kind is CueKind.SPEECH]
    assert (sound.text, sound.speaker, sound.bearing) == ("Over here.", "You", pytest.approx(0.0))


def test_a_shout_from_another_room_comes_by_the_door_and_from_nobody_known():
    stage = Stage()
    stage.world.doors.set(0, Door.OPEN)
    stage.world.doors.set(1, Door.OPEN)
    stage.say(1, Volume.SHOUT)
    (sound,) = [each for each in stage.now().sounds if each.kind is CueKind.SHOUT]
    assert (sound.speaker, sound.body, sound.place) == ("", 0, "Corridor")
    assert sound.bearing == pytest.approx(-math.pi / 2)


def test_what_was_heard_is_told_once():
    stage = Stage()
    stage.stand(1, 9.0, 4.0, "a", WEST)
    stage.say(1, Volume.TALK)
    stage.now()
    assert stage.now().sounds == ()


def test_people_in_hiding_are_not_seen():
    stage = Stage()
    stage.stand(1, 8.0, 6.0, "a", WEST)
    stage.world.acting.hideouts.enter(1, 0)
    assert stage.now().people == ()


def test_the_dark_hides_who_is_far_off():
    stage = Stage()
    stage.stand(0, 1.0, 1.0, "corridor", EAST)
    stage.stand(1, 12.0, 1.0, "corridor", WEST)
    lit = len(stage.now().people)
    stage.world.lights[stage.world.region_index["corridor"]] = False
    assert (lit, len(stage.now().people)) == (1, 0)


def test_what_hands_are_at_and_for_how_long_is_told():
    stage = Stage(lock=LockKind.INSIDE)
    stage.stand(0, 7.0, 3.0, "a", NORTH)
    stage.episode.play(0, Play(PlayKind.LOCK, door="a-corridor"))
    stage.episode.tick()
    own = stage.now().own
    assert own.busy == "lock" and 0.0 < own.seconds <= 2.0


def test_what_was_refused_is_told_with_its_reason():
    stage = Stage()
    stage.episode.play(0, Play(PlayKind.LOCK, door="b-corridor"))
    stage.episode.tick()
    assert stage.now().refused == ("that door is in another room",)


def test_everybody_told_of_is_in_line_of_sight():
    """Twenty people run about at random: whoever is told of is on this storey, in a room that has been seen into."""
    stage = Stage(*(person(f"p{k}", "b") for k in range(20)))
    for _ in range(400):
        stage.episode.tick()
        bodies = stage.world.bodies
        for seen in stage.now().people:
            row = int(np.argmin(np.hypot(*(bodies.position[: stage.world.people] - seen.position[:2]).T)))
            assert bodies.layer[row] == bodies.layer[0]
            assert bodies.region[row] in {*stage.knowing.regions}
