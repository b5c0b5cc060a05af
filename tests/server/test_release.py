"""What the built-in mind makes of being told that it is over, and of a knock at the door."""

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Act
from muster.server import wire
from muster.server.builtin.choice import shares
from muster.server.builtin.mind import utilities_of
from muster.server.values import Mind, Query
from server.scenes import ANXIOUS, BOLD, HEARD_FAR, SHOT, STAY, Scene, adult, exit_by, hide

SEEN = pb.Cue(kind=pb.CUE_KIND_RELEASE, speaker="Responder 1", speaker_duty=pb.DUTY_RESPONDER, text="It is over.")
VOICE = pb.Cue(kind=pb.CUE_KIND_RELEASE, text="It is over.")
LET_IN = ("let-in:door", pb.ACT_LET_IN, "Open the door to the corridor and let whoever knocks in", {"need": 0.5})
ASK = ("ask:door", pb.ACT_ASK, "Ask through the door to the corridor who it is", {})
KIND = {"personality_traits": "Helpful and caring, selfless", "emotional_disposition": "Calm and steady"}


def likely(
    person: pb.Person, act: Act, *cues: pb.Cue, behind_door: bool = False, memory: tuple[str, ...] = ()
) -> float:
    """The chance of an act in a room, a shot having been heard far off, in hiding unless somebody knocks."""
    ways = (STAY, LET_IN, ASK, hide()) if behind_door else (STAY, exit_by(advised=0.6), hide("desk", current=1))
    scene = Scene(ways, cues, threat=HEARD_FAR, more={"hidden": not behind_door, "time_s": 300.0})
    query = Query(wire.read_person(person), Mind(0.4, "", memory), wire.read_percept(scene.percept()))
    _, utility = utilities_of(query)
    acts = [option.act for option in query.percept.options]
    return sum(share for share, each in zip(shares(utility, acts), acts, strict=True) if each is act)


def test_who_sees_responders_comes_out():
    for person in (adult(**ANXIOUS), adult(**BOLD), adult()):
        assert likely(person, Act.EXIT, SEEN) > 0.8


def test_a_voice_behind_the_door_convinces_fewer_and_of_the_anxious_fewest():
    anxious, calm = (likely(person, Act.EXIT, VOICE) for person in (adult(**ANXIOUS), adult(**KIND)))
    assert anxious < calm < likely(adult(**KIND), Act.EXIT, SEEN)


def test_unreleased_people_stay_hidden():
    assert likely(adult(), Act.EXIT) < 0.5 < likely(adult(), Act.EXIT, SEEN)


def test_what_was_said_is_remembered():
    told = ("4:50 Responders told me it is over.",)
    assert likely(adult(), Act.EXIT, memory=told) > likely(adult(), Act.EXIT)


def test_a_shot_after_it_was_said_counts_for_more():
    told = ("4:30 Responders told me it is over.",)
    assert likely(adult(), Act.EXIT, SHOT, memory=told) < likely(adult(), Act.EXIT, memory=told)


def test_the_helpful_open_to_who_knocks_and_the_anxious_hardly():
    helpful, anxious = (likely(person, Act.LET_IN, behind_door=True) for person in (adult(**KIND), adult(**ANXIOUS)))
    assert helpful > 2 * anxious
