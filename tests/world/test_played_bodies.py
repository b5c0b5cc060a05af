"""A trainee moves a body like any other: its feet, hands and voice, within reach, rights and time."""

import math
from collections.abc import Sequence

import pytest

from muster.scenario.building import DoorState, LockKind
from muster.scenario.play import Pace, Play, PlayKind, Rights
from muster.world.acts import Act, Door, Health, Intent
from muster.world.events import Event, EventKind
from muster.world.world import World
from support.perceiving import person, wing
from support.walking import put, run, world_of

KEYS = Rights(keys=True)


def played(*, lock: LockKind = LockKind.INSIDE, rights: Rights = KEYS, others: int = 0) -> World:
    """Somebody played (0), in the middle of the corridor, and others out of the way in room b."""
    world = world_of(wing(lock=lock), [person("me"), *(person(f"other-{k}", "b") for k in range(others))])
    put(world, 0, 15.0, 1.0, "corridor")
    world.play(0, Play(PlayKind.TAKE, rights=rights))
    return world


def steer(world: World, x: float, y: float, pace: Pace = Pace.WALK, look: float | None = None) -> None:
    world.play(0, Play(PlayKind.STEER, (x, y), look, pace))


def said(events: Sequence[Event], kind: EventKind) -> list[Event]:
    return [event for event in events if event.kind is kind]


@pytest.mark.parametrize(("pace", "factor"), [(Pace.WALK, 1.0), (Pace.RUN, 1.9), (Pace.CROUCH, 0.6)])
def test_it_goes_as_fast_as_its_person_can(pace: Pace, factor: float):
    world = played()
    steer(world, 1.0, 0.0, pace)
    run(world, 2.0)
    speed = float(world.bodies.free_speed[0]) * factor
    assert world.bodies.position[0, 0] - 15.0 == pytest.approx(2.0 * speed, rel=1e-6)


def test_a_wish_longer_than_one_is_no_faster():
    world = played()
    steer(world, 30.0, 40.0)
    run(world, world.dt)
    assert world.bodies.speed[0] <= world.bodies.free_speed[0] + 1e-9


def test_walls_stop_it():
    world = played()
    steer(world, 0.0, 1.0)
    run(world, 3.0)
    assert world.bodies.position[0, 1] < 2.0


def test_who_stands_in_its_way_is_not_walked_through():
    world = played(others=1)
    put(world, 1, 17.0, 1.0, "corridor")
    steer(world, 1.0, 0.0)
    run(world, 3.0, each_step=lambda: None)
    apart = math.dist(world.bodies.position[0], world.bodies.position[1])
    assert apart > 0.9 * (world.bodies.radius[0] + world.bodies.radius[1])


def test_it_may_look_another_way_than_it_goes():
    world = played()
    steer(world, 1.0, 0.0, look=math.pi / 2)
    run(world, 1.0)
    assert world.bodies.heading[0] == pytest.approx([0.0, 1.0], abs=1e-9)
    assert world.bodies.position[0, 0] > 15.5


def test_it_opens_a_door_by_walking_on():
    world = played()
    put(world, 0, 7.0, 0.5, "corridor")
    steer(world, 0.0, 1.0)
    run(world, 3.0)
    assert world.bodies.region[0] == world.region_index["a"]


def test_a_locked_door_refuses_and_says_so_once():
    world = played(lock=LockKind.KEY)
    world.doors.set(0, Door.LOCKED)
    put(world, 0, 7.0, 0.5, "corridor")
    steer(world, 0.0, 1.0)
    events = run(world, 4.0)
    assert world.bodies.region[0] == world.region_index["corridor"]
    assert len(said(events, EventKind.DOOR_REFUSED)) == 1


def test_locking_takes_its_time():
    world = played()
    put(world, 0, 7.0, 3.0, "a")
    world.play(0, Play(PlayKind.LOCK, door="a-corridor"))
    run(world, 1.9)
    assert world.door_state(0) is not Door.LOCKED
    run(world, 0.2)
    assert world.door_state(0) is Door.LOCKED


def test_a_step_ends_what_hands_are_at():
    world = played()
    put(world, 0, 7.0, 3.0, "a")
    world.play(0, Play(PlayKind.LOCK, door="a-corridor"))
    run(world, 1.0)
    steer(world, 0.0, 1.0)
    run(world, 2.0)
    assert world.door_state(0) is not Door.LOCKED


def test_a_step_does_not_end_a_telephone_call():
    world = played()
    world.play(0, Play(PlayKind.CALL))
    steer(world, 1.0, 0.0)
    assert said(run(world, 16.0), EventKind.CALLED)


@pytest.mark.parametrize(
    ("lock", "rights", "where", "works"),
    [
        (LockKind.INSIDE, Rights(), (7.0, 3.0, "a"), True),
        (LockKind.INSIDE, KEYS, (7.0, 1.0, "corridor"), False),
        (LockKind.KEY, KEYS, (7.0, 1.0, "corridor"), True),
        (LockKind.KEY, Rights(), (7.0, 3.0, "a"), False),
        (LockKind.NONE, KEYS, (7.0, 3.0, "a"), False),
    ],
)
def test_a_lock_is_worked_by_its_thumb_turn_or_a_key(
    lock: LockKind, rights: Rights, where: tuple[float, float, str], works: bool
):
    world = played(lock=lock, rights=rights)
    put(world, 0, *where)
    refusal = world.play(0, Play(PlayKind.LOCK, door="a-corridor"))
    run(world, 3.0)
    assert (refusal == "") is works
    assert (world.door_state(0) is Door.LOCKED) is works


