import pytest

from muster.behavior.v1.vocabulary import Duty
from muster.server.builtin import Traits, read_traits
from muster.server.builtin.lexicon import STEMS
from muster.server.values import Person


def traits(text: str, **fields: object) -> Traits:
    return read_traits(Person(personality_traits=text, **fields))  # type: ignore[arg-type]


def test_without_words_everything_is_in_the_middle():
    assert traits("") == Traits(0.5, 0.5, 0.5, 0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("trait", "low", "high"),
    [
        ("calm", "Nervous, easily frightened.", "Composed and steady."),
        ("bold", "Timid and careful.", "Brave, even daring."),
        ("sociable", "A loner, rather aloof.", "Outgoing and friendly."),
        ("helpful", "Selfish and indifferent.", "Kind, always helping others."),
        ("leading", "Obedient and indecisive.", "A decisive leader."),
        ("curious", "Dreamy and absent-minded.", "Observant, notices everything."),
    ],
)
def test_words_move_the_trait_they_stand_for(trait: str, low: str, high: str):
    assert getattr(traits(low), trait) < 0.35 < 0.65 < getattr(traits(high), trait)


@pytest.mark.parametrize("text", ["Not easily worried.", "Never anxious.", "He doesn't worry.", "Hardly ever nervous"])
def test_negation_turns_a_word_round(text: str):
    assert traits(text).calm > 0.5


def test_negation_ends_with_its_clause():
    assert traits("Not tall, anxious.").calm < 0.5
    assert traits("No talker but anxious.").calm < 0.5


def test_degree_counts():
    assert traits("Slightly anxious.").calm > traits("Anxious.").calm > traits("Extremely anxious.").calm


def test_every_text_counts_and_disposition_more_than_the_past():
    now, once = Person(emotional_disposition="Calm."), Person(backstory="Calm.")
    assert read_traits(now).calm > read_traits(once).calm > 0.5


def test_age_duty_and_training_count():
    assert traits("", age=9).leading < traits("", age=15).leading < traits("").leading
    assert traits("", duty=Duty.STAFF).leading > 0.5
    assert traits("", trained=True).calm > 0.5


def test_no_word_names_an_act_in_an_emergency():
    for act in ("hide", "flee", "run", "freez", "fight", "evacuat", "escape", "shelter"):
        assert not [stem for stem in STEMS if stem.startswith(act)]


def test_any_script_can_be_read():
    assert traits("спокойный, 勇敢, très calme 🙂").calm > 0.5


@pytest.mark.parametrize(
    ("trait", "low", "high"),
    [
        ("swift", "Slow and unhurried.", "Quick, always restless."),
        ("fiery", "Gentle, peaceable.", "Hot-tempered; furious."),
    ],
)
def test_pace_and_temper_are_read_too(trait: str, low: str, high: str):
    assert getattr(traits(low), trait) < 0.35 < 0.65 < getattr(traits(high), trait)
