"""What rewrites toward each class led to, as a table in colours; and how well the class is read from the texts."""

from collections.abc import Iterator

from muster.optimizer.report.figures import Led, aimed_at, led
from muster.optimizer.report.outcomes import Outcome, outcomes
from muster.optimizer.report.told import Told
from muster.optimizer.writers.leakage import Leakage, leakage
from muster.pages.markup import Html, figure, table, tag


def led_table(told: Told) -> Iterator[Html]:
    """Yield the card; nothing where nobody was rewritten or told what to show."""
    found, names = led(told), outcomes(told.spec.benchmark)
    if not any(each.made for each in found):
        return
    names = names if any(each.shown[-1] for each in found) else names[:-1]
    head = ("toward", "texts", *(tag("span", name.square, tag("span", name.name, class_="aslant")) for name in names))
    rows = (_row(each, name, names) for each, name in zip(found, names, strict=False))
    note = (
        "Of the episodes people were in as a version made toward a class: how often they showed what. Framed: what "
        "was meant. Those who keep missing are tried again, so they weigh more than those who were right at once. "
    )
    yield figure("What rewriting led to", note + _leak(told), table(head, rows, class_="led"))


def _row(found: Led, toward: Outcome, names: tuple[Outcome, ...]) -> Iterator[Html]:
    yield tag("span", toward.square, toward.name)
    yield tag("span", f"{found.made}", *([tag("small", f" +{found.refused} refused")] if found.refused else []))
    total = int(found.shown.sum())
    for name in names:
        share = int(found.shown[name.number]) / total if total else 0.0
        meant = " meant" if name.number == toward.number else ""
        said = f"{share:.0%}" if total else "–"
        yield tag("span", said, class_=f"cell o{name.number}{meant}", style=f"--s:{share:.0%}")


def _leak(told: Told) -> str:
    found = leak(told)
    if found is None:
        return ""
    return (
        f"From the texts alone, the class is guessed right {found.accuracy:.0%} of the time (95 %: {found.low:.0%}–"
        f"{found.high:.0%}, {found.n} texts; always guessing the commonest: {found.chance:.0%}). "
        "Characters must differ, so some of that is the point; near 100% they are labels in disguise."
    )


def leak(told: Told) -> Leakage | None:
    """Return how well the class is decoded from the last texts of those rewritten; None for too few of them."""
    ids = told.spec.benchmark.ids
    last = [versions[-1] for versions in told.versions]
    aimed = [(made.version.texts, ids[toward]) for made in last if (toward := aimed_at(made, ids)) is not None]
    if len(aimed) < 2:
        return None
    return leakage([texts for texts, _ in aimed], [toward for _, toward in aimed])
