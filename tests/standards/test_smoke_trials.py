"""The standards' tests of smoke fail when the people of a world do not feel it; that they hold is tested elsewhere."""

import numpy as np
import pytest

from muster.verification.case import Bench
from muster.verification.trials import smoke
from muster.world.smoke.smoke import Smoke

BENCH = Bench(quick=True)


def test_people_who_walk_on_as_if_there_were_no_smoke_fail(monkeypatch: pytest.MonkeyPatch):
    def heedless(self: Smoke) -> None:
        self.extinction = np.zeros_like(self.zones.soot_density)
        self.speed_factor = np.ones(len(self.extinction) + 1)

    monkeypatch.setattr(Smoke, "_look", heedless)
    assert not smoke.speed_in_smoke(BENCH).holds
