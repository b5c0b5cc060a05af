"""The head of a page: what to be careful of, what was run, and what the crowd was to be like."""

from muster.optimizer.report.document import warnings
from muster.optimizer.report.notices import banner, mind, notices
from muster.optimizer.report.outcomes import outcomes
from muster.optimizer.report.told import Told
from muster.pages.markup import Html, facts, tag
from muster.scenario.benchmark import Benchmark


def header(told: Told) -> Html:
    """Return the head of the page about one study."""
    spec, scenario = told.spec, told.scenario
    pairs = [
        ("people", str(len(told.cast))),
        ("method", spec.method),
        ("mind", mind(told)),
        ("writer", f"{spec.writer} {spec.writing.get('model', '')}".strip()),
        ("seed", str(spec.seed)),
        ("episodes", f"{len(told.episodes)} learnt from, {len(told.fresh)} fresh"),
        *([("begins with the people of", spec.start)] if spec.start else []),
    ]
    return tag(
        "header",
        warnings(banner(told), notices(told)),
        tag("h1", told.name),
        tag("p", scenario.description, class_="lead"),
        facts(pairs, class_="facts"),
        asked(spec.benchmark),
    )


def asked(benchmark: Benchmark) -> Html:
    """Return what the crowd was to be like, and who says so."""
    names = outcomes(benchmark)
    classes = (
        tag("li", names[number].square, tag("b", f" {names[number].name} {each.share:.0%} "), each.definition)
        for number, each in enumerate(benchmark.classes)
    )
    trust = (
        f"Told apart by {benchmark.classifier}, from trajectories and events alone. The shares are taken to be worth "
        f"{benchmark.concentration:g} answers: that is how wide their intervals are."
    )
    standing = tag("span", benchmark.standing.value, class_="badge")
    return tag(
        "details",
        tag("summary", tag("b", f"Asked for: {benchmark.title}"), standing, tag("small", benchmark.source)),
        tag("ul", *classes, class_="classes"),
        tag("p", trust, class_="faint"),
        class_="asked",
    )
