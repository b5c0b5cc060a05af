"""What people do about a fire takes effect: extinguishers, call points, turning back."""

from dataclasses import replace

import numpy as np
import pytest

from muster.scenario.fire import Fire
from muster.world.acts import Act, Intent
from muster.world.events import Event, EventKind
from muster.world.smoke.smoke import SMALL, WORKS, Smoke
from muster.world.world import World
from support.perceiving import person, wing
from support.walking import put, scenario_of


def world(*, agents: int = 1, fire: Fire | None = None, seed: int = 0) -> World:
    """People in room b, where a fire is that grows only when a test says so."""
    cast = [person(f"p{number}", "b") for number in range(agents)]
    fire = fire or Fire("b", starts_at=1e6)
    return World(replace(scenario_of(wing(), cast, threat=None), fire=fire), seed)


def smoke_of(world: World) -> Smoke:
    assert world.smoke is not None
    return world.smoke


def run(world: World, seconds: float) -> list[Event]:
    return [event for _ in range(round(seconds / world.dt)) for event in world.step()]


def fight(kw: float, seed: int) -> bool:
    """Let somebody use an extinguisher; return whether that put the fire out."""
    beside = world(seed=seed, fire=Fire("b", peak_kw=kw, starts_at=-1e4))
    put(beside, 0, 23.0, 3.0, "b")
    beside.apply(0, Intent(Act.EXTINGUISH, beside.region_index["b"]))
    happened = {event.kind for event in run(beside, 20.0)}
    assert EventKind.FOUGHT_FIRE in happened
    assert smoke_of(beside).is_out is (EventKind.FIRE_OUT in happened)
    return smoke_of(beside).is_out


def test_small_fires_are_put_out_as_often_as_the_survey_says():
    n = 400
    beaten = np.mean([_is_beaten(SMALL, seed) for seed in range(n)])
    assert beaten == pytest.approx(WORKS, abs=4 * np.sqrt(WORKS * (1 - WORKS) / n))


def _is_beaten(kw: float, seed: int) -> bool:
    smoke = smoke_of(BURNING)
    smoke.heat = kw
    return smoke.is_beaten(0, seed, 100)


BURNING = world()


def test_a_grown_fire_is_never_put_out_by_hand():
    assert not any(_is_beaten(1.01 * SMALL, seed) for seed in range(100))


def test_an_extinguisher_ends_a_small_fire_and_the_smoke_stays():
    assert any(fight(0.5 * SMALL, seed) for seed in range(3))


def test_the_alarm_set_off_by_hand_sounds_once():
    both = world(agents=2)
    for agent in range(2):
        both.apply(agent, Intent(Act.SOUND_ALARM, both.region_index["corridor"]))
    rung = [event for event in run(both, 20.0) if event.kind is EventKind.ALARM]
    assert len(rung) == 1
    assert both.scenario.building.regions[rung[0].region].id == "corridor"


def test_who_turns_round_before_thick_smoke_has_turned_back_and_who_goes_on_has_not():
    def turned(next_region: str) -> bool:
        alone = world()
        put(alone, 0, 30.0, 1.0, "corridor")
        smoke_of(alone).extinction[alone.region_index["b"]] = 2.0
        alone.doors.set(1, alone.door_state(2))
        alone.apply(0, Intent(Act.GO, alone.region_index["b"]))
        alone.apply(0, Intent(Act.GO, alone.region_index[next_region]))
        return bool(smoke_of(alone).turned[0])

    assert turned("a")
    assert not turned("b")
