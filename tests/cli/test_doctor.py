"""What a model can do here: queues played through, and the measurement that feeds them."""

import json

import pytest

from muster.commands import preflight
from muster.commands.ollama import Loaded, Ollama
from muster.commands.prediction import Speed, Wanted, lockstep_factor, scaled, share_in_time
from muster.server.engines.installed import Installed

FAST = Speed(slots=4, decisions=1000.0, words=0.0, words_share=0.0)


def every(interval_s: float, *, count: int = 600, patience_s: float = 1.0) -> list[Wanted]:
    """Decisions wanted at a steady pace, each of use for as long."""
    return [Wanted(place * interval_s, place * interval_s + patience_s) for place in range(count)]


def test_a_model_faster_than_the_crowd_is_always_in_time():
    assert share_in_time(every(0.1), FAST) == 1.0


def test_a_model_half_as_fast_as_the_crowd_makes_half_of_the_decisions():
    """And a few more: those that wait when the last one asks."""
    assert share_in_time(every(0.1), Speed(1, 5.0, 0.0, 0.0)) == pytest.approx(0.5, abs=0.01)


def test_the_urgent_half_is_made_by_a_model_half_as_fast_as_the_crowd():
    wanted = [each._replace(urgency=place % 2) for place, each in enumerate(every(0.1))]
    urgent = [each for each in wanted if each.urgency == 0]
    slow = Speed(1, 5.5, 0.0, 0.0)
    assert share_in_time(urgent, slow) == 1.0
    assert share_in_time(wanted, slow) == pytest.approx(0.55, abs=0.01)


def test_a_model_slower_than_anybody_waits_makes_none():
    assert share_in_time(every(0.1), Speed(1, 0.5, 0.0, 0.0)) == 0.0


def test_slots_that_are_slow_together_miss_what_one_fast_one_makes():
    """At four decisions a second each of eight slots takes two seconds: longer than anybody waits."""
    assert share_in_time(every(1.0), Speed(8, 4.0, 0.0, 0.0)) == 0.0
    assert share_in_time(every(1.0), Speed(1, 4.0, 0.0, 0.0)) == 1.0


def test_words_take_slots_but_not_before_decisions():
    """A slot that thinks up words is busy for a second, here, and four of them are more than enough for the rest."""
    assert share_in_time(every(0.1), Speed(4, 20.0, words=4.0, words_share=1.0)) == 1.0
    assert share_in_time(every(0.1), Speed(1, 20.0, words=1.0, words_share=1.0)) < 0.95


def test_nobody_wants_anything():
    assert share_in_time([], FAST) == 1.0


@pytest.mark.parametrize("factor", [0.25, 1.0, 2.5])
def test_a_larger_crowd_wants_as_much_more_at_the_same_times(factor: float):
    more = scaled(every(0.1), factor)
    assert len(more) == 600 * factor
    assert {*more} <= {*every(0.1)}


def test_lockstep_waits_for_decisions_and_words():
    speed = Speed(4, decisions=20.0, words=5.0, words_share=0.5)
    assert lockstep_factor(every(0.1), speed, 60.0) == pytest.approx((600 / 20 + 300 / 5) / 60)


def ollama(*models: Installed, loaded: tuple[Loaded, ...] = (), parallel: str = "8") -> Ollama:
    return Ollama("http://here", "0.24.0", models, loaded, parallel)


GOOD = Installed("good:latest", family="llama")


def test_an_ollama_that_is_well_set_needs_no_advice():
    assert list(ollama(GOOD, loaded=(Loaded("good:latest", 10, 10, 4096),)).advice()) == []


@pytest.mark.parametrize(
    "found, word",
    [
        (ollama(), "ollama pull"),
        (ollama(GOOD, parallel=""), "OLLAMA_NUM_PARALLEL"),
        (ollama(Installed("lonely:latest", family="lfm2")), "lfm2"),
        (ollama(GOOD, loaded=(Loaded("good:latest", 100, 62, 4096),)), "62%"),
    ],
)
def test_what_could_be_better_is_said(found: Ollama, word: str):
    (advice,) = found.advice()
    assert word in advice


def test_the_family_of_another_model_is_no_matter():
    assert list(ollama(GOOD, Installed("lonely:latest", family="lfm2")).advice("good")) == []


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALONE_S", "TOGETHER_S", "WORDS_S"):
        monkeypatch.setattr(preflight, name, 0.1)


@pytest.mark.usefixtures("hasty")
def test_a_model_is_measured_and_what_it_makes_in_time_predicted(muster):
    done = muster("doctor", "--mind", "scripted", "--model", "any", "--agents", "160", "--json")
    found = json.loads(done.stdout)
    assert found["measured"]["speed"]["decisions"] > 50.0
    assert found["forecast"]["needed"] > 5.0  # 80 people decide some 500 times in the minute
    assert found["forecast"]["in_time"] > 0.9


@pytest.mark.usefixtures("hasty")
def test_the_measurement_can_be_read_by_people(muster):
    told = muster("doctor", "--mind", "scripted", "--model", "any").stdout
    assert "by 80 people in school-intruder" in told


def test_no_ollama_is_told_at_once_with_what_to_do(muster):
    done = muster("doctor", "--model", "any", "--host", "127.0.0.1:1")
    assert done.exit_code == 2
    assert "ollama serve" in done.stderr
