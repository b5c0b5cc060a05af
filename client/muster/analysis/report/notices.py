"""What a reader must know before believing any of it."""

from collections.abc import Iterator

from muster.analysis.summary import Summary

FEW = 20
"""Runs below which percentiles near the ends are little more than the extremes themselves."""


def notices(summary: Summary) -> Iterator[str]:
    """Yield what to be careful of in this very study."""
    yield (
        "Times from a simulation compare variants of a plan. They are no required safe egress time by themselves, "
        "replace no drill and no code of practice, and hold under the assumptions given at the end of this page."
    )
    minds = {str(run["mind"]).split(" ")[0] for each in summary.combinations for run in each.runs}
    if "builtin" in minds:
        yield (
            "Minds: the built-in choice model, a labelled stand-in for people, not fitted to the occupants of "
            "this building."
        )
    runs = min(len(each.runs) for each in summary.combinations)
    if runs < FEW:
        yield f"Only {runs} run{'s' if runs > 1 else ''}: percentiles near the ends are little more than extremes."
    unsettled = sum(each.convergence.sufficed is None for each in summary.combinations)
    if unsettled:
        which = "" if len(summary.combinations) == 1 else f" in {unsettled} of {len(summary.combinations)} combinations"
        yield f"Not converged{which}: further runs would still change the averages by more than the limits below."
    inside = sum(len(each.runs) - each.everybody_out for each in summary.combinations)
    if inside:
        yield (
            f"In {inside} runs somebody was still inside when the run ended: the last person out is there the last of "
            "those who got out."
        )
