"""Worlds without minds: plain people put where a trial wants them, told what to do through ``World.apply``."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from muster.scenario.building import Building
from muster.scenario.persona import AgeBand, Duty, Persona
from muster.scenario.scenario import Population, Scenario, ScenarioKind, Threat
from muster.world.acts import Act, Gait, Intent
from muster.world.arrays import Floats
from muster.world.events import Event, EventKind
from muster.world.world import World

DT = 0.05
PLAIN = Persona(
    id="plain",
    name="Plain",
    role="walker",
    age=30,
    gender="",
    pronouns="they",
    personality_traits="",
    emotional_disposition="",
    motivations_goals="",
    communication_style="",
    knowledge_scope="",
    backstory="",
    age_band=AgeBand.ADULT,
    start="",
    duty=Duty.VISITOR,
)


def people(number: int, start: str, **changes: object) -> tuple[Persona, ...]:
    """``number`` plain people who start in one region, each with an id of their own."""
    like = replace(PLAIN, start=start, **changes)  # pyright: ignore[reportArgumentType]
    return tuple(replace(like, id=f"{start}-{k}", name=f"{start} {k}") for k in range(number))


def scenario_of(
    building: Building, cast: Sequence[Persona], *, profile: str = "default", threat: Threat | None = None
) -> Scenario:
    """A scenario of ten minutes at most, in which nothing happens but what the trial does."""
    kind = ScenarioKind.ALARM if threat is None else ScenarioKind.INTRUDER
    population = Population(tuple(cast), profile=profile)
    return Scenario("stage", kind, "", "", building, population, duration=600.0, dt=DT, threat=threat)


def world_of(
    building: Building,
    cast: Sequence[Persona],
    *,
    seed: int = 0,
    profile: str = "default",
    threat: Threat | None = None,
) -> World:
    """A world of people who stand where they were drawn to start, with nothing to do."""
    return World(scenario_of(building, cast, profile=profile, threat=threat), seed)


def put(world: World, body: int, x: float, y: float, region: str) -> None:
    """Stand a body somewhere else, before the first step."""
    bodies, index = world.bodies, world.region_index[region]
    bodies.position[body] = (x, y)
    bodies.region[body], bodies.layer[body] = index, world.plan.region_layer[index]
    bodies.ghost_layer[:] = world.plan.ghosts(bodies.position, bodies.region)


def walking_at(world: World, speed: float) -> World:
    """Give everybody the same free speed, m/s."""
    world.bodies.free_speed[: world.people] = speed
    return world


def leave(world: World, body: int, exit: int = 0, gait: Gait = Gait.WALK) -> None:
    """Send a body out by an exit."""
    world.apply(body, Intent(Act.EXIT, exit, gait))


def exit_distances(world: World) -> Floats:
    """Return ``(people, exits)`` metres each would walk to each exit, as signs and doors stand."""
    places, bodies = world.places, world.bodies
    distance = np.empty((world.people, len(places.exit_doors)))
    for exit, door in enumerate(places.exit_doors):
        others = frozenset(places.exit_doors) - {door}
        for body in range(world.people):
            region, position = int(bodies.region[body]), bodies.position[body]
            distance[body, exit] = world.router.next_door(region, position, places.beyond_exit[exit], others).distance
    return distance


def everybody_leaves(world: World) -> World:
    """Send everybody to the exit nearest to them."""
    for body, exit in enumerate(exit_distances(world).argmin(axis=1)):
        leave(world, body, int(exit))
    return world


def run(
    world: World,
    seconds: float,
    *,
    until: Callable[[], bool] = lambda: False,
    each_step: Callable[[], None] | None = None,
) -> list[Event]:
    """Step the world for ``seconds``, or until something holds; return what happened."""
    events: list[Event] = []
    for _ in range(round(seconds / world.dt)):
        events += world.step()
        if each_step is not None:
            each_step()
        if until():
            break
    return events


def run_until_out(world: World, seconds: float, *, each_step: Callable[[], None] | None = None) -> list[Event]:
    """Step until nobody is left inside."""
    return run(world, seconds, until=lambda: is_empty(world), each_step=each_step)


def is_empty(world: World) -> bool:
    """Whether nobody is left inside."""
    return bool(world.bodies.outside[: world.people].all())


def times(world: World, events: Sequence[Event], kind: EventKind) -> dict[int, float]:
    """Return when something of ``kind`` first happened to each agent, in seconds."""
    first: dict[int, float] = {}
    for event in events:
        if event.kind is kind:
            first.setdefault(event.agent, (event.tick + 1) * world.dt)
    return first
