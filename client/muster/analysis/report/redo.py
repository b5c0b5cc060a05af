"""How to do a study again, and how to see that it is the same one."""

import shlex
from collections.abc import Iterator

from muster.analysis.summary import Combination, Summary
from muster.pages.markup import Html, joined, table, tag

_NOTE = (
    "A run is determined by its seed: on the same platform and versions it ends in the same state, bit for bit, "
    "where the "
    "built-in mind plays; a language model need not answer twice alike. The scenario of each combination, whole, lies "
    "beside this page under variants/, every run's figures in variants/*/runs/, and all tables as CSV."
)


def redo(summary: Summary) -> Html:
    """Return the commands, and the state that every run ended in."""
    return joined(
        [
            tag("pre", "\n".join(commands(summary)), class_="commands", tabindex="0"),
            tag("p", _NOTE),
            tag("p", f"Made with muster {summary.spec.version}; minds: {minds(summary)}."),
            tag("details", tag("summary", "Seeds and states of every run"), *map(_states, summary.combinations)),
        ]
    )


def commands(summary: Summary) -> Iterator[str]:
    """Yield the command that makes the study anew, and the one that shows one of its runs."""
    yield shlex.join(summary.spec.command)
    if summary.spec.watch:
        yield shlex.join([*summary.spec.watch, "--seed", str(summary.spec.seed), "--out", "run.muster"])
        yield "muster replay run.muster"


def minds(summary: Summary) -> str:
    """Return who played, by all runs."""
    return ", ".join(sorted({str(run["mind"]) for each in summary.combinations for run in each.runs}))


def _states(each: Combination) -> Html:
    rows = ((str(run["number"] + 1), str(run["seed"]), str(run["state_hash"])) for run in each.runs)
    return joined([tag("p", each.variant.title), table(("run", "seed", "state at its end"), rows, class_="text")])
