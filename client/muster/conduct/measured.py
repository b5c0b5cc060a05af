"""What the rules of conduct look at, of one person."""

from dataclasses import asdict, dataclass

import numpy as np

from muster.conduct.following import Company


@dataclass(frozen=True)
class Measured:
    """What the rules look at, of one person; ``_s`` seconds, ``_m`` metres, ``_from`` and ``_at`` simulated seconds."""

    fight_s: float
    hidden_s: float
    hidden_from: float
    ran_on_s: float
    way_m: float
    stayed_in: bool
    still_s: float
    still_from: float
    still_after_m: float
    moving_s: float
    away_m: float
    walked_m: float
    out_at: float
    counted_s: float
    following: float
    company: Company

    @property
    def is_out(self) -> bool:
        """Left the building."""
        return not np.isnan(self.out_at)

    @property
    def left_after_a_stop(self) -> bool:
        """Left the building after hiding for less than half of the time until then."""
        return self.is_out and self.hidden_s < 0.5 * self.counted_s

    @property
    def ran_on(self) -> bool:
        """Was on the move after hiding for longer than in hiding."""
        return self.ran_on_s > self.hidden_s

    @property
    def still_rather_than_run(self) -> bool:
        """Stood where it caught them, or for more time than they were on the move."""
        return self.still_s > self.moving_s or (not self.is_out and self.still_after_m < 6.0)

    def features(self) -> dict[str, float]:
        """Return every number by name."""
        own = {name: float(value) for name, value in vars(self).items() if name != "company"}
        return {**own, **{name: float(value) for name, value in asdict(self.company).items()}}
