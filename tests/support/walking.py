"""Worlds without minds: plain people put where a test wants them, told what to do through ``World.apply``."""

from collections.abc import Sequence

from muster.verification.walking import (
    DT,
    PLAIN,
    everybody_leaves,
    is_empty,
    leave,
    people,
    put,
    run,
    run_until_out,
    scenario_of,
    times,
    walking_at,
    world_of,
)
from muster.world.acts import Act, Intent
from muster.world.events import Event, EventKind
from muster.world.world import World

__all__ = [
    "DT",
    "PLAIN",
    "everybody_leaves",
    "go",
    "is_empty",
    "kinds",
    "leave",
    "people",
    "put",
    "run",
    "run_until_out",
    "scenario_of",
    "times",
    "walking_at",
    "world_of",
]


def go(world: World, body: int, region: str) -> None:
    world.apply(body, Intent(Act.GO, world.region_index[region]))


def kinds(events: Sequence[Event], agent: int) -> list[EventKind]:
    """Return what happened to one agent, in order."""
    return [event.kind for event in events if event.agent == agent]
