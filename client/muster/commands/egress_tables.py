"""What ``muster study`` prints: the times of each combination, and what stands out."""

from collections.abc import Iterator

from muster.analysis.spread import Spread
from muster.analysis.summary import Combination, Summary

_HEAD = ("mean", "p5", "p50", "p95", "least", "greatest")


def told(summary: Summary) -> str:
    """Return the summary as text."""
    return "\n\n".join("\n".join(_combination(each, len(summary.combinations) > 1)) for each in summary.combinations)


def _combination(each: Combination, is_one_of_several: bool) -> Iterator[str]:
    if is_one_of_several:
        yield each.variant.title
    yield f"{len(each.runs)} runs of {each.people} people; everybody out in {each.everybody_out}"
    yield f"{'seconds':<22}" + "".join(f"{name:>10}" for name in _HEAD) + f"{'runs':>7}"
    for name, found in each.times.items():
        yield f"  {name:<20}" + (_cells(found) if found else f"{'in no run':>10}")
    inside = [f"{found.mean:.1f} {reason.value}" for reason, found in each.reasons.items() if found.mean > 0]
    if inside:
        yield f"Inside at the end, a run: {'; '.join(inside)}"
    yield f"Exits, people a run: {_exits(each) or 'none used'}"
    worst = max(each.doors, key=lambda door: door.waited.mean, default=None)
    if worst is not None and worst.waited.mean > 0:
        people, seconds = worst.queue.mean, worst.waited.mean
        yield f"Longest queue: {worst.door}, up to {people:.1f} people, {seconds:.0f} person-seconds"
    over = sum(found.over.mean for found in each.maps)
    yield f"Above 4 people per m²: {over:.0f} person-seconds a run"
    sufficed = each.convergence.sufficed
    yield f"Converged after {sufficed} runs" if sufficed else f"Not converged after {len(each.runs)} runs; run more"


def _exits(each: Combination) -> str:
    names = {exit.id: exit.name for exit in each.variant.scenario.building.exits}
    return ", ".join(f"{names[exit]} {found.mean:.1f}" for exit, found in each.exits.items() if found.mean > 0)


def _cells(found: Spread) -> str:
    values = (found.mean, found.p5, found.p50, found.p95, found.least, found.greatest)
    return "".join(f"{value:10.1f}" for value in values) + f"{found.runs:7d}"
