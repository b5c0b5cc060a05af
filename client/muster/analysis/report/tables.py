"""Queues at doors, dense places, and who stayed inside, as tables."""

from collections import Counter
from collections.abc import Iterator, Sequence

from muster.analysis.density import CRITICAL, level
from muster.analysis.leaving import Reason
from muster.analysis.report.telling import door_name, ranged, region_name
from muster.analysis.summary import Combination, DoorFigures
from muster.pages.markup import Html, joined, table, tag

ROWS = 10
"""Of a table at most; the CSV files have the rest."""
WORTH_TELLING = 1.0
"""Person-seconds of waiting a run from which a door had a queue."""

_DOORS = (
    *("", "door", "clear width, m", "people a run", "queue, people", "waiting, person seconds", "longest wait, s"),
    "peak flow, 1/(m s)",
)


def queued(each: Combination) -> Sequence[DoorFigures]:
    """Return the doors with the most waiting, the worst first."""
    worst = sorted(each.doors, key=lambda door: door.waited.mean, reverse=True)
    return [door for door in worst if door.waited.mean >= WORTH_TELLING][:ROWS]


def doors_table(each: Combination) -> Html:
    """Return the doors with queues, numbered as on the plans."""
    found = queued(each)
    if not found:
        return tag("p", "Nobody queued at any door.")
    return table(
        _DOORS, (tuple(_door(number, door, each)) for number, door in enumerate(found, start=1)), class_="text"
    )


def _door(number: int, door: DoorFigures, each: Combination) -> Iterator[str]:
    yield tag("span", str(number), class_="disc")
    yield joined([door_name(each.variant.scenario.building, door.door), tag("small", f" {door.door}")])
    yield f"{door.width:.2f}"
    yield f"{door.passed.mean:.1f}"
    yield ranged(door.queue)
    yield ranged(door.waited, 0)
    yield ranged(door.longest)
    yield ranged(door.specific, 2)


def places_table(each: Combination) -> Html:
    """Return the densest regions, those first that were above the critical density for longest."""
    building = each.variant.scenario.building
    rows = (
        (
            region_name(building, place.region),
            place.storey,
            ranged(place.peak, 2),
            level(place.around.p95, stair=place.is_stair),
            f"{place.runs_over} of {len(each.runs)}",
            ranged(place.over) if place.runs_over else "–",
        )
        for place in each.places[:ROWS]
    )
    head = (
        "place",
        "storey",
        "peak, people/m²",
        "level",
        f"runs over {CRITICAL:g} /m²",
        f"seconds over {CRITICAL:g} /m²",
    )
    return joined([tag("p", dense_verdict(each), class_="verdict"), table(head, rows)])


def dense_verdict(each: Combination) -> str:
    """Return where and for how long it was too dense, in a sentence."""
    over = [place for place in each.places if place.runs_over]
    if not over:
        return f"Nowhere, in no run, was the density above {CRITICAL:g} people per m²."
    worst, building = over[0], each.variant.scenario.building
    where = "in one place" if len(over) == 1 else f"in {len(over)} places"
    return (
        f"Above {CRITICAL:g} people per m² {where}, longest in {region_name(building, worst.region)} (storey "
        f"{worst.storey}): in {worst.runs_over} of {len(each.runs)} runs, {worst.over.mean:.1f} s a run on average."
    )


def inside_table(each: Combination) -> Html:
    """Return why people were inside at the end, and where."""
    if each.everybody_out == len(each.runs):
        return tag("p", "Everybody was out in every run.", class_="verdict")
    rows = (
        (reason.value, ranged(found), f"{_runs_with(each, reason)} of {len(each.runs)}", _where(each, reason))
        for reason, found in each.reasons.items()
        if found.greatest > 0
    )
    lead = f"Somebody was inside at the end in {len(each.runs) - each.everybody_out} of {len(each.runs)} runs."
    head = ("why", "people a run", "in runs", "where, people over all runs")
    return joined([tag("p", lead, class_="verdict"), table(head, rows, class_="words")])


def _runs_with(each: Combination, reason: Reason) -> int:
    return sum(reason.value in run["reason"] for run in each.runs)


def _where(each: Combination, reason: Reason) -> str:
    regions = Counter(
        region
        for run in each.runs
        for region, why in zip(run["region"], run["reason"], strict=True)
        if why == reason.value
    )
    building = each.variant.scenario.building
    said = [f"{region_name(building, region)} {count}" for region, count in regions.most_common(4)]
    return ", ".join(said) + (", …" if len(regions) > len(said) else "")
