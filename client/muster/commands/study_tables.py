"""Studies in words and tables."""

import math
from collections.abc import Iterator

from muster.optimizer.intervals import Interval
from muster.optimizer.study.comparing import Comparison, MethodTold, PairTold
from muster.optimizer.study.evaluation import MOST_UNKNOWN, Evaluation
from muster.optimizer.study.result import Result
from muster.optimizer.study.spec import Spec

SELF_TEST = "Closed-loop self-test: built-in mind and writer. It supports no claim about people."
FEWEST_EPISODES = 20
"""Fewer fresh episodes are not reported without a remark."""


def studied(result: Result) -> str:
    """Return what came of a study: an episode a line, then where to go from here."""
    spec = result.spec
    lines = [
        f"{spec.method} on {spec.scenario} toward {spec.benchmark.name}, seed {spec.seed}; mind: {result.mind}, "
        f"writer: {spec.writer}",
        f"{'episode':>9}{'TVD':>8}{'JSD':>8}{'chance alone':>14}{'rewritten before':>18}",
    ]
    lines += [
        f"{each.number + 1:>9}{each.tvd:>8.3f}{each.jsd:>8.3f}{each.floor:>14.3f}{each.rewritten:>18}"
        for each in result.episodes
    ]
    lines += [
        f"{result.rewritten} rewrites, {result.decisions} decisions, {result.tokens} tokens",
        "",
        f"Single episodes are mostly noise. What it is worth: muster evaluate {result.path}",
    ]
    return "\n".join(lines)


def evaluated(found: Evaluation, spec: Spec, *, first: bool) -> str:
    """Return an evaluation as a person reads it."""
    return "\n".join(_evaluated(found, spec, first=first))


def _evaluated(found: Evaluation, spec: Spec, *, first: bool) -> Iterator[str]:
    who = "the people it began with" if first else f"the people it ended with, after {spec.episodes} episodes"
    judged, everybody = sum(found.pooled), sum(found.pooled) + sum(found.aside.values())
    yield f"{spec.method} on {spec.scenario} toward {spec.benchmark.name}, seed {spec.seed}: {who}"
    yield f"{found.episodes} fresh episodes, {judged} of {everybody} people could act; mind: {found.mind}"
    yield from _measures(found)
    yield ""
    yield from _classes(found, spec)
    yield ""
    yield from _remarks(found, spec)


def _measures(found: Evaluation) -> Iterator[str]:
    low, high = found.floor[1:]
    yield f"  {'TVD':<14}{_told(found.tvd)}   chance alone {found.floor[0]:.4f} (5 to 95 %: {low:.4f} to {high:.4f})"
    yield f"  {'excess':<14}{found.excess:+.4f}   TVD less what chance alone makes of it"
    yield f"  {'JSD':<14}{_told(found.jsd)}   nats"
    yield f"  {'KL':<14}{_told(found.kl)}   nats, counts + 1/2"
    yield f"  {'entropy gap':<14}{found.entropy_gap:+.4f}   nats; negative: people too much alike"
    yield f"  {'dispersion':<14}{_number(found.dispersion, '.2f')}   1: as if everybody drew for themselves"
    yield f"  {'Hotelling p':<14}{_number(found.p_hotelling, '.4f')}   that the mean is the target"
    if found.auditor:
        audited = f"TVD by {found.auditor}, which no method sees; agreement kappa {_number(found.kappa, '.2f')}"
        yield f"  {'audit':<14}{found.audited_tvd:.4f}   {audited}"


def _classes(found: Evaluation, spec: Spec) -> Iterator[str]:
    pooled, target = found.pooled, [*spec.target, 0.0]
    judged = max(sum(pooled), 1)
    yield f"  {'class':<24}{'target':>8}{'shown':>8}{'people':>8}"
    for id, wanted, count in zip((*spec.benchmark.ids, "UNKNOWN"), target, pooled, strict=True):
        yield f"  {id:<24}{wanted:>8.3f}{count / judged:>8.3f}{count:>8}"
    aside = ", ".join(f"{count} {name}" for name, count in found.aside.items() if count)
    yield f"  aside, in no share: {aside or 'nobody'}"


def _remarks(found: Evaluation, spec: Spec) -> Iterator[str]:
    if not found.supports_claims:
        yield f"NO CLAIM: {found.unknown:.1%} UNKNOWN, more than {MOST_UNKNOWN:.0%}."
    if found.episodes < FEWEST_EPISODES:
        yield f"Fewer than {FEWEST_EPISODES} episodes: not enough to report."
    if found.mind == "builtin":
        yield SELF_TEST
    if spec.benchmark.standing == "illustrative":
        yield f"The benchmark {spec.benchmark.name} is illustrative; claim nothing from it."


def compared(found: Comparison) -> str:
    """Return methods side by side."""
    lines = [
        f"Methods on {found.scenario} toward {found.benchmark}: pooled TVD, mean over seeds (95 %)",
        f"  {'method':<16}{'seeds':>6}  {'TVD':<27}{'UNKNOWN':>8}{'episodes':>10}{'rewrites':>10}{'decisions':>11}"
        f"{'tokens':>9}",
        *(_method(each) for each in found.methods),
    ]
    if found.pairs:
        lines += ["", f"  {'paired, over seeds in common':<36}{'difference':<29}ratio", *map(_pair, found.pairs)]
    return "\n".join(lines)


def _method(told: MethodTold) -> str:
    mark = "" if told.supports_claims else "  NO CLAIM"
    return (
        f"  {told.method:<16}{len(told.seeds):>6}  {_told(told.tvd):<27}{told.unknown:>8.3f}{told.episodes:>10.0f}"
        f"{told.rewritten:>10.0f}{told.decisions:>11.0f}{told.tokens:>9.0f}{mark}"
    )


def _pair(told: PairTold) -> str:
    name = f"{told.one} against {told.other} ({len(told.seeds)})"
    if not told.seeds:
        return f"  {name:<36}none"
    return f"  {name:<36}{_told(told.difference, '+.4f'):<29}{_told(told.ratio, '.2f')}"


def _told(found: Interval, form: str = ".4f") -> str:
    if not (math.isfinite(found.low) and math.isfinite(found.high)):
        return f"{found.value:{form}} (no interval)"
    return f"{found.value:{form}} ({found.low:{form}} to {found.high:{form}})"


def _number(value: float, form: str) -> str:
    return f"{value:{form}}" if math.isfinite(value) else "too few episodes"
