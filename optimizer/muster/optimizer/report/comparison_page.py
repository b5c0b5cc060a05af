"""The page that compares several studies: methods side by side, seed by seed."""

import math
from collections.abc import Iterator, Sequence

from muster.optimizer.intervals import Interval
from muster.optimizer.report.document import document, warnings
from muster.optimizer.report.header import asked
from muster.optimizer.report.methods_plot import Studies, curves_plot, methods_plot
from muster.optimizer.report.notices import banner, mind, notices_of_several
from muster.optimizer.report.outcomes import colour
from muster.optimizer.report.redo import commands
from muster.optimizer.report.tiles import between
from muster.optimizer.report.told import Told
from muster.optimizer.study.comparing import Comparison, MethodTold, PairTold
from muster.optimizer.study.evaluation import Evaluation
from muster.pages.markup import Html, facts, figure, joined, table, tag
from muster.pages.plot import figure_text, polyline


def comparison_page(comparison: Comparison, told: Sequence[Told]) -> str:
    """Return the page; ``told`` are the studies that were compared."""
    studies = by_method(comparison, told)
    style = "\n".join(f".o{number}{{--c:{colour(number)}}}" for number in range(max(len(studies), 8)))
    body = joined(
        [_header(comparison, told), _pictures(comparison, studies), *_tables(comparison, studies), _redo(told)]
    )
    return document(f"{len(comparison.methods)} methods on {comparison.scenario}", body, style)


def by_method(comparison: Comparison, told: Sequence[Told]) -> Studies:
    """Return the studies under the names that the comparison gives their methods, in its order."""
    names = [each.method for each in comparison.methods]
    return {name: [each for each in told if name in _names(each)] for name in names}


def _names(told: Told) -> tuple[str, str]:
    return told.spec.method, f"{told.spec.method}@{told.spec.episodes}"


def _header(comparison: Comparison, told: Sequence[Told]) -> Html:
    first = told[0]
    said = next((found for each in told if (found := banner(each))), "")
    pairs = [
        ("people", str(len(first.cast))),
        ("mind", mind(first)),
        ("writer", first.spec.writer),
        ("studies", str(len(told))),
        ("fresh episodes each", str(len(first.fresh))),
    ]
    return tag(
        "header",
        warnings(said, notices_of_several(told)),
        tag("h1", f"{len(comparison.methods)} methods on {first.scenario.name}"),
        tag("p", first.scenario.description, class_="lead"),
        facts(pairs, class_="facts"),
        asked(first.spec.benchmark),
        _uneven(comparison.warnings),
    )


def _uneven(remarks: Sequence[str]) -> Html:
    """Return what makes methods hard to compare, folded: their pairs are many."""
    if not remarks:
        return Html("")
    head = tag("summary", tag("b", "Not alike in everything"), tag("span", str(len(remarks)), class_="badge"))
    return tag("details", head, tag("ul", *(tag("li", each) for each in remarks)), class_="asked")


def _pictures(comparison: Comparison, studies: Studies) -> Html:
    legend = tag(
        "p",
        *(tag("span", tag("i", class_=f"sq o{number}"), name) for number, name in enumerate(studies)),
        class_="legend",
    )
    last = figure(
        "How close in the end",
        "Dots: one study each, fresh episodes pooled. Stroke and whiskers: mean over seeds with Student’s 95 % "
        "interval. Band: where nine of ten crowds drawn from the target itself would be.",
        methods_plot(comparison.methods, studies),
    )
    way = figure(
        "How they got there",
        "TVD of single episodes, mean over seeds; band: what chance alone makes of one episode.",
        curves_plot(studies),
        legend,
    )
    return tag("main", last, way, class_="cards")


