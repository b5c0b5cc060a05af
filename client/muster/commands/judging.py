"""``muster classify --by model``: a language model reads the log of each person and says which class fits.

The one classifier that needs the minds' backends, which conduct must not know: hence here.
"""

import asyncio
from collections.abc import Sequence
from hashlib import sha256

from muster.commands.backends import MindOrder, make
from muster.conduct.aside import why_aside
from muster.conduct.log import log_of
from muster.conduct.observed import Observed
from muster.conduct.verdict import UNKNOWN, Evidence, Verdict
from muster.scenario.benchmark import Benchmark
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.scenario import ScenarioKind
from muster.server.engine import EngineError
from muster.server.errors import BackendError
from muster.server.language.judging import Judgement, Question, judge
from muster.server.language.mind import LanguageMind

NEITHER = "None of these, or it cannot be told."
_DEFINITIONS = {ScenarioKind.INTRUDER: "hostile-intruder", ScenarioKind.ALARM: "egress-illustrative"}
_RULES = (
    "You classify how people behave in an emergency. You read a log of what one person was seen to do, from the moment "
    "they could act, and say which description fits it best as a whole. Go by what they did, not by how it ended."
)


class ModelJudge:
    """The classifier ``model``: classes and what they mean are those of the benchmark for the kind of emergency."""

    name = "model"

    def __init__(self, order: MindOrder, kind: ScenarioKind) -> None:
        self._order, self._benchmark = order, load_benchmark(_DEFINITIONS[kind])
        self.classes = self._benchmark.ids

    def classify(self, observed: Observed) -> Sequence[Verdict]:
        """Return a verdict on everybody; raises BackendError when there is no model to ask."""
        judged = [agent for agent in range(observed.people) if not why_aside(observed, agent)]
        judgements = asyncio.run(self._ask([self._question(observed, agent) for agent in judged]))
        told = {agent: self._verdict(observed, agent, each) for agent, each in zip(judged, judgements, strict=True)}
        return [told.get(k) or Verdict(k, why_aside(observed, k), 1.0) for k in range(observed.people)]

    async def _ask(self, questions: Sequence[Question]) -> list[Judgement]:
        mind = await asyncio.to_thread(make, self._order)  # "auto" has an event loop of its own
        try:
            if not isinstance(mind, LanguageMind):
                raise BackendError(
                    f"{mind.about.name!r} is no single language model, so it cannot read a log; "
                    "name one with --mind ollama --model NAME"
                )
            await mind.check()
            return await judge(mind.engine, mind.about.model, questions)
        except EngineError as error:
            raise BackendError(str(error)) from error
        finally:
            await mind.close()

    def _question(self, observed: Observed, agent: int) -> Question:
        text = log_of(observed, agent)
        key = int.from_bytes(sha256(text.encode()).digest()[:8])
        return Question(_RULES, text, (*_definitions(self._benchmark), NEITHER), key)

    def _verdict(self, observed: Observed, agent: int, judgement: Judgement) -> Verdict:
        when = float(observed.free_at[agent])
        if not judgement.probabilities:
            return Verdict(agent, UNKNOWN, 0.0, (Evidence(when, "no judgement", judgement.problem),))
        by_class = dict(zip((*self.classes, UNKNOWN), judgement.probabilities, strict=True))
        outcome = max(by_class, key=by_class.__getitem__)
        second = max(share for name, share in by_class.items() if name != outcome)
        text = ", ".join(f"{name} {share:.2f}" for name, share in by_class.items() if share >= 0.05)
        evidence = (Evidence(when, "all of it", f"the model read the log: {text}"),)
        return Verdict(agent, outcome, round(by_class[outcome] - second, 3), evidence, by_class)


def _definitions(benchmark: Benchmark) -> tuple[str, ...]:
    return tuple(each.definition for each in benchmark.classes)
