"""The events of an exercise come when they are due; those that an instructor delivers are left to them."""

from dataclasses import replace

from muster.client.episode import Episode
from muster.scenario.exercise import Exercise
from muster.scenario.exercise_file import load_exercise
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.msel import Happening, MselEvent, Occasion
from muster.training.delivering import Delivery
from support.deciding import AnyOption

LOCK = Inject(InjectKind.LOCK, door="nurse-room--corridor-south-3")


def exercise(*events: MselEvent) -> Exercise:
    return replace(load_exercise("teacher-lockdown"), events=events, variations=())


def event(id: str, **how: object) -> MselEvent:
    return MselEvent(id, "", "", inject=LOCK, **how)  # pyright: ignore[reportArgumentType]


def came(made: Exercise, seconds: float, *, ours: bool = True) -> tuple[list[tuple[str, int]], Episode]:
    """Which events came in so many seconds, at which ticks, and the episode by then."""
    episode = Episode(made.scenario, 0, AnyOption(), None)
    told: list[tuple[str, int]] = []

    def may_come(event: MselEvent) -> bool:
        told.append((event.id, episode.world.tick))
        return ours

    delivery = Delivery(made, episode.world, may_come=may_come)
    for _ in range(round(seconds / made.scenario.dt)):
        delivery(episode)
        episode.tick()
    return told, episode


def test_an_event_comes_at_its_time_and_once():
    told, _ = came(exercise(event("first", at=2.0)), 4.0)
    assert told == [("first", 40)]


def test_an_event_comes_on_its_occasion():
    locked = Occasion(Happening.DOOR_LOCKED, door=LOCK.door, delay=2.0)
    made = exercise(event("first", at=1.0), event("then", on=locked))
    told, _ = came(made, 20.0)
    assert [id for id, _ in told] == ["first", "then"]
    assert told[1][1] - told[0][1] >= 40


def test_what_an_instructor_delivers_is_told_and_left_to_them():
    told, episode = came(exercise(event("first", at=1.0)), 2.0, ours=False)
    door = [door.id for door in episode.world.scenario.building.doors].index(LOCK.door)
    assert told and not episode.world.doors.barred[door]
