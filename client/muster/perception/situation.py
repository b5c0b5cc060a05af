"""One person's moment: what the option builders all look at."""

from dataclasses import dataclass, field

import numpy as np

from muster.perception.percept import FEATURES, MOST_OPTIONS, Feature, Option
from muster.perception.seeing import View
from muster.world.acts import Act, Intent
from muster.world.types import Floats, Singles

TOWARD_SAME = 0.5  # cosine above which two people move the same way


@dataclass(slots=True)
class Situation:
    """Where somebody is and what they know, gathered once for all their options.

    Attributes:
        agent, region: indices.
        xy: metres.
        aware: whether they know that something is wrong.
        threat_region: believed region of the threat, -1 for unknown.
        threat_point: believed point, or where it was heard from; NaN when unknown.
        threat_in_sight: now.
        shut: doors known to be locked.
        view: whom they make out. acts, targets: what those are evidently doing.
        options, rows: what is being built up.
    """

    agent: int
    region: int
    xy: Floats
    aware: bool
    outside: bool
    hidden: bool
    threat_region: int
    threat_point: Floats
    threat_in_sight: bool
    shut: tuple[int, ...]
    view: View
    acts: list[int]
    targets: list[int]
    current: tuple[int, int]
    advice: tuple[int, int, float]
    options: list[Option] = field(default_factory=list[Option])
    rows: list[list[float]] = field(default_factory=list[list[float]])

    @property
    def avoid(self) -> tuple[int, ...]:
        """Regions to go round: where the threat is believed to be, unless one is there oneself."""
        return (self.threat_region,) if self.threat_region >= 0 and self.threat_region != self.region else ()

    @property
    def knows_threat(self) -> bool:
        """Whether they have any idea where the threat is."""
        return bool(np.isfinite(self.threat_point[0]))

    @property
    def is_full(self) -> bool:
        """Whether no further option fits into a percept."""
        return len(self.options) >= MOST_OPTIONS

    def away(self, x: float, y: float) -> float:
        """Return -1 (toward the believed threat) .. 1 (away from it) for setting out toward a point; 0 when unknown."""
        if not self.knows_threat:
            return 0.0
        dx, dy = x - self.xy[0], y - self.xy[1]
        tx, ty = self.xy[0] - self.threat_point[0], self.xy[1] - self.threat_point[1]
        length = ((dx * dx + dy * dy) * (tx * tx + ty * ty)) ** 0.5
        return float((dx * tx + dy * ty) / length) if length > 1e-9 else 0.0

    def add(self, id: str, text: str, intent: Intent, **features: float) -> None:
        """Append an option; features are named as in ``Feature``, in lower case, and 0 when left out."""
        if self.is_full:
            return
        row = [0.0] * FEATURES
        for name, value in features.items():
            row[_COLUMN[name]] = value
        row[Feature.OTHERS] = row[Feature.OTHERS] or self._others(intent.act, intent.target)
        row[Feature.ADVISED] = self._advised(intent.act, intent.target)
        row[Feature.CURRENT] = float(self.current == (intent.act, intent.target))
        self.options.append(Option(id, text, intent))
        self.rows.append(row)

    def features(self) -> Singles:
        """Return ``(options, FEATURES)``."""
        return np.array(self.rows, np.float32)

    def _others(self, act: Act, target: int) -> float:
        """Share of the people in view who are evidently doing the same."""
        if not self.acts:
            return 0.0
        same = sum(a == act and (t == target or t < 0) for a, t in zip(self.acts, self.targets, strict=True))
        return same / len(self.acts)

    def _advised(self, act: Act, target: int) -> float:
        advised, to, trust = self.advice
        if advised == Act.HIDE and act in (Act.LOCK, Act.BARRICADE):
            return 0.7 * trust
        return trust if advised == act and (to < 0 or to == target) else 0.0


_COLUMN = {feature.name.lower(): int(feature) for feature in Feature}
