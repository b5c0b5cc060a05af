"""The loop of a study: ask the method, have people rewritten, run an episode, tell the method. It can end at any point.

Before an episode its plan is on disk, texts included; after it, what it showed. To go on, the method is told again all
that it had been told, and asked again: it must answer as the plans say.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

import numpy as np

from muster.optimizer.divergence import Divergence, divergence
from muster.optimizer.errors import StudyDamaged
from muster.optimizer.method import Adopt, Change, Instruct, Report, Rewrite, Setting, Switch
from muster.optimizer.methods.registry import make_method
from muster.optimizer.study.episodes import Done, Job, Runner
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.pool import SIZE, pool
from muster.optimizer.study.population import (
    Population,
    Version,
    barred,
    change_from_json,
    change_to_json,
    instructed,
)
from muster.optimizer.study.spec import Spec, episode_seed
from muster.optimizer.texts import Texts
from muster.optimizer.writer import Commission, Writer, Written
from muster.scenario.benchmark import Benchmark
from muster.scenario.codec import to_json


@dataclass(frozen=True)
class Step:
    """One episode of a study, as somebody who waits for it wants to hear."""

    episode: int
    episodes: int
    divergence: Divergence
    rewritten: int
    wall_s: float


class TokensSpent(Exception):
    """The study has cost as much as it may; it can be resumed with more."""


class Study:
    """One study under way.

    Attributes:
        population: who everybody is. address: of the behavior server that plays the minds.
    """

    def __init__(self, folder: Folder, writer: Writer, address: str) -> None:
        self.folder, self.spec, scenario = folder, folder.spec, folder.scenario
        self.population = Population(scenario)
        self._writer, self.address = writer, address
        self._pool = pool(self.spec.seed)
        self._method = make_method(self.spec.method, setting(self.spec, self.population))
        self._shown: list[int] = []  # each agent's last outcome
        self._tokens = 0

    def run(self, runner: Runner, on_step: Callable[[Step], None] = lambda step: None) -> Population:
        """Run what has not been run yet and return the last population.

        Raises:
            TokensSpent: there was a limit, and it is reached.
            StudyDamaged: what is on disk does not fit together.
        """
        for episode in range(self.spec.episodes):
            failed = self._plan(episode)
            name = self.folder.episode_file(episode)
            if not self.folder.has(name):
                self._check_tokens()
                done = next(iter(runner.run([self._job(episode)])))
                self.folder.write(name, self._shown_by(done))
            on_step(self._told(episode, failed))
        self._plan(self.spec.episodes)
        return self.population

    def _plan(self, episode: int) -> tuple[Change, ...]:
        """Make the changes before an episode, from its plan if there is one; return those that failed."""
        changes, name = [*self._method.ask()], self.folder.plan_file(episode)
        if not self.folder.has(name):
            self._check_tokens()
            self.folder.write(name, self._made(changes))
        plan = self.folder.read(name)
        if [change_to_json(change) for change in changes] != plan["changes"]:
            raise StudyDamaged(f"{self.folder.path / name} is not what {self.spec.method} asks for; start a new study")
        self._tokens += int(plan["tokens"])
        return self._carry_out(changes, cast("list[dict[str, Any] | None]", plan["written"]))

    def _made(self, changes: Sequence[Change]) -> dict[str, object]:
        rewrites = [change for change in changes if isinstance(change, Rewrite)]
        answers: Sequence[Written] = asyncio.run(self._write(rewrites)) if rewrites else ()
        written = dict(zip(rewrites, answers, strict=True))
        return {
            "changes": [change_to_json(change) for change in changes],
            "written": [_plain(written[change]) if isinstance(change, Rewrite) else None for change in changes],
            "tokens": sum(answer.prompt_tokens + answer.completion_tokens for answer in answers),
        }

    async def _write(self, rewrites: Sequence[Rewrite]) -> Sequence[Written]:
        return await self._writer.write([self._commission(change) for change in rewrites])

    def _commission(self, change: Rewrite) -> Commission:
        agent, benchmark = change.agent, self.spec.benchmark
        seed = (self.spec.seed * 1_000 + agent) * 1_000 + len(self.population.versions[agent])
        shown = self._shown[agent] if self._shown else -1
        conduct = benchmark.ids[shown] if 0 <= shown < len(benchmark.ids) else ""
        return Commission(self.population.persona(agent), conduct, benchmark.classes[change.toward], seed)

    def _carry_out(self, changes: Sequence[Change], written: Sequence[dict[str, Any] | None]) -> tuple[Change, ...]:
        failed: list[Change] = []
        for change, answer in zip(changes, written, strict=True):
            version = self._version(change, answer)
            if isinstance(change, Switch):
                self.population.switch(change.agent, change.version)
            elif version is None:
                failed.append(change)
            else:
                self.population.add(change.agent, version)
        return tuple(failed)

    def _version(self, change: Change, answer: dict[str, Any] | None) -> Version | None:
        """Return the version that a change makes of somebody; None when there is none."""
        benchmark, versions = self.spec.benchmark, self.population.versions[change.agent]
        match change:
            case Rewrite(_, toward):
                texts = answer["texts"] if answer else None
                return Version(Texts(**texts), f"rewrite:{benchmark.ids[toward]}") if texts else None
            case Instruct(_, toward):
                if toward is None:
                    return Version(versions[0].texts, "instruct:none")
                return Version(instructed(versions[0].texts, benchmark, toward), f"instruct:{benchmark.ids[toward]}")
            case Adopt(_, entry):
                return Version(self._pool[entry], f"adopt:{entry}")
            case Switch():
                return None

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
        )

    def _shown_by(self, done: Done) -> dict[str, object]:
        found = divergence(counts(done.outcomes, self.spec.benchmark), np.array(self.spec.benchmark.shares))
        return {**asdict(done), "versions": self.population.now, "divergence": asdict(found)}

    def _told(self, episode: int, failed: tuple[Change, ...]) -> Step:
        """Tell the method what an episode showed, and return the same for people."""
        shown = self.folder.read(self.folder.episode_file(episode))
        if shown["versions"] != self.population.now:
            raise StudyDamaged(f"{self.folder.path}: episode {episode} was not of this population; start a new study")
        self._shown, self._tokens = shown["outcomes"], self._tokens + int(shown["tokens"])
        self._method.tell(Report(np.array(shown["outcomes"]), np.array(shown["versions"]), failed))
        plan = self.folder.read(self.folder.plan_file(episode))
        rewrites = sum(answer is not None and answer["texts"] is not None for answer in plan["written"])
        return Step(episode, self.spec.episodes, Divergence(**shown["divergence"]), rewrites, float(shown["wall_s"]))

    def _check_tokens(self) -> None:
        limit = self.spec.max_tokens
        if limit is not None and self._tokens >= limit:
            raise TokensSpent(f"{self._tokens} of {limit} tokens are spent; go on with --resume --max-tokens N")


def setting(spec: Spec, population: Population) -> Setting:
    """Return what the method of a study is told from the start."""
    return Setting(
        classes=spec.benchmark.ids,
        target=np.array(spec.benchmark.shares),
        agents=len(population.cast),
        barred=barred(population.cast, spec.benchmark),
        pool=SIZE,
        seed=spec.seed,
        episodes=spec.episodes,
    )


def counts(outcomes: Sequence[int], benchmark: Benchmark) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return ``(c + 1,)`` how many had each outcome, UNKNOWN last; those aside are left out."""
    judged = [outcome for outcome in outcomes if outcome >= 0]
    return np.bincount(judged, minlength=len(benchmark.ids) + 1)


def planned(plan: Mapping[str, Any]) -> list[Change]:
    """Return the changes of a plan on disk."""
    return [change_from_json(values) for values in plan["changes"]]


def _plain(answer: Written) -> dict[str, object]:
    return {"texts": asdict(answer.texts) if answer.texts else None, "problem": answer.problem}
