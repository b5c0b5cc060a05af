"""World = f(scenario, seed, inputs): play a recording's inputs into a fresh world and compare, asking no mind."""

from collections.abc import Callable, Iterator

from muster.client.inputs import Applied, Inputs, last_tick, read_inputs
from muster.recording.comparing import Difference, first_difference
from muster.recording.reader import Recording
from muster.recording.rows import HashRow
from muster.scenario.inject import Inject
from muster.scenario.play import Play
from muster.world.world import World


def rerun(recording: Recording, on_second: Callable[[float], None] | None = None) -> Difference | None:
    """Return the first second in which a fresh run of the recorded inputs differs, or None when all are identical.

    Raises:
        RecordingDamaged: the inputs are not such as an episode writes.
    """
    world = World(recording.scenario, recording.meta.seed)
    hashes = _hashes(world, read_inputs(recording), last_tick(recording), on_second)
    return first_difference(recording.hashes(), hashes)


def _hashes(world: World, inputs: Inputs, last: int, on_second: Callable[[float], None] | None) -> Iterator[HashRow]:
    """Yield the state hash of each second up to tick ``last``."""
    each_second = round(world.ticks_per_second)
    yield HashRow(0, world.state_hash())
    while world.tick < last:
        for agent, act in inputs.get(world.tick, ()):
            _apply(world, agent, act)
        world.step()
        if world.tick % each_second == 0:
            yield HashRow(world.tick, world.state_hash())
            if on_second is not None:
                on_second(world.tick * world.dt)


def _apply(world: World, agent: int, act: Applied) -> None:
    if isinstance(act, Play):
        world.play(agent, act)
    elif isinstance(act, Inject):
        world.inject(act)
    else:
        world.apply(agent, act)