def test_hands_reach_no_door_that_is_far_off_or_in_another_room():
    world = played()
    assert "reach" in world.play(0, Play(PlayKind.CLOSE, door="a-corridor"))
    put(world, 0, 22.0, 3.0, "b")
    assert "another room" in world.play(0, Play(PlayKind.CLOSE, door="a-corridor"))
    assert "no door" in world.play(0, Play(PlayKind.CLOSE, door="nowhere"))


def test_a_door_pulled_open_stands_open():
    world = world_of(wing(DoorState.CLOSED), [person("me")])
    world.play(0, Play(PlayKind.TAKE))
    put(world, 0, 7.0, 3.0, "a")
    events = [] if world.play(0, Play(PlayKind.OPEN, door="a-corridor")) else run(world, 1.0)
    assert world.door_state(0) is Door.OPEN
    assert said(events, EventKind.DOOR_OPENED)


def test_a_barricade_is_cleared_from_its_own_side_only():
    world = played()
    put(world, 0, 7.0, 3.0, "a")
    world.play(0, Play(PlayKind.BARRICADE, door="a-corridor"))
    run(world, 9.0)
    assert world.door_state(0) is Door.BARRICADED
    put(world, 0, 7.0, 1.0, "corridor")
    assert world.play(0, Play(PlayKind.UNLOCK, door="a-corridor"))
    put(world, 0, 7.0, 3.0, "a")
    assert not world.play(0, Play(PlayKind.UNLOCK, door="a-corridor"))


def test_refusals_are_events_that_say_why():
    world = played(rights=Rights())
    why = world.play(0, Play(PlayKind.ANNOUNCE, text="Hello"))
    (event,) = said(run(world, world.dt), EventKind.REFUSED)
    assert event.text == why and "public-address" in why


@pytest.mark.parametrize(("where", "works"), [((15.0, 1.0, "corridor"), True), ((7.0, 5.0, "a"), False)])
def test_the_alarm_is_raised_at_a_call_point(where: tuple[float, float, str], works: bool):
    world = played(rights=Rights(alarm=True))
    put(world, 0, *where)
    assert (world.play(0, Play(PlayKind.ALARM)) == "") is works


def test_it_hides_and_comes_out_by_a_step():
    world = played()
    put(world, 0, 5.0, 6.5, "a")
    assert not world.play(0, Play(PlayKind.HIDE, spot="a-desk"))
    assert world.bodies.hidden_in[0] == 0 and not world.bodies.present[0]
    steer(world, 1.0, 0.0)
    run(world, 1.0)
    assert world.bodies.hidden_in[0] == -1 and world.bodies.present[0]


def test_an_injured_person_at_its_side_walks_better():
    def distance(helped: bool) -> float:
        world = played(others=1)
        put(world, 1, 15.0, 0.5, "corridor")
        world.bodies.health[1] = Health.INJURED
        if helped:
            assert not world.play(0, Play(PlayKind.HELP, person="other-0"))
        steer(world, 0.5, 0.0)
        world.apply(1, Intent(Act.EXIT, 1))
        run(world, 3.0)
        return float(world.bodies.position[1, 0])

    assert distance(helped=True) > distance(helped=False) + 0.5


def test_lights_go_off_where_it_stands():
    world = played()
    put(world, 0, 7.0, 5.0, "a")
    world.play(0, Play(PlayKind.LIGHTS_OFF))
    assert world.lights.tolist() == [region.id != "a" for region in world.scenario.building.regions]


def test_it_comes_out_and_may_go_back_in():
    world = played()
    put(world, 0, 39.0, 1.0, "corridor")
    steer(world, 1.0, 0.0)
    events = run(world, 9.0)
    assert [len(said(events, kind)) for kind in (EventKind.OUT, EventKind.ASSEMBLED)] == [1, 1]
    assert world.is_able(0)
    steer(world, -1.0, 0.0)
    run(world, 12.0)
    assert not world.bodies.outside[0]


def test_names_are_called_at_a_muster_point_only():
    world = played()
    assert "muster point" in world.play(0, Play(PlayKind.ROLL_CALL))
    put(world, 0, 48.0, 1.0, "east")
    world.bodies.outside[0] = True
    run(world, world.dt)
    assert world.play(0, Play(PlayKind.ROLL_CALL)) == ""


def test_who_is_not_played_is_not_moved_by_plays():
    world = played(others=1)
    assert world.play(1, Play(PlayKind.STEER, (1.0, 0.0)))
    run(world, 1.0)
    assert world.bodies.speed[1] == 0.0


def test_nobody_plays_who_is_incapacitated():
    world = played()
    world.bodies.health[0] = Health.INCAPACITATED
    assert world.play(0, Play(PlayKind.STEER, (1.0, 0.0)))
    run(world, 1.0)
    assert world.bodies.position[0, 0] == 15.0


def test_who_is_played_is_part_of_the_state():
    world = world_of(wing(), [person("me")])
    before = world.state_hash()
    world.play(0, Play(PlayKind.TAKE))
    assert world.state_hash() != before
