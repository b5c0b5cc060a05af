"""Who everybody was, is, and how they were rewritten: a line a person, and behind it a story."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from muster.optimizer.report.diffs import changed
from muster.optimizer.report.outcomes import Outcome, outcomes, place, said
from muster.optimizer.report.told import Made, Shown, Told
from muster.optimizer.texts import FIELDS
from muster.pages.markup import Html, joined, tag


def people(told: Told) -> Html:
    """Return a line a person; their stories are put in when they are opened."""
    names = outcomes(told.spec.benchmark)
    return tag("div", *(_person(told, agent, names) for agent in range(len(told.cast))), id="everybody")


def stories(told: Told) -> list[str]:
    """Return everybody's story, in agent order."""
    names = outcomes(told.spec.benchmark)
    return [_story(told, agent, names) for agent in range(len(told.cast))]


def _person(told: Told, agent: int, names: tuple[Outcome, ...]) -> Html:
    persona, versions = told.cast[agent], told.versions[agent]
    who = tag("span", tag("b", persona.name), tag("small", f"{persona.role}, {persona.age}"), class_="who")
    count = tag("span", f"{len(versions) - 1}×" if len(versions) > 1 else "", class_="times")
    summary = tag("summary", who, count, _strip(told, agent, names), _fresh(told, agent, names))
    state = "changed" if len(versions) > 1 else "same"
    return tag("details", summary, tag("div", class_="story"), class_=f"person {state}", data_agent=agent)


def _strip(told: Told, agent: int, names: tuple[Outcome, ...]) -> Html:
    """Return a square an episode; one with a mark is the first of another version."""
    return tag("span", *_squares(told, agent, names), class_="strip")


def _squares(told: Told, agent: int, names: tuple[Outcome, ...]) -> Iterator[Html]:
    before = 0
    for shown in told.episodes:
        name, version = names[place(shown.outcomes[agent], told.spec.benchmark)], shown.versions[agent]
        mark = "" if version == before else " new"
        yield tag("i", class_=f"sq o{name.number}{mark}", title=f"{shown.number + 1}: {name.name}")
        before = version


def _fresh(told: Told, agent: int, names: tuple[Outcome, ...]) -> Html:
    """Return a bar of what somebody showed in fresh episodes."""
    seen = _counted(told, told.fresh, agent)
    parts = (
        tag(
            "i",
            class_=f"sq o{place}",
            style=f"flex:{times}",
            title=f"{names[place].name}: {times} of {len(told.fresh)}",
        )
        for place, times in sorted(seen.items())
    )
    return tag("span", *parts, class_="fresh")


def _counted(told: Told, episodes: tuple[Shown, ...], agent: int) -> Counter[int]:
    return Counter(place(shown.outcomes[agent], told.spec.benchmark) for shown in episodes)


def _story(told: Told, agent: int, names: tuple[Outcome, ...]) -> Html:
    persona = told.cast[agent]
    about = f"{persona.gender}, {persona.pronouns}; starts in {persona.start}; {_said_fresh(told, agent, names)}"
    versions = (_version(told, agent, number, names) for number in range(len(told.versions[agent])))
    return joined([tag("p", about, class_="about"), *versions])


def _said_fresh(told: Told, agent: int, names: tuple[Outcome, ...]) -> str:
    if not told.fresh:
        return "not evaluated yet"
    seen = _counted(told, told.fresh, agent).most_common()
    return f"in {len(told.fresh)} fresh episodes: " + ", ".join(
        f"{names[place].name} {times}×" for place, times in seen
    )


def _version(told: Told, agent: int, number: int, names: tuple[Outcome, ...]) -> Html:
    versions = told.versions[agent]
    made = versions[number]
    before = None if number == 0 else versions[made.parent]
    is_last = bool(told.plans) and told.plans[-1].now[agent] == number
    head = tag("h3", f"{number + 1}. {_origin(made, told)}", *([tag("span", "now", class_="badge")] if is_last else []))
    return tag("section", head, _worn(told, agent, number, names), _texts(made, before), class_="version")


def _origin(made: Made, told: Told) -> str:
    kind, _, of = made.version.origin.partition(":")
    when = f"before episode {made.before + 1}" if made.before < told.spec.episodes else "before the fresh episodes"
    if kind == "rewrite":
        return f"rewritten toward “{said(of)}” {when}"
    if kind == "instruct":
        return f"instruction taken back {when}" if of == "none" else f"told to show “{said(of)}” {when}"
    if kind == "adopt":
        return f"texts of entry {of} of the pool {when}"
    return "as the scenario has them"


def _worn(told: Told, agent: int, number: int, names: tuple[Outcome, ...]) -> Html:
    """Return what somebody showed as a version, episode by episode."""
    worn = [shown for shown in told.episodes if shown.versions[agent] == number]
    if not worn:
        return tag("p", "in no episode that was learnt from", class_="worn")
    shown = (
        tag("span", tag("small", f"{each.number + 1}"), names[place].square, names[place].name)
        for each in worn
        for place in _counted(told, (each,), agent)
    )
    return tag("p", *shown, class_="worn")


def _texts(made: Made, before: Made | None) -> Html:
    """Return the six texts; of a later version those that changed, word by word, and the names of the others."""
    now = asdict(made.version.texts)
    old = asdict(before.version.texts) if before else None
    shown = [name for name in FIELDS if old is None or old[name] != now[name]]
    parts = [
        tag("div", tag("dt", said(name)), tag("dd", changed(old[name], now[name]) if old else now[name]))
        for name in shown
    ]
    same = [said(name) for name in FIELDS if name not in shown]
    rest = tag("p", f"as before: {', '.join(same)}", class_="same") if same else Html("")
    return joined([tag("dl", *parts), rest])
