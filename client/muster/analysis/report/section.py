"""One combination: all that its runs show."""

from collections.abc import Iterator

from muster.analysis.density import CRITICAL
from muster.analysis.report.convergence_plot import convergence_plots
from muster.analysis.report.curves_plot import curves_plot
from muster.analysis.report.exits_plot import exits_plot
from muster.analysis.report.levels import legend, level_map
from muster.analysis.report.tables import doors_table, inside_table, places_table, queued
from muster.analysis.report.telling import door_name
from muster.analysis.report.tiles import tiles
from muster.analysis.report.times import times
from muster.analysis.summary import Combination
from muster.pages.markup import Html, figure, joined, tag
from muster.scenario.geometry import along
from muster.scenario.plan.notes import Note


def section(each: Combination, number: int = 0) -> Html:
    """Return tiles, plots, tables and maps; ``number`` tells the maps of one combination from those of another."""
    return joined([tiles(each), tag("div", *_figures(each, number), class_="cards")])


def _figures(each: Combination, number: int) -> Iterator[Html]:
    yield figure(
        "Times over runs",
        "5 %, median and 95 % are percentiles over runs; the intervals say how far few runs leave them open. "
        "“x or more”: too few runs for an upper bound.",
        times(each),
        class_="whole",
    )
    yield figure(
        "Who is out when",
        "Thin: every run. Thick: the median over runs. Band: from 5 to 95 % of the runs.",
        curves_plot(each),
    )
    yield figure(
        "Which exits", "Mean over runs, and from 5 to 95 % of the runs; share of all people.", exits_plot(each)
    )
    yield figure(
        "Were these enough runs?",
        "Change of the averages by each further run, logarithmic; line: the limit. Filled: within it.",
        convergence_plots(each.convergence),
        class_="whole",
    )
    yield figure(
        "Queues at doors",
        "Means over runs, in brackets from 5 to 95 %. Numbers are those on the plans.",
        doors_table(each),
        class_="whole",
    )
    yield figure(
        f"Where it was dense: over {CRITICAL:g} people per m²",
        "Peak: the densest square metre's mean over ten seconds; of runs, mean and from 5 to 95 %. Seconds: of "
        "its worst "
        "square metre, in all runs. Level of service: of a square metre with its neighbours, as on the plans.",
        places_table(each),
        class_="whole",
    )
    yield figure("Who stayed inside, and why", "At the end of the run.", inside_table(each), class_="whole")
    yield _maps(each, number)


def _maps(each: Combination, number: int) -> Html:
    building, notes = each.variant.scenario.building, _notes(each)
    storeys = (
        tag("div", tag("h3", f"Storey {storey.id}"), level_map(building, storey, found, notes, name), class_="storey")
        for storey, found in zip(building.storeys, each.maps, strict=True)
        if found.is_visited and (name := f"floor-{number}-{building.storeys.index(storey)}")
    )
    return figure(
        "Levels of service, storey by storey",
        "The worst ten seconds of each square metre; 95 % of runs stay at or below it. Numbers: doors with "
        "queues, as in the table.",
        legend(),
        tag("div", *storeys, class_="storeys"),
        class_="whole maps",
    )


def _notes(each: Combination) -> list[Note]:
    """Return a note a door with a queue, in the order of the table."""
    building = each.variant.scenario.building
    doors = {door.id: door for door in building.doors}
    return [
        Note(
            building.region(doors[found.door].between[0]).storey,
            along(doors[found.door].segment, 0.5),
            f"{door_name(building, found.door)}: {found.waited.mean:.0f} person-seconds of waiting a run",
        )
        for found in queued(each)
    ]
