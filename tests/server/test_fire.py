"""What the built-in mind makes of fire and smoke, and how a model is told of them."""

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Feature
from muster.server import BuiltinMind, wire
from muster.server.language.scene import see
from muster.server.values import Mind, Query
from server.scenes import ALARM, FRIENDS, STAY, Scene, adult, exit_by, pupil

SMOKE_SEEN = pb.Cue(kind=pb.CUE_KIND_SMOKE_SEEN, place="the corridor")
EXTINGUISH = ("extinguish:hall", pb.ACT_EXTINGUISH, "Put out the fire", {"distance": 4, "visible": 1})
SOUND = ("sound-alarm", pb.ACT_SOUND_ALARM, "Set off the alarm", {"distance": 6})
SHELTER = ("shelter", pb.ACT_SHELTER, "Stay in here behind the closed door", {})
SEEN = pb.Smoke(
    places=["the corridor"], fire=pb.KNOWING_SEEN, fire_place="the hall", fire_distance_m=8, fire_in_sight=True
)


def probabilities(*options: object, person: pb.Person | None = None, smoke: pb.Smoke = SEEN) -> dict[str, float]:
    """The probability of each option to somebody who knows of a fire."""
    scene = Scene(options, (SMOKE_SEEN, ALARM), FRIENDS, more={"smoke": smoke})  # type: ignore[arg-type]
    percept = wire.read_percept(scene.percept())
    answer = BuiltinMind().choose([Query(wire.read_person(person or adult()), Mind(), percept)])[0]
    return {option.id: share for option, share in zip(percept.options, answer.probabilities, strict=True)}


def near(smoke: float) -> object:
    return exit_by("near", distance=15, away=0, smoke=smoke)


FAR = exit_by("far", distance=60, away=0)


def test_a_near_way_through_thick_smoke_is_left_for_a_longer_clear_one():
    assert probabilities(near(2.0), FAR)["exit:far"] > 0.9


def test_a_light_haze_sends_few_people_round():
    assert probabilities(near(0.1), FAR)["exit:near"] > 0.6


def test_the_thicker_the_smoke_the_more_turn_away():
    shares = [probabilities(near(thick), FAR)["exit:near"] for thick in (0.0, 0.3, 1.0, 3.0)]
    assert shares == sorted(shares, reverse=True)


def test_where_every_way_is_smoky_some_walk_through_it_and_some_shelter():
    share = probabilities(near(2.0), SHELTER, STAY)
    assert 0.1 < share["exit:near"] < 0.9
    assert share["shelter"] > share["stay"]


def test_seen_fire_leaves_no_time_for_doing_nothing():
    assert probabilities(STAY, exit_by(away=0))["stay"] < 0.01


def test_children_leave_fires_to_others():
    grown, young = (probabilities(EXTINGUISH, FAR, person=person) for person in (adult(), pupil()))
    assert young["extinguish:hall"] < 0.3 * grown["extinguish:hall"]


def test_who_sees_flames_may_set_off_the_alarm():
    assert probabilities(SOUND, FAR)["sound-alarm"] > 0.1


def test_percepts_of_clients_from_before_there_was_smoke_are_understood():
    message = Scene((STAY, FAR)).percept()
    whole = wire.read_percept(message)
    rows = whole.features[:, : Feature.SMOKE]
    del message.features[:]
    message.features.extend(rows.ravel().tolist())
    assert (wire.read_percept(message).features == whole.features).all()


def test_a_prompt_tells_of_flames_sight_and_places():
    smoke = pb.Smoke(visibility_m=6, places=["the corridor"], fire=pb.KNOWING_TOLD, fire_place="the hall")
    told = see(wire.read_percept(Scene((STAY,), (SMOKE_SEEN,), more={"smoke": smoke}).percept()), "").first
    assert "There is a fire, the hall: you were told; not in sight." in told
    assert "you see about 6 m" in told
    assert "You know of smoke in: the corridor." in told
