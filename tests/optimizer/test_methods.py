"""Every method keeps the contract of ``muster.optimizer.method``, and feedback helps."""

import tomllib
from collections.abc import Callable

import numpy as np
import pytest

from muster.optimizer.divergence import tvd
from muster.optimizer.errors import StudyMismatch, StudyUnknown
from muster.optimizer.method import ASIDE, Adopt, Instruct, Method, Report, Rewrite, Switch
from muster.optimizer.methods.counting import quotas
from muster.optimizer.methods.pevo import Pevo, PevoReset
from muster.optimizer.methods.registry import OURS, make_method, method_names
from optimizer.made_up import CLASSES, TARGET, MadeUpWorld, align, setting
from support.tree import ROOT

POOL = 120


def made(
    name: str, *, seed: int = 0, episodes: int = 6, minors: int = 0, refuses: float = 0.0
) -> tuple[Method, MadeUpWorld]:
    given = setting(seed=seed, episodes=episodes, pool=POOL, minors=minors)
    return make_method(name, given), MadeUpWorld(given, seed=seed, refuses=refuses)


def distance(name: str, episodes: int, seeds: int = 6) -> float:
    """Mean distance of the population from the target after so many episodes."""
    distances: list[float] = []
    for seed in range(seeds):
        method, world = made(name, seed=seed, episodes=episodes)
        align(method, world, episodes)
        distances.append(world.distance())
    return float(np.mean(distances))


@pytest.mark.parametrize("name", OURS)
def test_the_same_reports_give_the_same_answers(name: str):
    """A study that was killed goes on by telling the method again what it had been told."""
    assert align(*made(name), 6) == align(*made(name), 6)


@pytest.mark.parametrize("name", OURS)
def test_another_seed_may_choose_others(name: str):
    if name != "none":
        assert align(*made(name, seed=1), 6) != align(*made(name, seed=2), 6)


@pytest.mark.parametrize("name", OURS)
def test_nobody_is_changed_twice_at_a_time_nor_toward_what_they_are_barred_from(name: str):
    """The world asserts both; half of the crowd are minors."""
    method, world = made(name, minors=40)
    asked = align(method, world, 6)
    fight = CLASSES.index("FIGHT")
    toward = [change for changes in asked for change in changes if isinstance(change, Rewrite | Instruct)]
    assert not [change for change in toward if change.toward == fight and change.agent < 40]


@pytest.mark.parametrize("name", OURS)
def test_refused_rewrites_are_survived(name: str):
    method, world = made(name, refuses=0.5)
    align(method, world, 6)


@pytest.mark.parametrize("name", OURS)
def test_an_episode_in_which_nobody_could_act_is_survived(name: str):
    method, world = made(name)
    world.change([*method.ask()])
    nobody = np.full(80, ASIDE)
    method.tell(Report(nobody, np.array(world.now)))
    world.change([*method.ask()])


@pytest.mark.parametrize("name", ["none", "random", "pevo", "pevo-reset"])
def test_a_crowd_that_matches_already_is_hardly_touched(name: str):
    """By those who look at the last episode; ``pevo+`` and ``transport`` go on making people more decided."""
    method, world = made(name)
    world.change([*method.ask()])
    on_target = np.repeat(np.arange(6), quotas(TARGET, 80))
    method.tell(Report(on_target, np.array(world.now)))
    assert sum(isinstance(change, Rewrite) for change in method.ask()) <= 4


def test_feedback_beats_chance_and_chance_beats_nothing():
    assert distance("pevo", 10) < distance("random", 10) < distance("none", 10)


def test_posteriors_beat_looking_at_the_last_episode_only():
    assert distance("pevo+", 10) < distance("pevo", 10)
    assert distance("transport", 10) < distance("pevo", 10)


def test_more_episodes_help_those_who_remember():
    assert distance("pevo+", 10) < distance("pevo+", 2)


def test_the_feedback_loop_is_what_helps_explicit_instruction():
    assert distance("explicit-loop", 10) < 0.6 * distance("explicit", 10)


def test_pevo_moves_as_many_as_there_are_too_many_of():
    given = setting()
    method = Pevo(given)
    assert method.ask() == ()
    outcomes = np.repeat([0, 1, 2, 3, 4, 5], [2, 40, 10, 10, 10, 8])  # 40 hide in place, 20.8 are wanted
    method.tell(Report(outcomes, np.zeros(80, np.int64)))
    changes = method.ask()
    assert len(changes) == int(40 - 0.26 * 80)
    assert all(outcomes[change.agent] == 1 for change in changes)
    assert {change.toward for change in changes if isinstance(change, Rewrite)} == {0}


def test_unknown_conduct_counts_as_too_many():
    given = setting()
    method = Pevo(given)
    method.tell(Report(np.repeat([0, 1, 2, 3, 4, 5, 6], [10, 20, 9, 9, 9, 7, 16]), np.zeros(80, np.int64)))
    assert sum(change.agent >= 64 for change in method.ask()) == 16


@pytest.mark.parametrize(("kind", "expected"), [(Pevo, []), (PevoReset, [Switch(3, 0)])])
def test_the_published_code_forgets_everybody_when_nobody_needs_to_move(
    kind: Callable[..., Method], expected: list[Switch]
):
    method = kind(setting())
    versions = np.zeros(80, np.int64)
    versions[3] = 2
    method.tell(Report(np.repeat(np.arange(6), quotas(TARGET, 80)), versions))
    assert [*method.ask()] == expected


def test_select_casts_and_never_rewrites():
    method, world = made("select")
    asked = align(method, world, 6)
    assert all(isinstance(change, Adopt) for changes in asked for change in changes)
    assert world.rewrites == 0
    last = [change.entry for change in asked[-1] if isinstance(change, Adopt)]
    assert len(set(last)) == 80


def test_select_needs_a_pool_as_large_as_the_crowd():
    with pytest.raises(StudyMismatch, match="a pool of 10"):
        make_method("select", setting(pool=10))


def test_quotas_are_the_whole_numbers_nearest_to_the_target():
    """The study the methods come from gives [22, 21, 10, 10, 9, 8] for eighty people, at a distance of .0125."""
    counts = quotas(TARGET, 80)
    assert counts.sum() == 80
    assert tvd(counts / 80, TARGET) == pytest.approx(0.0125)


def test_an_unknown_method_is_answered_with_what_there_is():
    with pytest.raises(StudyUnknown, match=r"there are: none, explicit, .*pevo\+"):
        make_method("magic", setting())


def test_the_registry_names_what_pyproject_registers():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["muster.methods"]
    assert declared == OURS
    assert method_names()[: len(OURS)] == [*OURS]
