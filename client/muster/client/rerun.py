"""World = f(scenario, seed, inputs): play a recording's inputs into a fresh world and compare, asking no mind."""

import json
from collections.abc import Callable, Iterator

from muster.client.log import DECISION, read_intent
from muster.recording.comparing import Difference, first_difference
from muster.recording.reader import Recording
from muster.recording.rows import HashRow, InputRow
from muster.world.world import World


def rerun(recording: Recording, on_second: Callable[[float], None] | None = None) -> Difference | None:
    """Return the first second in which a fresh run of the recorded inputs differs, or None when all are identical."""
    recorded = list(recording.hashes())
    return first_difference(recorded, rerun_hashes(recording, recorded[-1].tick if recorded else 0, on_second))


def rerun_hashes(recording: Recording, last_tick: int, on_second: Callable[[float], None] | None) -> Iterator[HashRow]:
    """Yield the state hash of each second of a rerun up to ``last_tick``."""
    world = World(recording.scenario, recording.meta.seed)
    inputs = _by_tick(recording)
    each_second = round(world.ticks_per_second)
    yield HashRow(0, world.state_hash())
    while world.tick < last_tick:
        for row in inputs.get(world.tick, ()):
            if row.kind == DECISION and row.agent is not None:
                world.apply(row.agent, read_intent(json.loads(row.payload)))
        world.step()
        if world.tick % each_second == 0:
            yield HashRow(world.tick, world.state_hash())
            if on_second is not None:
                on_second(world.tick * world.dt)


def _by_tick(recording: Recording) -> dict[int, list[InputRow]]:
    inputs: dict[int, list[InputRow]] = {}
    for row in recording.inputs():
        inputs.setdefault(row.tick, []).append(row)
    return inputs
