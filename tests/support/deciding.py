"""Episodes with a mind that picks any option, by the percept's own key: it visits what no sensible mind would."""

from collections.abc import Sequence

from muster.behavior.v1.vocabulary import Gait, Source, Volume
from muster.client.decision import Decision
from muster.client.episode import Episode
from muster.perception.percept import Percept
from muster.scenario.scenario import Scenario
from support.minds import ScriptedLink

SAYS_EVERY = 7  # of its decisions, one in so many with words


class AnyOption(ScriptedLink):
    """Chooses by the draw key alone: as good as at random, and the same for the same percept."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: dict[tuple[int, int], Percept] = {}

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        self._asked |= {(percept.agent, percept.ordinal): percept for percept in percepts}
        return super().send(percepts)

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        percept = self._asked[agent, ordinal]
        key, options = percept.draw_key, len(percept.options)
        chosen = key % options
        certain = tuple(float(i == chosen) for i in range(options))
        words, gait = "Come on." if key % SAYS_EVERY == 0 else "", Gait(1 + key % 2)
        decision = Decision(
            agent, ordinal, True, "", chosen, certain, gait, Source.BUILTIN, words, Volume.SHOUT, "", "", 0.0, (), 0
        )
        return decision, b""


def percepts_of(scenario: Scenario, seed: int, seconds: float) -> list[Percept]:
    """Everything that everybody perceives in the first ``seconds`` of an episode."""
    link = AnyOption()
    episode = Episode(scenario, seed, link, None)
    for _ in range(round(seconds / scenario.dt)):
        episode.tick()
    return link.sent