def _tables(comparison: Comparison, studies: Studies) -> Iterator[Html]:
    head = ("method", "seeds", "TVD", "95 %", "JSD", "UNKNOWN", "episodes", "rewrites", "decisions", "tokens")
    yield _card("Methods", "Means over seeds.", table(head, map(_method, comparison.methods)))
    if comparison.pairs:
        note = (
            "On the seeds that both have, in the same worlds: TVD of the first less that of the second, and over it. "
            "The seed is the unit. Bold: the interval leaves no doubt about the sign."
        )
        head = ("pair", "seeds", "difference", "95 %", "ratio", "95 %")
        yield _card("In pairs", note, table(head, map(_pair, comparison.pairs)))
    head = ("study", "seed", "TVD", "95 %", "above floor", "JSD", "dispersion", "UNKNOWN", "p (T²)", "way")
    every = [told for each in studies.values() for told in each]
    top = max(tvd for told in every for tvd in told.tvds)
    rows = (_study(name, told, top) for name, each in studies.items() for told in each)
    note = f"The way is TVD episode by episode, from 0 to {figure_text(top)}. For each: muster report and its folder."
    yield _card("Studies", note, table(head, rows))


def _method(told: MethodTold) -> tuple[str, ...]:
    return (
        told.method,
        str(len(told.seeds)),
        figure_text(told.tvd.value),
        between(told.tvd),
        figure_text(told.jsd.value),
        _unknown(told.unknown, is_fine=told.supports_claims),
        *(f"{value:,.0f}" for value in (told.episodes, told.rewritten, told.decisions, told.tokens)),
    )


def _pair(told: PairTold) -> tuple[str, ...]:
    is_sure = told.difference.low > 0 or told.difference.high < 0
    value = figure_text(told.difference.value)
    return (
        f"{told.one} v. {told.other}",
        str(len(told.seeds)),
        tag("b", value) if is_sure else value,
        between(told.difference),
        _ratio(told.ratio.value),
        _ratio_between(told.ratio),
    )


def _study(name: str, told: Told, top: float) -> tuple[str, ...]:
    evaluation = told.evaluation
    figures = ("–",) * 7 if evaluation is None else _evaluated(evaluation)
    return (f"{name} · {told.path.name}", str(told.spec.seed), *figures, _way(told.tvds, top))


def _evaluated(evaluation: Evaluation) -> tuple[str, ...]:
    return (
        figure_text(evaluation.tvd.value),
        between(evaluation.tvd),
        figure_text(evaluation.excess),
        figure_text(evaluation.jsd.value),
        _ratio(evaluation.dispersion),
        _unknown(evaluation.unknown, is_fine=evaluation.supports_claims),
        figure_text(evaluation.p_hotelling),
    )


def _unknown(share: float, *, is_fine: bool) -> str:
    return f"{share:.2%}" if is_fine else tag("span", f"{share:.2%} supports no claim", class_="bad")


def _ratio(value: float) -> str:
    return f"{value:.2f}" if math.isfinite(value) else "–"


def _ratio_between(interval: Interval) -> str:
    return f"{interval.low:.2f} to {interval.high:.2f}" if math.isfinite(interval.high) else "no interval"


def _way(tvds: Sequence[float], top: float) -> Html:
    """Return a line in the size of a word, from 0 at the bottom to ``top``."""
    step = 90.0 / max(len(tvds) - 1, 1)
    points = [(3 + step * number, 21 - 18 * tvd / max(top, 1e-9)) for number, tvd in enumerate(tvds)]
    return tag("svg", polyline(points, "path"), viewBox="0 0 96 24", class_="word", aria_hidden="true")


def _card(title: str, note: str, *children: str) -> Html:
    return tag("section", tag("h2", title), *children, tag("p", note, class_="faint"), class_="card below")


def _redo(told: Sequence[Told]) -> Html:
    lines = [line for each in told for line in commands(each) if not line.startswith("muster report")]
    last = f"muster report {' '.join(each.path.name for each in told)}"
    pairs = [(f"last population of {each.path.name}", each.hashes["texts of the last population"]) for each in told]
    parts = (
        tag("pre", "\n".join([*lines, last]), class_="commands", tabindex="0"),
        facts(pairs, class_="facts hashes"),
    )
    return tag("section", tag("h2", "How to redo it"), *parts, class_="card below")
