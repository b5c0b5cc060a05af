"""Studies to report on, run in milliseconds: people show the class whose text they were given, and hide until then."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np

from muster.optimizer.report.reading import read_study
from muster.optimizer.report.told import Told
from muster.optimizer.study.episodes import Done, Job
from muster.optimizer.study.evaluation import evaluate, frozen
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.pool import pool
from muster.optimizer.study.running import Study
from muster.optimizer.study.spec import Spec
from muster.optimizer.texts import FIELDS, WORDS, Texts
from muster.optimizer.writer import Commission, Writer, Written
from muster.optimizer.writers.scripted import CHARACTERS, Scripted
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.codec import from_json
from muster.scenario.population import people
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario

BENCHMARK = load_benchmark("hostile-intruder")
SPEC = Spec("school-intruder", BENCHMARK, "pevo", "scripted", episodes=4, seed=3, mind={"mind": "builtin"})
HIDES, UNKNOWN, ASIDE = BENCHMARK.ids.index("HIDE_IN_PLACE"), len(BENCHMARK.ids), -1


@dataclass
class Pretending:
    """Shows what texts say, but for shares of people, drawn anew each episode, who are UNKNOWN or aside."""

    hides: int = HIDES
    unknown: float = 0.02
    aside: float = 0.02
    mind: str = "builtin"

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        return map(self._shown, jobs)

    def _shown(self, job: Job) -> Done:
        texts = {text: job.classes.index(id) for id, text in CHARACTERS.items() if id in job.classes}
        cast, rng = people(from_json(job.scenario)), np.random.default_rng(job.seed)
        shown = [texts.get(persona.personality_traits, self.hides) for persona in cast]
        draws = rng.random(len(shown))
        unknown, aside = draws < self.unknown, draws > 1 - self.aside
        outcomes = tuple(int(k) for k in np.where(aside, ASIDE, np.where(unknown, len(job.classes), shown)))
        return Done(job.number, job.seed, outcomes, {"NEVER_AWARE": int(aside.sum())}, 7, 11, 0.5, self.mind, "5eed")


class Wordy:
    """Writes as much as is allowed, and never the same twice: words of shipped personas without the order of sentences.

    That is harder to pack than what anybody writes.
    """

    name, is_language_model = "wordy", False

    def __init__(self) -> None:
        self._rng = np.random.default_rng(0)
        self._words = " ".join(text for texts in pool(0) for text in astuple(texts)).split()

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        return [Written(Texts(**{name: self._text() for name in FIELDS})) for _ in commissions]

    def _text(self) -> str:
        return " ".join(self._words[int(k)] for k in self._rng.integers(len(self._words), size=WORDS))


def school() -> Scenario:
    return load_scenario("school-intruder")


def study(
    path: Path,
    spec: Spec = SPEC,
    *,
    fresh: int = 20,
    scenario: Scenario | None = None,
    playing: Pretending | None = None,
    writer: Writer | None = None,
) -> Path:
    """Run a study to its end, evaluate it by so many episodes, and return its folder."""
    playing = playing or Pretending()
    folder = Folder.create(path, spec, scenario or school())
    Study(folder, writer or Scripted(), "nowhere").run(playing)
    if fresh:
        evaluate(frozen(folder, "nowhere"), playing, fresh)
    return path


def told(path: Path, spec: Spec = SPEC, *, fresh: int = 20, playing: Pretending | None = None) -> Told:
    return read_study(study(path, spec, fresh=fresh, playing=playing))


def of_method(method: str, seed: int) -> Spec:
    return replace(SPEC, method=method, seed=seed)
