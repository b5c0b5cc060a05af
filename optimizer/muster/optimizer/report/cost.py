"""What a study cost, and how well its rewriting is read from the texts alone."""

from collections import Counter
from collections.abc import Iterator

from muster.optimizer.method import Rewrite, Switch
from muster.optimizer.report.told import Told
from muster.pages.markup import Html, facts


def cost(told: Told) -> Html:
    """Return episodes, changes, tokens and time."""
    return facts(_pairs(told), class_="facts costs")


def _pairs(told: Told) -> Iterator[tuple[str, str]]:
    learnt, fresh = told.episodes, told.fresh
    yield "episodes", f"{len(learnt)} to learn from, {len(fresh)} fresh to judge by"
    yield "people changed", f"{sum(len(versions) > 1 for versions in told.versions)} of {len(told.cast)}"
    kinds = Counter(type(change) for plan in told.plans for change in plan.changes)
    refused = [refusal.problem for plan in told.plans for refusal in plan.refused]
    yield "rewrites", f"{kinds[Rewrite] - len(refused)} used, {len(refused)} refused"
    if refused:
        problem, times = Counter(refused).most_common(1)[0]
        yield "refused most often because", f"{problem} ({times}×)"
    if kinds[Switch]:
        yield "back to an earlier version", f"{kinds[Switch]}"
    told_or_cast = sum(kinds.values()) - kinds[Rewrite] - kinds[Switch]
    if told_or_cast:
        yield "told or cast without writing", f"{told_or_cast}"
    decided = [sum(each.decisions for each in episodes) for episodes in (learnt, fresh)]
    yield "decisions of minds", f"{decided[0]:,} to learn from, {decided[1]:,} to judge by"
    yield "tokens of minds", f"{told.mind_tokens:,}"
    yield "tokens of the writer", f"{told.writer_tokens:,}"
    spent = [sum(each.wall_s for each in episodes) for episodes in (learnt, fresh)]
    yield "time in episodes", f"{spent[0]:.1f} s to learn from, {spent[1]:.1f} s to judge by"
