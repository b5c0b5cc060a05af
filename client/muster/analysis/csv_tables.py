"""Everything a study found, as CSV: one table a question, each row with its combination."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

import numpy as np

from muster.analysis.density import level
from muster.analysis.spread import Spread
from muster.analysis.summary import Combination, Summary

Row = Sequence[object]
_SPREAD = tuple(field.name for field in fields(Spread))


def csv_tables(summary: Summary) -> Mapping[str, str]:
    """Return the text of each table by its file name; seconds, metres and people, an empty cell for none."""
    return {
        name: _text(
            head, (row for number, each in enumerate(summary.combinations) for row in _numbered(number, rows(each)))
        )
        for name, (head, rows) in _TABLES.items()
    }


def _numbered(number: int, rows: Iterable[Row]) -> Iterator[Row]:
    return ((number, *row) for row in rows)


def _text(head: Row, rows: Iterable[Row]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["combination", *head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value


def _combinations(each: Combination) -> Iterator[Row]:
    yield (each.variant.title, len(each.runs), each.people, each.everybody_out, each.convergence.sufficed)


def _times(each: Combination) -> Iterator[Row]:
    for name, found in each.times.items():
        yield (name, *([0] + [None] * (len(_SPREAD) - 1) if found is None else vars(found).values()))


def _runs(each: Combination) -> Iterator[Row]:
    for run in each.runs:
        out = [time for time in run["out_at"] if time is not None]
        last = max(out, default=None)
        yield (
            run["number"],
            run["seed"],
            run["duration_s"],
            run["cue_at"],
            len(out),
            last,
            run["mind"],
            run["state_hash"],
        )


def _people(each: Combination) -> Iterator[Row]:
    for run in each.runs:
        columns = (run[name] for name in ("people", "aware_at", "set_off_at", "out_at", "exit", "reason", "region"))
        for person in zip(*columns, strict=True):
            yield (run["seed"], *person)


def _curves(each: Combination) -> Iterator[Row]:
    curve = each.curve
    yield from zip(curve.times.tolist(), curve.median.tolist(), curve.low.tolist(), curve.high.tolist(), strict=True)


def _convergence(each: Combination) -> Iterator[Row]:
    return ((*vars(change).values(),) for change in each.convergence.changes)


def _exits(each: Combination) -> Iterator[Row]:
    return ((exit, *vars(found).values()) for exit, found in each.exits.items())


def _inside(each: Combination) -> Iterator[Row]:
    return ((reason.value, *vars(found).values()) for reason, found in each.reasons.items())


def _doors(each: Combination) -> Iterator[Row]:
    for run in each.runs:
        for door in run["doors"]:
            yield (run["seed"], *door.values())


def _cells(each: Combination) -> Iterator[Row]:
    for found in each.maps:
        grid = found.grid
        for column, row in np.argwhere(found.peak > 0).tolist():
            dense, around = float(found.peak[column, row]), float(found.around[column, row])
            x, y = grid.origin[0] + column, grid.origin[1] + row
            on_stair = bool(grid.stair[column, row])
            yield (
                grid.storey,
                x,
                y,
                dense,
                around,
                level(around, stair=on_stair),
                on_stair,
                float(found.critical_s[column, row]),
            )


def _places(each: Combination) -> Iterator[Row]:
    for place in each.places:
        yield (
            place.storey,
            place.region,
            place.peak.mean,
            place.peak.p95,
            place.around.p95,
            place.runs_over,
            place.over.mean,
        )


_TABLES: Mapping[str, tuple[Row, Callable[[Combination], Iterable[Row]]]] = {
    "combinations.csv": (("settings", "runs", "people", "runs_with_everybody_out", "runs_sufficed"), _combinations),
    "times.csv": (("figure", *_SPREAD), _times),
    "runs.csv": (("run", "seed", "duration_s", "cue_at_s", "out", "last_out_s", "mind", "state_hash"), _runs),
    "people.csv": (
        ("seed", "person", "aware_at_s", "set_off_at_s", "out_at_s", "exit", "inside_because", "inside_in"),
        _people,
    ),
    "curves.csv": (("time_s", "out_p50", "out_p5", "out_p95"), _curves),
    "convergence.csv": (("runs", "tet", "sd", "erd", "epc", "sc"), _convergence),
    "exits.csv": (("exit", *_SPREAD), _exits),
    "inside.csv": (("reason", *_SPREAD), _inside),
    "doors.csv": (
        ("seed", "door", "passed", "first_s", "last_s", "peak_flow_per_s", "queue", "waited_s", "longest_wait_s"),
        _doors,
    ),
    "places.csv": (
        (
            "storey",
            "region",
            "peak_mean_per_m2",
            "peak_p95_per_m2",
            "around_p95_per_m2",
            "runs_over_4_per_m2",
            "seconds_over_4_per_m2",
        ),
        _places,
    ),
    "density.csv": (
        ("storey", "x_m", "y_m", "peak_per_m2", "around_per_m2", "level", "on_stair", "seconds_over_4_per_m2"),
        _cells,
    ),
}
