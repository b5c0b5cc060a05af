"""One person's moment: what the option builders all look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

import numpy as np

from muster.perception.knowledge import NONE, Whereabouts
from muster.perception.percept import FEATURES, MOST_OPTIONS, Option
from muster.perception.seeing import View
from muster.perception.smoke import FireKnown
from muster.perception.words import spoken, through_smoke
from muster.world.acts import Act, Gait, Intent
from muster.world.arrays import Singles
from muster.world.errands import Point
from muster.world.smoke.turning import HAZY

SURE_ENOUGH = 0.5
"""How sure one must be where the threat is to go a long way round; ours."""

PAST_SMALL_FIRE = 0.4
"""Share of the hindrance of a fire that is left while it is small, and seen to be; ours."""

BARRED_AS_WELL = 0.7
"""Share of the advice to hide that goes for locking or barricading oneself in; ours."""

_HIDE, _CONFRONT, _BARRING, _WALK = Act.HIDE, Act.CONFRONT, (Act.LOCK, Act.BARRICADE), Gait.WALK


class Way(NamedTuple):
    """Metres to walk, and what the person believes of the way, named as in ``Feature``."""

    distance: float
    away: float
    past_threat: float
    crowding: float
    others: float
    smoke: float = 0.0


NO_SMOKE: Mapping[int, float] = {}


@dataclass(slots=True)
class Situation:
    """Where somebody is and what they know, gathered once for all their options.

    Attributes:
        agent, region: indices.
        xy: metres.
        aware: whether they know that something is wrong.
        threat: where they take the threat to be; None for no idea.
        sure: 0 .. 1, that it is still there.
        threat_in_sight: now.
        shut: doors they hold to be locked.
        avoid: regions to go round: where the threat surely is, the fire or smoke, unless one is there oneself.
        fire: where they take something to burn; None when they know of nothing.
        smoke: 1/m they believe to be in regions with smoke.
        view: whom they make out.
        current: the act under way and its target.
        advice: act, target (-1 for any) and trust.
        legs: metres to walk to each door of the region; none for those who think of no ways beyond it.
        options, values: what is being built up; the features of one option after those of the other.
    """

    agent: int
    region: int
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
    legs: Sequence[float]
    options: list[Option] = field(default_factory=list[Option])
    values: list[float] = field(default_factory=list[float])
    avoid: frozenset[int] = NONE
    fire: FireKnown | None = None
    smoke: Mapping[int, float] = field(default_factory=lambda: NO_SMOKE)
    _ids: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        if self.threat is not None and self.sure >= SURE_ENOUGH and self.threat.region != self.region:
            self.avoid = frozenset((self.threat.region,))
        if self.smoke:
            self.avoid |= {region for region, thick in self.smoke.items() if thick >= HAZY and region != self.region}
        if self.fire is not None and self.fire.region != self.region:
            self.avoid |= {self.fire.region}

    def past_fire(self, over: Sequence[int]) -> float:
        """Return 0 .. 1, how much of a hindrance a fire is on a way over these regions."""
        if self.fire is None or self.fire.region not in over:
            return 0.0
        return PAST_SMALL_FIRE if self.fire.is_small else 1.0

    @property
    def smoke_here(self) -> float:
        """Return 1/m around them."""
        return self.smoke.get(self.region, 0.0)

    def metres_to(self, point: Point) -> float:
        """Return how far off a point is, as the crow flies."""
        dx, dy = point[0] - self.xy[0], point[1] - self.xy[1]
        return sqrt(dx * dx + dy * dy)

    def away(self, first: Point, goal: Point) -> float:
        """Return -1 (toward the believed threat) .. 1 (away from it) for a way; 0 when unknown.

        Half of it is how one sets out, toward ``first``; half is how much further off one ends up, at ``goal``.
        """
        if self.threat is None:
            return 0.0
        (x, y), (tx, ty) = self.xy, self.threat.point
        ax, ay, bx, by, gx, gy = first[0] - x, first[1] - y, x - tx, y - ty, goal[0] - tx, goal[1] - ty
        apart = bx * bx + by * by
        length = sqrt((ax * ax + ay * ay) * apart)
        sets_out = (ax * bx + ay * by) / length if length > 1e-9 else 0.0
        way = self.metres_to(goal)
        ends_up = (sqrt(gx * gx + gy * gy) - sqrt(apart)) / way if way > 1e-9 else 0.0
        return 0.5 * (sets_out + ends_up)

    def walking(self, act: Act, target: int) -> Intent:
        """Return the intent to do something that one has to walk to, as one knows the building."""
        return Intent(act, target, _WALK, self.avoid, self.shut)

    def add(
        self,
        id: str,
        text: str,
        intent: Intent,
        *,
        distance: float = 0.0,
        away: float = 0.0,
        past_threat: float = 0.0,
        familiar: float = 0.0,
        visible: float = 0.0,
        others: float = 0.0,
        crowding: float = 0.0,
        cover: float = 0.0,
        tie: float = 0.0,
        authority: float = 0.0,
        advised: float = 0.0,
        need: float = 0.0,
        smoke: float = 0.0,
    ) -> None:
        """Append an option unless it is there already; the features are those of ``Feature``.

        ``smoke`` is that on the way; that around oneself counts in any case.
        """
        if self._is_new(id):
            advised, current = self._bearing(intent, advised)
            self.options.append(Option(id, text, intent))
            going = distance, away, past_threat, familiar, visible, others, crowding
            self.values += (*going, cover, tie, authority, advised, need, current)  # in the order of ``Feature``
            self.values.append(max(smoke, self.smoke_here))

    def add_way(
        self,
        id: str,
        text: str,
        intent: Intent,
        way: Way,
        *,
        familiar: float,
        visible: float = 0.0,
        cover: float = 0.0,
        tie: float = 0.0,
    ) -> None:
        """Append an option to walk somewhere, as ``add``; ``text`` is followed by how far off that is."""
        if self._is_new(id):
            advised, current = self._bearing(intent, 0.0)
            distance, away, past_threat, crowding, others, smoke = way
            self.options.append(Option(id, text + spoken(distance) + through_smoke(smoke), intent))
            going = distance, away, past_threat, familiar, visible, others, crowding
            self.values += (
                *going,
                cover,
                tie,
                0.0,
                advised,
                0.0,
                current,
                smoke,
            )  # as in ``add``, which takes half as long again

    def features(self) -> Singles:
        """Return ``(options, FEATURES)``."""
        return np.array(self.values, np.float32).reshape(-1, FEATURES)

    def _is_new(self, id: str) -> bool:
        """Whether there is room for an option, and none of that id yet; it is taken to be there from now on."""
        if len(self.options) >= MOST_OPTIONS or id in self._ids:
            return False
        self._ids.add(id)
        return True

    def _bearing(self, intent: Intent, advised: float) -> tuple[float, float]:
        """Return ``FEATURE_ADVISED``, at least ``advised``, and ``FEATURE_CURRENT`` of an intent."""
        act, target = intent[0], intent[1]
        said, to, trust = self.advice
        if said == act:
            advised = max(advised, trust if to < 0 or to == target else 0.0)
        elif said == _HIDE and act in _BARRING:
            advised = max(advised, BARRED_AS_WELL * trust)
        return advised, 1.0 if self._is_under_way(act, target) else 0.0

    def _is_under_way(self, act: Act, target: int) -> bool:
        """Whether it is what they are doing; whoever goes for the threat does so wherever they take it to be."""
        now, at = self.current
        return now == act and (at == target or act == _CONFRONT)
