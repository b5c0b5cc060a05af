"""When people are asked, and how long they need."""

from dataclasses import replace

import numpy as np
import pytest

from muster.behavior.v1.vocabulary import Trigger
from muster.client.episode import Episode
from muster.perception.percept import Percept
from muster.perception.perception import Perception
from muster.scenario.building import Building
from muster.scenario.scenario import Cue, CueKind, Scenario
from muster.world.events import Event, EventKind
from muster.world.world import World
from support.buildings import box, building, opening, outside
from support.deciding import AnyOption
from support.perceiving import Moment, person
from support.walking import people, scenario_of

ALARM = Event(0, EventKind.ALARM)
SHELTER = Event(0, EventKind.ANNOUNCEMENT, text="Stay inside.")


def hall(side: float = 40.0) -> Building:
    """A hall, a far room, and a way out of each."""
    return building(
        [
            box("hall", 0.0, 0.0, side, side),
            box("far", side + 20.0, 0.0, side + 30.0, 10.0),
            outside("yard", side, 0.0, side + 20.0, side),
        ],
        [
            opening("hall", "yard", (side, 1.0), (side, 5.0)),
            opening("far", "yard", (side + 20.0, 1.0), (side + 20.0, 5.0)),
        ],
    )


def asked_at_once(moment: Moment, *events: Event) -> list[Percept]:
    moment.notice(*events)
    return list(moment.perception.percepts())


def test_the_first_alarm_interrupts_and_a_repeated_one_does_not():
    moment = Moment([person("ann")], threat=None)
    assert [percept.trigger for percept in asked_at_once(moment, ALARM)] == [Trigger.SALIENT]
    moment.perception.decided(0)
    assert asked_at_once(moment, ALARM) == []


def test_an_announcement_interrupts_once_however_often_it_is_repeated():
    moment = Moment([person("ann")], threat=None)
    assert len(asked_at_once(moment, SHELTER)) == 1
    moment.perception.decided(0)
    assert asked_at_once(moment, SHELTER) == []
    assert len(asked_at_once(moment, replace(SHELTER, text="Go outside."))) == 1


def test_who_walks_into_the_sound_of_an_alarm_hears_it():
    moment = Moment([person("ann", "corridor")], threat=None).stand(0, 15.0, 1.0, "corridor")
    assert asked_at_once(moment, replace(ALARM, regions=(0,))) == []
    moment.stand(0, 7.0, 5.0, "a")
    assert [percept.trigger for percept in asked_at_once(moment)] == [Trigger.SALIENT]


def test_what_is_no_more_salient_than_what_one_thinks_about_does_not_interrupt():
    moment = Moment([person("ann")], threat=None)
    assert len(asked_at_once(moment, ALARM)) == 1
    assert asked_at_once(moment, SHELTER) == []


def test_danger_interrupts_thinking_about_an_alarm_and_never_makes_the_effect_later():
    for seed in range(30):
        moment = Moment([person("ann", "corridor")], seed=seed).stand(0, 15.0, 1.0, "corridor", (1.0, 0.0))
        (first,) = asked_at_once(moment, ALARM)
        (second,) = asked_at_once(moment.lurk(25.0, 1.0, "corridor"))
        assert second.trigger is Trigger.SALIENT
        assert moment.world.tick < second.effect_tick <= max(first.effect_tick, moment.world.tick + 1)


@pytest.mark.parametrize(
    ("event", "kind"),
    [(ALARM, "alarm"), (SHELTER, "word"), (Event(0, EventKind.SHOT, position=(20.0, 20.0)), "threat")],
)
def test_reaction_times_are_log_normal_with_the_scenarios_median(event: Event, kind: str):
    """The mean of n logarithms lies within five standard errors of the median's."""
    n = 900
    cast = people(n, "hall")
    world = World(scenario_of(hall(), cast), 1)
    perception = Perception(world)
    perception.notice([replace(event, region=0)], [])
    delay = np.log([(percept.effect_tick - percept.tick) * world.dt for percept in perception.percepts()])
    median, sigma = getattr(world.scenario.reaction, kind)
    assert len(delay) == n
    assert abs(delay.mean() - np.log(median)) < 5 * sigma / np.sqrt(n)
    assert abs(delay.std() - sigma) < 5 * sigma / np.sqrt(2 * n)


def with_alarm(scenario: Scenario) -> Scenario:
    return replace(scenario, cues=(Cue(2.0, CueKind.ALARM),))


def keys(scenario: Scenario) -> dict[tuple[int, int], tuple[int, int]]:
    """When the people in the hall are asked, how long each takes, and what keys their decisions."""
    link = AnyOption()
    episode = Episode(scenario, 4, link, None)
    for _ in range(round(3.0 / scenario.dt)):
        episode.tick()
    return {(p.agent, p.ordinal): (p.draw_key, p.effect_tick) for p in link.sent if p.agent < 6}


def test_somebody_far_away_changes_nobody_elses_keys_or_reaction_times():
    here = people(6, "hall")
    alone, in_company = (with_alarm(scenario_of(hall(), cast)) for cast in (here, here + people(1, "far")))
    assert keys(alone) == keys(in_company)
