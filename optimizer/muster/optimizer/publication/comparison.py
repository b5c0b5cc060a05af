"""The methods side by side: at the number of episodes that the claims are about, and on the way there."""

from collections.abc import Sequence

from muster.optimizer.publication.design import METHODS, ONE_SHOT, Arm
from muster.optimizer.publication.figures import Figures, Readings, figures
from muster.optimizer.publication.markdown import bounded, number, paragraph, table
from muster.optimizer.publication.record import Record
from muster.optimizer.study.evaluation import MOST_UNKNOWN

NO_CLAIM = "**no claim**"
ORDER = ("none", "explicit", "explicit-loop", "random", "pevo", "pevo-reset", "select", "transport", "pevo+")


def methods(readings: Readings) -> list[str]:
    """Return the methods that there is something of, simplest first."""
    there = {each.method for each in readings.all}
    return [method for method in (*ORDER, *sorted(set(METHODS) - set(ORDER))) if method in there]


def compared(record: Record, readings: Readings) -> list[str]:
    """Return the table of methods at the number of episodes at which they are compared."""
    after = record.sizes.reported
    rows = [
        _row(method, figures([*those.values()]))
        for method in methods(readings)
        if (those := readings.of(Arm(method), after))
    ]
    head = ("method", "seeds x episodes", "TVD (95 %)", "chance alone", "excess", "JSD (95 %)")
    return [
        f"## Methods after {after} episodes of learning",
        "",
        *table((*head, "dispersion", "UNKNOWN", "decisions", "texts", "remark"), rows),
        *paragraph(
            f"*{', '.join(ONE_SHOT)}* learn nothing: their people are the same after any number of episodes, and the",
            "decisions of the one that was run anyhow are in no sum. *Decisions* and *texts* are what learning cost a",
            "study: times a mind was asked, and texts a writer was asked for.",
            f"A row with more than {MOST_UNKNOWN:.2f} UNKNOWN supports no claim, and says so in the last column.",
        ),
        *_calls(readings, after),
        *_resets(readings, after),
    ]


def _calls(readings: Readings, after: int) -> list[str]:
    """Return what the two that are compared first cost, decisions and texts together."""
    ours, theirs = ([*readings.of(Arm(method), after).values()] for method in ("pevo+", "pevo"))
    if not ours or not theirs:
        return []
    one, other = (found.decisions + found.commissions for found in (figures(ours), figures(theirs)))
    return paragraph(
        f"Are calls equal? A study of *pevo+* makes {one:.0f}, decisions and texts together, one of *pevo*",
        f"{other:.0f}: {one / other:.2f} times as many. (A crowd that flees earlier decides a little less often.)",
    )


def _row(method: str, found: Figures) -> tuple[str, ...]:
    learns = method not in ONE_SHOT
    return (
        method,
        f"{found.seeds} x {found.fresh}",
        bounded(found.tvd),
        number(found.floor),
        number(found.excess, "+.3f"),
        bounded(found.jsd, ".4f"),
        number(found.dispersion, ".2f"),
        number(found.unknown, ".4f"),
        number(found.decisions, ".0f") if learns else "0",
        number(found.commissions, ".0f"),
        "" if found.supports_claims else NO_CLAIM,
    )


def _resets(readings: Readings, after: int) -> list[str]:
    those = readings.of(Arm("pevo-reset"), after)
    if not those:
        return []
    fired = sum(each.resets > 0 for each in those.values())
    return paragraph(
        "*pevo-reset* is the reference with the fault of its published code: when nobody needs to move, everybody",
        f"becomes who they were at first. That happened in {fired} of {len(those)} studies within {after} episodes;",
        "where it did not, the study is that of *pevo*, episode by episode, and is not run twice.",
    )


def on_the_way(record: Record, readings: Readings) -> list[str]:
    """Return TVD and excess by how many episodes were learnt from, on the seeds that were looked at each time."""
    sizes = record.sizes
    rows = [_way(method, readings, sizes.after, sizes.side_evaluations) for method in methods(readings)]
    rows = [row for row in rows if any(cell != "-" for cell in row[2:])]
    if not rows:
        return []
    head = [f"after {after}" for after in sizes.after]
    return [
        "## Over episodes of learning",
        "",
        *paragraph(
            f"TVD (95 %) and, in brackets, the excess over chance, by the first {sizes.side_evaluations} fresh",
            "episodes of each population, so that all cells are alike. Claims are about the table above.",
        ),
        *table(("method", "seeds", *head), rows),
    ]


def _way(method: str, readings: Readings, after: Sequence[int], first: int) -> tuple[str, ...]:
    by_number = [readings.of(Arm(method), number) for number in after]
    seeds = set[int].intersection(*(set(those) for those in by_number if those)) if any(by_number) else set[int]()
    cells: list[str] = []
    for those in by_number:
        chosen = [those[seed] for seed in sorted(seeds) if seed in those]
        found = figures(chosen, first) if chosen else None
        cells.append(f"{bounded(found.tvd)} [{found.excess:+.3f}]" if found else "-")
    return (method, str(len(seeds)), *cells)
