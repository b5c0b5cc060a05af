"""Printing how far two classifications of the same people agree."""

from collections.abc import Iterator

from muster.conduct.agreement import Agreement


def lines(found: Agreement, ours: str, theirs: str, called: str) -> Iterator[str]:
    """Yield agreement, kappa and the table: rows are ``ours``, columns ``theirs``; ``called``: theirs in a sentence."""
    yield (
        f"Agreement with {called} on {found.observed:.0%} of {found.people}; "
        f"kappa {found.kappa:.2f}, standard error {found.standard_error:.2f}"
    )
    width = max(map(len, found.labels))
    short = [f"{label[:4]}{number}" for number, label in enumerate(found.labels, 1)]
    columns = " ".join(f"{each:>5}" for each in short)
    yield f"  {'rows: ' + ours:<{width}}  {columns}   columns: {theirs}"
    for number, label, row in zip(short, found.labels, found.table, strict=True):
        yield f"  {label:<{width}}  {' '.join(f'{int(each):5d}' for each in row)}   {number}"


def plain(found: Agreement) -> dict[str, object]:
    """Return it ready for JSON: NaN as null, rows of the table ours."""
    numbers = {"observed": found.observed, "expected": found.expected, "kappa": found.kappa}
    numbers["standard_error"] = found.standard_error
    known = {name: None if value != value else round(value, 4) for name, value in numbers.items()}
    table: list[list[int]] = found.table.tolist()
    return {"people": found.people, **known, "labels": found.labels, "table": table}
