"""The loop of a study: ask the method, have people rewritten, run an episode, tell the method. It can end at any point.

Before an episode its plan is on disk, texts included; after it, what it showed. To go on, the method is told again all
that it had been told, and asked again: it must answer as the plans say.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from muster.client.access import OPEN, Access
from muster.optimizer.divergence import Divergence, divergence, expected_floor
from muster.optimizer.errors import StudyDamaged, StudyMismatch, TokensSpent
from muster.optimizer.method import Change, Report, Rewrite, Setting
from muster.optimizer.methods.registry import make_method
from muster.optimizer.study.episodes import Done, Job
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import Answers, Changing, planned, rewrites
from muster.optimizer.study.pool import SIZE
from muster.optimizer.study.population import Population, barred, change_to_json
from muster.optimizer.study.runners import Runner
from muster.optimizer.study.spec import Spec, episode_seed
from muster.optimizer.writer import Commission, Writer, Written
from muster.scenario.benchmark import Benchmark
from muster.scenario.codec import to_json

__all__ = ["Step", "Study", "TokensSpent", "counts", "planned", "setting"]


@dataclass(frozen=True)
class Step:
    """One episode of a study, as somebody who waits for it wants to hear.

    Attributes:
        floor: what TVD chance alone makes of so many people.
        rewritten: people who were before it. wall_s: of the episode.
    """

    episode: int
    episodes: int
    divergence: Divergence
    floor: float
    rewritten: int
    wall_s: float


class Study:
    """One study under way.

    Attributes:
        population: who everybody is. address: of the behavior server that plays the minds. access: what it is shown.
    """

    def __init__(
        self,
        folder: Folder,
        writer: Writer,
        address: str,
        *,
        access: Access = OPEN,
        max_tokens: int | None = None,
    ) -> None:
        self.folder, self.spec = folder, folder.spec
        self.population = Population(folder.scenario)
        self.address, self.access = address, access
        self._writer = writer
        self._changing = Changing(self.population, self.spec)
        self._method = make_method(self.spec.method, setting(self.spec, self.population))
        self._shown: list[int] = []  # each agent's last outcome
        self._mind = ""  # who played so far
        self._tokens, self._limit = 0, max_tokens or self.spec.max_tokens

    def run(self, runner: Runner, on_step: Callable[[Step], None] = lambda step: None) -> Population:
        """Run what has not been run yet and return the last population.

        Raises:
            TokensSpent: there was a limit, and it is reached.
            StudyDamaged: what is on disk does not fit together.
            StudyMismatch: another mind plays now than before.
        """
        for episode in range(self.spec.episodes):
            failed = self._plan(episode)
            name = self.folder.episode_file(episode)
            if not self.folder.has(name):
                self._check_tokens()
                self.folder.write(name, self._shown_by(next(iter(runner.run([self._job(episode)])))))
            on_step(self._told(episode, failed))
        self._plan(self.spec.episodes)
        return self.population

    def _plan(self, episode: int) -> tuple[Change, ...]:
        """Make the changes before an episode, from its plan if there is one; return those that failed."""
        changes, name = [*self._method.ask()], self.folder.plan_file(episode)
        if not self.folder.has(name):
            self._check_tokens()
            self.folder.write(name, self._made(changes, episode))
        plan = self.folder.read(name)
        if [change_to_json(change) for change in changes] != plan["changes"]:
            raise StudyDamaged(f"{self.folder.path / name} is not what {self.spec.method} asks for; start a new study")
        self._tokens += int(plan["tokens"])
        return self._changing.carry_out(changes, cast("Answers", plan["written"]))

    def _made(self, changes: Sequence[Change], episode: int) -> dict[str, object]:
        asked = [change for change in changes if isinstance(change, Rewrite)]
        answers = _awaited(self._write(asked, episode)) if asked else ()
        written = dict(zip(asked, answers, strict=True))
        return {
            "changes": [change_to_json(change) for change in changes],
            "written": [_plain(written[change]) if isinstance(change, Rewrite) else None for change in changes],
            "tokens": sum(answer.prompt_tokens + answer.completion_tokens for answer in answers),
        }

    async def _write(self, asked: Sequence[Rewrite], episode: int) -> Sequence[Written]:
        return await self._writer.write([self._commission(change, episode) for change in asked])

    def _commission(self, change: Rewrite, episode: int) -> Commission:
        agent, benchmark = change.agent, self.spec.benchmark
        # Of the episode, not of the version: after a refusal the same text must not be written again.
        seed = (self.spec.seed * 10_000 + episode) * 100_000 + agent
        shown = self._shown[agent] if self._shown else -1
        conduct = benchmark.ids[shown] if 0 <= shown < len(benchmark.ids) else ""
        return Commission(self.population.persona(agent), conduct, benchmark.classes[change.toward], seed)

    def _job(self, episode: int) -> Job:
        spec = self.spec
        return Job(
            number=episode,
            scenario=to_json(self.population.scenario()),
            seed=episode_seed(spec.seed, episode),
            address=self.address,
            recording=str(self.folder.recording(episode)),
            classifier=spec.benchmark.classifier,
            classes=spec.benchmark.ids,
            access=self.access,
        )

    def _shown_by(self, done: Done) -> dict[str, object]:
        if self._mind not in ("", done.mind):
            raise StudyMismatch(
                f"{self.folder.path} was begun with the mind {self._mind!r}, and {done.mind!r} plays now; "
                "go on with the first one, or start a new study"
            )
        found = divergence(counts(done.outcomes, self.spec.benchmark), self.spec.target)
        return {**asdict(done), "versions": self.population.now, "divergence": asdict(found)}

    def _told(self, episode: int, failed: tuple[Change, ...]) -> Step:
        """Tell the method what an episode showed, and return the same for people."""
        shown = self.folder.read(self.folder.episode_file(episode))
        if shown["versions"] != self.population.now:
            raise StudyDamaged(f"{self.folder.path}: episode {episode} was not of this population; start a new study")
        self._shown, self._tokens = shown["outcomes"], self._tokens + int(shown["tokens"])
        self._mind = str(shown["mind"])
        self._method.tell(Report(np.array(shown["outcomes"]), np.array(shown["versions"]), failed))
        judged = max(int(counts(self._shown, self.spec.benchmark).sum()), 1)
        return Step(
            episode,
            self.spec.episodes,
            Divergence(**shown["divergence"]),
            expected_floor(self.spec.target, judged),
            rewrites(self.folder.read(self.folder.plan_file(episode))),
            float(shown["wall_s"]),
        )

    def _check_tokens(self) -> None:
        if self._limit is not None and self._tokens >= self._limit:
            raise TokensSpent(
                f"{self._tokens} of {self._limit} tokens are spent; "
                f"go on with: muster optimize --resume --out {self.folder.path} --max-tokens N"
            )


def _awaited(writing: Coroutine[None, None, Sequence[Written]]) -> Sequence[Written]:
    """Return what a coroutine returns; in a thread of its own, for notebooks have a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, writing).result()


def setting(spec: Spec, population: Population) -> Setting:
    """Return what the method of a study is told from the start."""
    return Setting(
        classes=spec.benchmark.ids,
        target=spec.target,
        agents=len(population.cast),
        barred=barred(population.cast, spec.benchmark),
        pool=SIZE,
        seed=spec.seed,
        episodes=spec.episodes,
    )


def counts(outcomes: Sequence[int], benchmark: Benchmark) -> NDArray[np.int64]:
    """Return ``(c + 1,)`` how many had each outcome, UNKNOWN last; those aside are left out."""
    judged = np.array([outcome for outcome in outcomes if outcome >= 0], np.int64)
    return np.bincount(judged, minlength=len(benchmark.ids) + 1)


def _plain(answer: Written) -> dict[str, object]:
    return {"texts": asdict(answer.texts) if answer.texts else None, "problem": answer.problem}
