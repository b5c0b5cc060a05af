"""What a why-panel says about a decision."""

from dataclasses import replace

import pytest

from muster.render.captions import asked, by_chance, decided
from muster.render.story import Choice, Story

STORY = Story(0, "Ann", "pupil", (), decided_at=62.5, source="model", latency_ms=112.0)


def choices(*odds: float, chosen: int) -> Story:
    return replace(STORY, choices=tuple(Choice("go", odd, index == chosen) for index, odd in enumerate(odds)))


def test_only_where_the_likeliest_was_not_chosen_chance_is_named():
    assert by_chance(choices(0.6, 0.4, chosen=1))
    assert not by_chance(choices(0.6, 0.4, chosen=0))
    assert not by_chance(choices(0.5, 0.5, chosen=1))


@pytest.mark.parametrize("story", [STORY, choices(0.0, 0.0, chosen=1), choices(0.6, 0.4, chosen=5)])
def test_without_odds_or_a_choice_nothing_is_said_of_chance(story: Story):
    assert by_chance(story) == ""


def test_a_decision_is_told_with_when_by_whom_and_how_fast():
    assert decided(STORY) == "decided at 1:02.5 by the language model in 112 ms"
    assert decided(replace(STORY, source="shared")).endswith("model, for several people alike, in 112 ms")
    assert decided(replace(STORY, latency_ms=0.2)).endswith("by the language model in less than 1 ms")


def test_why_it_was_asked_reads_as_english():
    assert asked(replace(STORY, why_then="the episode begins")) == "asked because the episode begins"
    assert asked(replace(STORY, why_then="something happened")) == "asked: something happened"
    assert asked(STORY) == ""
