"""People who have been told outright what to do, and only they, are taken at those words."""

from dataclasses import replace

import pytest

from muster.scenario.benchmark_file import load_benchmark
from muster.server.builtin.orders import Order, order_of
from muster.server.values import Person

EXPECTED = {
    "RUN_FOLLOWING_CROWD": Order.GO_ALONG,
    "HIDE_IN_PLACE": Order.HIDE_HERE,
    "HIDE_AFTER_RUNNING": Order.GET_AWAY_AND_HIDE,
    "RUN_INDEPENDENTLY": Order.GO_ALONE,
    "FREEZE": Order.STOP_SHORT,
    "FIGHT": Order.GO_FOR_IT,
}
ADULT = Person(name="Ann", age=40)


@pytest.mark.parametrize("id", EXPECTED)
def test_the_definitions_of_the_shipped_benchmark_are_understood(id: str):
    benchmark = load_benchmark("hostile-intruder")
    definition = benchmark.classes[benchmark.ids.index(id)].definition
    told = replace(ADULT, motivations_goals=f"Has been told what to do if it happens: {definition}")
    assert order_of(told) is EXPECTED[id]


def test_a_character_is_no_order():
    assert (
        order_of(replace(ADULT, motivations_goals="Follows others rather than choosing; hides from quarrels.")) is None
    )


def test_minors_take_no_order_to_fight():
    told = "Has been told to go for the intruder."
    assert order_of(replace(ADULT, motivations_goals=told)) is Order.GO_FOR_IT
    assert order_of(replace(ADULT, age=16, motivations_goals=told)) is None
