"""The page about one study."""

from collections.abc import Iterator

from muster.optimizer.report.cost import cost
from muster.optimizer.report.divergence_plot import divergence_plot, floor_of
from muster.optimizer.report.document import document
from muster.optimizer.report.flows_plot import flows_plot
from muster.optimizer.report.header import header
from muster.optimizer.report.led_table import led_table
from muster.optimizer.report.outcomes import colours, legend
from muster.optimizer.report.people import people, stories
from muster.optimizer.report.redo import redo
from muster.optimizer.report.shares_plot import shares_plot
from muster.optimizer.report.tiles import tiles
from muster.optimizer.report.told import Told
from muster.pages.markup import Html, figure, joined, tag
from muster.pages.plot import figure_text


def study_page(told: Told) -> str:
    """Return the page: an HTML document that needs nothing else."""
    main = tag("main", *_figures(told), class_="cards")
    body = joined([header(told), tiles(told), main, _people(told), _closing(told)])
    return document(told.name, body, colours(told.spec.benchmark), stories(told))


def _figures(told: Told) -> Iterator[Html]:
    yield figure("Closer, episode by episode?", _how_to_read(told), divergence_plot(told))
    yield figure(
        "Wanted, and seen",
        "Grey: the target, with the interval of its own uncertainty. In colour: fresh episodes, with a 95 % interval "
        "over them. Diamond: the first episode.",
        shares_plot(told),
    )
    if told.episodes:
        yield figure(
            "From first to last",
            "Each ribbon is people: left, what they showed in the first episode; right, at the end, where fresh "
            "episodes count for their part each. Some change from one episode to the next whoever they are.",
            flows_plot(told),
        )
    yield from led_table(told)


def _how_to_read(told: Told) -> str:
    chance = floor_of(told)
    return (
        "Dots: single episodes. Band: where nine of ten crowds drawn from the target itself would be, "
        f"{figure_text(chance.low)} to {figure_text(chance.high)}; within it nothing can be told from chance. Fresh "
        "episodes are pooled: their band is narrower, their line a 95 % interval. Bars: people changed before each."
    )


def _people(told: Told) -> Html:
    note = (
        "A square an episode, marked where somebody begins as another version; the bar is the fresh episodes. Open a "
        "line to read who they were and became."
    )
    search = tag("input", type="search", id="search", placeholder="name or role", aria_label="Find somebody")
    return tag(
        "section",
        tag("h2", "Who was rewritten, and how"),
        tag("p", note, class_="faint"),
        legend(told.spec.benchmark),
        tag("div", *_chips(told), search, class_="tools"),
        people(told),
        id="people",
    )


def _chips(told: Told) -> Iterator[Html]:
    changed = sum(len(versions) > 1 for versions in told.versions)
    shown = (
        ("all", "everybody", len(told.cast)),
        ("changed", "changed", changed),
        ("same", "never changed", len(told.cast) - changed),
    )
    for show, name, count in shown:
        yield tag("button", f"{name} {count}", data_show=show, aria_pressed="true" if show == "all" else "false")


def _closing(told: Told) -> Html:
    return tag(
        "section",
        tag("div", tag("h2", "What it cost"), cost(told), class_="card"),
        tag("div", tag("h2", "How to redo it"), redo(told), class_="card"),
        class_="cards closing",
    )
