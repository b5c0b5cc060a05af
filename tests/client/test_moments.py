"""The summary tells firsts and lasts, by name, and harm soberly."""

from muster.behavior.v1.vocabulary import Volume
from muster.client.moments import QUOTED, Moments
from muster.perception.senses import Word
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.world.events import Event, EventKind

SCHOOL = load_scenario("school-intruder")
CAST = people(SCHOOL)


def told(*ticks: tuple[list[Event], list[Word]], heard: int | None = None) -> list[str]:
    """What is told of events and words, tick by tick."""
    moments = Moments(CAST, SCHOOL)
    for events, words in ticks:
        moments.take(events, words, shot_heard=heard)
    return [f"{moment.time_s:g} {moment.text}" for moment in moments.chosen()]


def shot(tick: int = 200) -> Event:
    return Event(tick, EventKind.SHOT, agent=len(CAST), region=0)


def test_a_quiet_episode_has_nothing_to_tell():
    assert told(([], [])) == []


def test_a_shot_is_told_once_with_how_many_heard_it():
    lines = told(([shot()], []), ([shot(300)], []), heard=63)
    assert lines == [f"10 a shot: {SCHOOL.building.regions[0].name}; 63 people hear it"]


def test_whoever_speaks_first_after_the_warning_is_quoted():
    before, after = Word(10, 1, Volume.TALK, "Good morning."), Word(220, 2, Volume.SHOUT, "Everybody\nout!")
    lines = told(([], [before]), ([shot()], []), ([], [after]))
    assert lines[-1] == f'11 {CAST[2].name} ({CAST[2].role}) speaks up: "Everybody out!"'


def test_long_words_are_cut():
    lines = told(([shot()], [Word(200, 0, Volume.TALK, "go " * 100)]))
    assert len(lines[-1].split('"')[1]) <= QUOTED


def test_the_first_and_the_last_person_out_are_named():
    out = [Event(tick, EventKind.OUT, agent) for tick, agent in ((300, 4), (400, 5), (500, 4))]
    lines = told((out, []))
    assert [line.split(" (")[0] for line in lines] == [f"15 {CAST[4].name}", f"20 {CAST[5].name}"]
    assert lines[1].endswith(f"is the last of 2 people out; {len(CAST) - 2} are still inside at the end")


def test_harm_is_counted_by_person():
    harm = [
        Event(220, EventKind.INJURED, 7, region=0),
        Event(240, EventKind.INCAPACITATED, 7, region=0),
        Event(260, EventKind.INJURED, 8, region=0),
    ]
    assert told((harm, [])) == [f"11 {CAST[7].name} ({CAST[7].role}) is hurt, the first of 2 people"]


def test_moments_come_in_order_of_time():
    events = [Event(500, EventKind.CALLED, 1), Event(300, EventKind.DOOR_LOCKED, 2, region=1), shot()]
    times = [float(line.split()[0]) for line in told((events, []))]
    assert times == sorted(times)
