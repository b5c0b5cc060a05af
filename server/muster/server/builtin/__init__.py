"""The built-in mind: a stochastic utility model, no language model."""

from collections.abc import Sequence

import numpy as np

from muster.server.backend import BackendAbout
from muster.server.values import Answer, Query
from muster.server.vocabulary import Feature, Gait, Source


class BuiltinMind:
    """Chooses by a multinomial logit over the options."""

    @property
    def about(self) -> BackendAbout:
        """What answers here."""
        return BackendAbout(name="builtin")

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        """Answer every query."""
        return self.choose(batch)

    def choose(self, batch: Sequence[Query]) -> list[Answer]:
        """Answer every query, without waiting."""
        return [_choose(query) for query in batch]


def _choose(query: Query) -> Answer:
    features = query.percept.features
    utility = (
        2.0 * features[:, Feature.AWAY] + 2.0 * features[:, Feature.ADVISED] - 0.02 * features[:, Feature.DISTANCE]
    )
    weight = np.exp(np.clip(utility - utility.max(), -50.0, 0.0))
    shares = weight / weight.sum()
    draw = np.random.Generator(np.random.Philox(key=query.percept.draw_key)).random()
    option = min(int(np.searchsorted(np.cumsum(shares), draw)), len(shares) - 1)
    gait = Gait.RUN if query.percept.threat else Gait.WALK
    return Answer(option, tuple(shares.tolist()), gait, Source.BUILTIN, query.mind)
