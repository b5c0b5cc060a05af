"""Before an exercise: which share of people's decisions its model will make in time."""

from muster.commands.backends import MindOrder, make
from muster.commands.output import note
from muster.commands.preflight import MINUTE_S, PEOPLE, SCENARIO, Preflight, preflight
from muster.commands.rehearsal import rehearse

LOW = 0.5
"""As in the review, which says so on page one below it."""


def foretell(order: MindOrder, people: int) -> None:
    """Measure the model for a quarter of a minute and say what it will make in time; nothing of the built-in mind.

    Raises:
        BackendError: the model cannot be asked.
    """
    if order.is_builtin:
        return
    note(f"Before the start: asking {order.model or order.mind} what {PEOPLE} people in {SCENARIO} would ask it.")
    found = preflight(lambda: make(order), people, lambda: rehearse(SCENARIO, agents=PEOPLE, duration_s=MINUTE_S))
    note(foretold(found))


def foretold(found: Preflight) -> str:
    """Return what was found in a sentence or two."""
    forecast = found.forecast
    text = (
        f"{found.measured.model} will make about {forecast.in_time:.0%} of the decisions of {forecast.agents} people "
        "in time; the built-in mind, a stand-in, makes the rest, labelled."
    )
    if forecast.in_time >= LOW:
        return text
    return f"{text} That is under half: take a smaller model, or play with the built-in mind alone (no --mind)."
