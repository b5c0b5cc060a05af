"""Whether a crowd goes wherever it is steered: other targets, and whether each crowd is nearest to its own."""

import numpy as np

from muster.optimizer.publication.design import STEERED, Arm
from muster.optimizer.publication.figures import Readings, distances, figures
from muster.optimizer.publication.markdown import bounded, number, paragraph, table
from muster.optimizer.publication.record import Record
from muster.optimizer.publication.targets import benchmark

OURS = "pevo+"
PUBLISHED = "*published*"


def steered(record: Record, readings: Readings) -> list[str]:
    """Return how near crowds come to targets that nobody has published; nothing where none was tried."""
    if not any(each.target for each in readings.all):
        return []
    after, classes = record.sizes.reported, ", ".join(benchmark().ids)
    rows = [_row(name, record, readings) for name in ("", *record.sizes.targets)]
    return [
        "## Other targets",
        "",
        *paragraph(f"Made up by us, in the order {classes}. TVD (95 %) after {after} episodes of learning."),
        *table(("target", "shares", "seeds", "none", *STEERED), rows),
        *_crossed(record, readings),
    ]


def _row(name: str, record: Record, readings: Readings) -> tuple[str, ...]:
    found = [readings.of(Arm(method, target=name), record.sizes.reported) for method in ("none", *STEERED)]
    first = record.sizes.side_evaluations
    cells = [bounded(figures([*those.values()], first).tvd) if those else "-" for those in found]
    seeds = " / ".join(str(len(those)) for those in found)
    shares = " ".join(f"{share:.2f}".lstrip("0") for share in benchmark(name).shares)
    return (name or PUBLISHED, shares, seeds, *cells)


def _crossed(record: Record, readings: Readings) -> list[str]:
    """Return each crowd's distance from each target: it is steered, and not only mixed, if its own is the nearest."""
    names = ("", *record.sizes.targets)
    targets = [np.array(benchmark(name).shares) / sum(benchmark(name).shares) for name in names]
    rows: list[tuple[str, ...]] = []
    own = 0
    for place, name in enumerate(names):
        if those := [*readings.of(Arm(OURS, target=name), record.sizes.reported).values()]:
            far = [float(distances(those, target=target).mean()) for target in targets]
            own += int(np.argmin(far)) == place
            cells = [f"**{number(each)}**" if at == place else number(each) for at, each in enumerate(far)]
            rows.append((name or PUBLISHED, *cells))
    return [
        *paragraph(
            f"Crowds that *{OURS}* steered toward the row's target, measured against the column's; their own is in",
            f"bold. {own} of {len(rows)} are nearest to their own.",
        ),
        *table(("steered toward", *(name or PUBLISHED for name in names)), rows),
    ]
