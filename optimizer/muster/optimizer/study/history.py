"""What became of a population, from the plans on disk alone: no method, writer or episode is asked again."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from muster.optimizer.errors import StudyDamaged, StudyMismatch
from muster.optimizer.method import Adopt, Change, Instruct, Rewrite, Switch
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.pool import pool
from muster.optimizer.study.population import Population, Version, change_from_json, instructed
from muster.optimizer.study.spec import Spec
from muster.optimizer.texts import Texts

Answers = Sequence[Mapping[str, Any] | None]
"""One a change: what the writer answered, None for changes that need none."""


class Changing:
    """Makes changes to a population as a plan says, with the texts that were written for them."""

    def __init__(self, population: Population, spec: Spec) -> None:
        self._population, self._spec = population, spec

    def carry_out(self, changes: Sequence[Change], written: Answers) -> tuple[Change, ...]:
        """Make the changes and return those that could not be made."""
        failed: list[Change] = []
        for change, answer in zip(changes, written, strict=True):
            if isinstance(change, Switch):
                self._population.switch(change.agent, change.version)
            elif (version := self._version(change, answer)) is None:
                failed.append(change)
            else:
                self._population.add(change.agent, version)
        return tuple(failed)

    def _version(self, change: Rewrite | Instruct | Adopt, answer: Mapping[str, Any] | None) -> Version | None:
        benchmark, first = self._spec.benchmark, self._population.versions[change.agent][0].texts
        match change:
            case Rewrite(_, toward):
                texts = answer["texts"] if answer else None
                return Version(Texts(**texts), f"rewrite:{benchmark.ids[toward]}") if texts else None
            case Instruct(_, toward):
                if toward is None:
                    return Version(first, "instruct:none")
                return Version(instructed(first, benchmark, toward), f"instruct:{benchmark.ids[toward]}")
            case Adopt(_, entry):
                return Version(pool(self._spec.seed)[entry], f"adopt:{entry}")


def is_finished(folder: Folder) -> bool:
    """Return whether a study has come to its last population."""
    return folder.has(folder.plan_file(folder.spec.episodes))


def last_population(folder: Folder) -> Population:
    """Return who everybody is at the end of a study; StudyMismatch when it has not come there."""
    if not is_finished(folder):
        raise StudyMismatch(f"{folder.path} is not finished; go on with: muster optimize --resume --out {folder.path}")
    return population_after(folder, folder.spec.episodes)


def population_after(folder: Folder, episodes: int) -> Population:
    """Return who everybody is once a study has learnt from so many episodes: by the plan after the last of them.

    A method that is not told beforehand how many there will be makes the same people in a study of just so many.
    """
    population = Population(folder.scenario)
    changing = Changing(population, folder.spec)
    for episode in range(episodes + 1):
        plan = folder.read(folder.plan_file(episode))
        try:
            changing.carry_out(planned(plan), cast("Answers", plan["written"]))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            where = folder.path / folder.plan_file(episode)
            raise StudyDamaged(f"{where} cannot be read ({error!r}); take another copy") from None
    return population


def planned(plan: Mapping[str, Any]) -> list[Change]:
    """Return the changes of a plan on disk."""
    return [change_from_json(values) for values in plan["changes"]]


def rewrites(plan: Mapping[str, Any]) -> int:
    """Return how many texts a plan has used."""
    return sum(answer is not None and answer["texts"] is not None for answer in plan["written"])
