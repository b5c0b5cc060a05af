"""What somebody who reads a page must know before believing any of it."""

from collections.abc import Iterator, Sequence

from muster.optimizer.report.told import Told
from muster.optimizer.study.evaluation import MOST_UNKNOWN
from muster.scenario.benchmark import Standing

NO_MODELS = ("builtin", "scripted")
"""Minds and writers that are no language models."""
FEWEST = 20
"""Fresh episodes that a report should rest on (docs/alignment.md)."""


def banner(told: Told) -> str:
    """Return what the study cannot support for want of a language model; "" when mind and writer are both one."""
    stand_ins = {"mind": mind(told).split()[0], "writer": told.spec.writer.partition(":")[0]}
    missing = {what: name for what, name in stand_ins.items() if name in NO_MODELS}
    if not missing:
        return ""
    if set(missing.values()) == {"builtin"}:
        said = f"built-in {' and '.join(missing)}"
    else:
        said = " and ".join(f"{name.replace('builtin', 'built-in')} {what}" for what, name in missing.items())
    return f"closed-loop self-test: {said}; supports no claim about people"


def mind(told: Told) -> str:
    """Return who played: as episodes say it, or the study before there is one."""
    played = [episode.mind for episode in (*told.episodes, *told.fresh) if episode.mind]
    asked = f"{told.spec.mind.get('mind', 'builtin')} {told.spec.mind.get('model', '')}".strip()
    return played[-1] if played else asked or "builtin"


def notices(told: Told) -> Iterator[str]:
    """Yield a sentence for each reason to be careful."""
    if told.evaluation is not None and not told.evaluation.supports_claims:
        yield (
            f"Supports no claim: {told.evaluation.unknown:.2%} of outcomes are UNKNOWN, more than the "
            f"{MOST_UNKNOWN:.0%} up to which a population is reported."
        )
    yield from of_setting(told)


def notices_of_several(told: Sequence[Told]) -> Iterator[str]:
    """Yield the reasons there are with any of several studies, each once."""
    unknown = [each.path.name for each in told if each.evaluation and not each.evaluation.supports_claims]
    if unknown:
        yield f"Support no claim, for more than {MOST_UNKNOWN:.0%} of outcomes are UNKNOWN: {', '.join(unknown)}."
    yield from dict.fromkeys(remark for each in told for remark in of_setting(each))


def of_setting(told: Told) -> Iterator[str]:
    """Yield the reasons that lie in how a study was made."""
    spec, evaluation = told.spec, told.evaluation
    if spec.benchmark.standing is Standing.ILLUSTRATIVE:
        yield f"The benchmark “{spec.benchmark.name}” is illustrative, made up to try tools on: claim nothing from it."
    if not told.is_finished:
        yield f"Not finished: {len(told.episodes)} of {spec.episodes} episodes are there."
    if evaluation is None:
        yield (
            "Not evaluated yet: single episodes that were learnt from say little about a population. "
            f"Run muster evaluate {told.path.name}"
        )
    elif len(evaluation.counts) < FEWEST:
        yield f"Evaluated by {len(evaluation.counts)} fresh episodes only; {FEWEST} or more are worth reporting."
    if ":" in spec.writer:
        yield f"A control, not a method at its work: the writer is {spec.writer}."
