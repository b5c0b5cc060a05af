"""What people who must decide have before them, looked up for all of them at once.

A look at one person's row costs an array as much as a look at a hundred of them.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from muster.perception.knowledge import Known, Whereabouts
from muster.perception.options import OptionBuilder
from muster.perception.seeing import look_around
from muster.perception.senses import Senses
from muster.perception.situation import NO_SMOKE, Situation
from muster.perception.surroundings import Surroundings
from muster.world.acts import Door
from muster.world.arrays import Floats, Ints
from muster.world.world import World

NO_ACT = (-1, -1)


class Gathering:
    """Finds the situation that each person is in; changes nothing but which doors they hold to be locked."""

    def __init__(
        self, world: World, known: Known, senses: Senses, surroundings: Surroundings, options: OptionBuilder
    ) -> None:
        self._world, self._known, self._senses = world, known, senses
        self._surroundings, self._options = surroundings, options

    def situations(self, agents: Sequence[int]) -> Iterator[Situation]:
        """Yield the situation of each of them, in their order."""
        rows, bodies, known, sense = np.array(agents, np.int64), self._world.bodies, self._known, self._senses.smoke
        region, position = bodies.region[rows], bodies.position[rows]
        columns = zip(
            agents,
            region.tolist(),
            position.tolist(),
            known.aware[rows].tolist(),
            bodies.outside[rows].tolist(),
            (bodies.hidden_in[rows] >= 0).tolist(),
            self._threats(rows),
            self._senses.in_sight[rows].tolist(),
            look_around(self._world, rows, self._surroundings.marks),
            self._acts(rows),
            self._advice(rows),
            self._legs(rows, region, position),
            strict=True,
        )
        for agent, here, (x, y), aware, outside, hidden, (threat, sure), sees, view, current, advice, legs in columns:
            fire, smoke = (None, NO_SMOKE) if sense is None else (sense.fire(agent), sense.believed(agent))
            yield Situation(
                agent,
                here,
                (x, y),
                aware,
                outside,
                hidden,
                threat,
                sure,
                sees,
                self._shut(agent, here),
                view,
                current,
                advice,
                legs,
                fire=fire,
                smoke=smoke,
            )

    def _threats(self, rows: Ints) -> Iterator[tuple[Whereabouts | None, float]]:
        """Yield where each takes the threat to be, and how sure they still are of it."""
        known, tick = self._known, self._world.tick
        for agent, region in zip(rows.tolist(), known.threat_region[rows].tolist(), strict=True):
            yield (None, 0.0) if region < 0 else (known.where(agent), known.sureness(agent, tick))

    def _acts(self, rows: Ints) -> list[tuple[int, int]]:
        """Return the act under way and its target of each; ``NO_ACT`` when it is done."""
        bodies = self._world.bodies
        each = zip(bodies.done[rows].tolist(), bodies.act[rows].tolist(), bodies.target[rows].tolist(), strict=True)
        return [NO_ACT if done else (act, target) for done, act, target in each]

    def _advice(self, rows: Ints) -> Iterator[tuple[int, int, float]]:
        known = self._known
        act, target, trust = known.advice_act[rows], known.advice_target[rows], known.advice_trust[rows]
        return zip(act.tolist(), target.tolist(), trust.tolist(), strict=True)

    def _legs(self, rows: Ints, region: Ints, position: Floats) -> Iterator[list[float]]:
        """Yield the metres to each door of their region; none for those who think of no ways beyond it."""
        roam = self._known.aware[rows] & ~self._world.bodies.outside[rows]
        legs = iter(self._options.ways.legs(region[roam], position[roam]))
        return (next(legs) if roams else [] for roams in roam.tolist())

    def _shut(self, agent: int, region: int) -> frozenset[int]:
        """Return the doors somebody holds to be locked, but for those here that they see stand open."""
        for door in self._surroundings.doors[region] if self._known.locked[agent] else ():
            if self._world.door_state(door) is Door.OPEN:
                self._known.finds_open(agent, door)
        return self._known.shut[agent]
