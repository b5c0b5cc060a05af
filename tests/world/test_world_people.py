"""People, not particles: hiding, helping, keeping together."""

from dataclasses import replace

import pytest

from muster.scenario.building import HidingSpot
from muster.scenario.persona import Mobility, Tie, TieKind
from muster.world.acts import Act, Gait, Health, Intent
from muster.world.events import EventKind
from muster.world.world import World
from support.buildings import corridor, rooms_on_corridor, stairs
from support.walking import go, kinds, leave, people, put, run, run_until_out, times, walking_at, world_of

LONG = 60.0


def egress_time(world: World, body: int = 0) -> float:
    return times(world, run_until_out(world, 600.0), EventKind.OUT)[body]


def alone(mobility: Mobility = Mobility.WALKS, health: Health = Health.UNHARMED) -> World:
    """Somebody at the closed end of a corridor, on their way out."""
    world = world_of(corridor(LONG), people(1, "corridor", mobility=mobility))
    put(world, 0, 0.5, 1.0, "corridor")
    world.bodies.health[0] = health
    leave(world, 0)
    return world


def three_at_a_cupboard() -> World:
    spot = HidingSpot("cupboard", "room", (5.0, 7.0), "in the cupboard", capacity=2, concealment=0.8)
    world = world_of(rooms_on_corridor(spots=[spot]), people(3, "room"))
    for body in range(3):
        world.apply(body, Intent(Act.HIDE, 0))
    return world


def test_a_hiding_spot_takes_as_many_as_it_has_room_for():
    world = three_at_a_cupboard()
    events = run(world, 30.0)
    assert sorted(kinds(events, body)[-1] for body in range(3)) == [EventKind.FAILED, EventKind.HID, EventKind.HID]
    assert world.acting.hideouts.free[0] == 0


def test_who_comes_out_of_hiding_makes_room_for_another():
    world = three_at_a_cupboard()
    run(world, 30.0)
    hidden = [body for body in range(3) if world.bodies.hidden_in[body] == 0]
    (turned_away,) = set(range(3)) - set(hidden)
    go(world, hidden[0], "corridor")
    world.apply(turned_away, Intent(Act.HIDE, 0))
    assert EventKind.HID in kinds(run(world, 30.0), turned_away)


def test_who_stays_put_in_hiding_stays_hidden():
    world = three_at_a_cupboard()
    run(world, 30.0)
    hidden = int(world.bodies.hidden_in[:3].argmax())
    world.apply(hidden, Intent(Act.CALL))
    assert EventKind.CALLED in kinds(run(world, 30.0), hidden)
    assert world.bodies.hidden_in[hidden] == 0


def pair(tied: bool, slow: float) -> World:
    """Somebody leaves; a slow person follows, tied to them or not."""
    first, second = people(2, "corridor")
    if tied:
        second = replace(second, ties=(Tie(first.id, TieKind.FAMILY),))
    world = world_of(corridor(LONG), (first, second))
    world.bodies.free_speed[:] = 1.5, slow
    put(world, 0, 2.0, 1.0, "corridor")
    put(world, 1, 0.5, 1.0, "corridor")
    leave(world, 0)
    world.apply(1, Intent(Act.FOLLOW, 0))
    return world


def test_a_group_moves_at_the_pace_of_its_slowest():
    """From 2 m on to 60 m at .7 m/s, though the first could walk 1.5; a group may stretch by some metres first."""
    assert egress_time(pair(tied=True, slow=0.7)) == pytest.approx(58.0 / 0.7, rel=0.15)


def test_strangers_are_not_waited_for():
    assert egress_time(pair(tied=False, slow=0.7)) == pytest.approx(58.0 / 1.5, rel=0.05)


def test_the_injured_are_slower_and_less_so_with_help():
    helped = world_of(corridor(LONG), people(2, "corridor"))
    put(helped, 0, 0.5, 1.0, "corridor")
    put(helped, 1, 1.5, 1.0, "corridor")
    walking_at(helped, 1.34).bodies.health[0] = Health.INJURED
    leave(helped, 0)
    helped.apply(1, Intent(Act.HELP, 0))
    alone_unharmed, alone_injured = (egress_time(walking_at(alone(health=h), 1.34)) for h in list(Health)[:2])
    assert alone_unharmed < egress_time(helped) < 0.8 * alone_injured


def test_nobody_incapacitated_moves():
    world = alone(health=Health.INCAPACITATED)
    run(world, 20.0)
    assert world.bodies.position[0].tolist() == [0.5, 1.0]


@pytest.mark.parametrize("mobility", [Mobility.SLOW, Mobility.CRUTCHES, Mobility.WHEELCHAIR])
def test_impaired_mobility_takes_longer_on_the_level_and_longer_still_on_stairs(mobility: Mobility):
    def climb(mobility: Mobility) -> float:
        world = world_of(stairs(), people(1, "upper", mobility=mobility))
        leave(world, 0)
        return egress_time(world)

    level = egress_time(alone(mobility)) / egress_time(alone())
    assert 1.1 < level < climb(mobility) / climb(Mobility.WALKS)


@pytest.mark.parametrize(("gait", "share"), [(Gait.RUN, 1.9), (Gait.CROUCH, 0.6)])
def test_gaits_change_the_pace(gait: Gait, share: float):
    world = walking_at(alone(), 1.2)
    leave(world, 0, gait=gait)
    assert egress_time(world) == pytest.approx(59.5 / (1.2 * share), rel=0.05)


def test_who_follows_goes_where_the_other_goes():
    world = world_of(rooms_on_corridor(), people(1, "room") + people(1, "corridor"))
    put(world, 1, 9.0, 1.0, "corridor")
    leave(world, 1)
    world.apply(0, Intent(Act.FOLLOW, 1))
    assert EventKind.OUT in kinds(run(world, 120.0), 0)
