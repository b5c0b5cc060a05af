"""One person's moment: what the option builders all look at."""

from dataclasses import dataclass, field

import numpy as np

from muster.behavior.v1.vocabulary import Feature
from muster.perception.knowledge import Whereabouts
from muster.perception.percept import FEATURES, MOST_OPTIONS, Option
from muster.perception.seeing import View
from muster.world.acts import Act, Intent
from muster.world.arrays import Floats, Singles
from muster.world.errands import Point

SURE_ENOUGH = 0.5
"""How sure one must be where the threat is to go a long way round; ours."""

BARRED_AS_WELL = 0.7
"""Share of the advice to hide that goes for locking or barricading oneself in; ours."""

_COLUMN = {feature.name.lower(): int(feature) for feature in Feature}


@dataclass(slots=True)
class Situation:
    """Where somebody is and what they know, gathered once for all their options.

    Attributes:
        agent, region: indices.
        position, xy: metres, as an array and as a pair.
        aware: whether they know that something is wrong.
        threat: where they take the threat to be; None for no idea.
        sure: 0 .. 1, that it is still there.
        threat_in_sight: now.
        shut: doors they hold to be locked.
        view: whom they make out.
        current: the act under way and its target.
        advice: act, target (-1 for any) and trust.
        options, rows: what is being built up.
    """

    agent: int
    region: int
    position: Floats
    xy: Point
    aware: bool
    outside: bool
    hidden: bool
    threat: Whereabouts | None
    sure: float
    threat_in_sight: bool
    shut: frozenset[int]
    view: View
    current: tuple[int, int]
    advice: tuple[int, int, float]
    options: list[Option] = field(default_factory=list[Option])
    rows: list[list[float]] = field(default_factory=list[list[float]])
    _ids: set[str] = field(default_factory=set[str])

    @property
    def avoid(self) -> frozenset[int]:
        """Regions to go round: where the threat surely is, unless one is there oneself."""
        if self.threat is None or self.sure < SURE_ENOUGH or self.threat.region == self.region:
            return frozenset()
        return frozenset((self.threat.region,))

    def metres_to(self, point: Point | Floats) -> float:
        """Return how far off a point is, as the crow flies."""
        return float(((point[0] - self.xy[0]) ** 2 + (point[1] - self.xy[1]) ** 2) ** 0.5)

    def away(self, first: Point, goal: Point) -> float:
        """Return -1 (toward the believed threat) .. 1 (away from it) for a way; 0 when unknown.

        Half of it is how one sets out, toward ``first``; half is how much further off one ends up, at ``goal``.
        """
        if self.threat is None:
            return 0.0
        (x, y), (tx, ty) = self.xy, self.threat.point
        ax, ay, bx, by = first[0] - x, first[1] - y, x - tx, y - ty
        length = ((ax * ax + ay * ay) * (bx * bx + by * by)) ** 0.5
        sets_out = (ax * bx + ay * by) / length if length > 1e-9 else 0.0
        way = self.metres_to(goal)
        gain = ((goal[0] - tx) ** 2 + (goal[1] - ty) ** 2) ** 0.5 - (bx * bx + by * by) ** 0.5
        ends_up = gain / way if way > 1e-9 else 0.0
        return 0.5 * (sets_out + ends_up)

    def add(self, id: str, text: str, intent: Intent, **features: float) -> None:
        """Append an option unless it is there already; features are named as in ``Feature``, in lower case, else 0."""
        if len(self.options) >= MOST_OPTIONS or id in self._ids:
            return
        row = [0.0] * FEATURES
        for name, value in features.items():
            row[_COLUMN[name]] = value
        row[Feature.ADVISED] = max(row[Feature.ADVISED], self._advised(intent.act, intent.target))
        row[Feature.CURRENT] = float(self.current == (intent.act, intent.target))
        self._ids.add(id)
        self.options.append(Option(id, text, intent))
        self.rows.append(row)

    def features(self) -> Singles:
        """Return ``(options, FEATURES)``."""
        return np.array(self.rows, np.float32)

    def _advised(self, act: Act, target: int) -> float:
        advised, to, trust = self.advice
        if advised == Act.HIDE and act in (Act.LOCK, Act.BARRICADE):
            return BARRED_AS_WELL * trust
        return trust if advised == act and (to < 0 or to == target) else 0.0
