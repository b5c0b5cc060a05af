"""Typed words are read for what they ask of people."""

import pytest

from muster.scenario.exercise_file import load_exercise
from muster.scenario.library import shipped_exercises
from muster.scenario.speech import Urge
from muster.training.reading import urge_of


@pytest.mark.parametrize(
    ("text", "urge"),
    [
        ("Everybody out, please!", Urge.LEAVE),
        ("Run!", Urge.LEAVE),
        ("Don't leave the room.", Urge.STAY),
        ("Nobody is to open that door", Urge.STAY),
        ("Follow me, quickly", Urge.FOLLOW),
        ("Come with me to the exit", Urge.FOLLOW),
        ("Lock the door and be quiet", Urge.LOCK),
        ("Hide under the desks", Urge.HIDE),
        ("Stay where you are.", Urge.STAY),
        ("I heard a bang from the lobby", Urge.NONE),
        ("Should we leave?", Urge.NONE),
        ("", Urge.NONE),
    ],
)
def test_words_are_read_for_what_they_ask(text: str, urge: Urge):
    assert urge_of(text) is urge


def test_most_of_our_own_phrases_are_read_as_they_are_meant():
    """What the shipped exercises say of their phrases is the reader's examination; it need not be perfect."""
    phrases = [
        phrase
        for shipped in shipped_exercises()
        for role in load_exercise(shipped.name).roles
        for phrase in role.phrases
    ]
    right = sum(urge_of(phrase.text) is phrase.urge for phrase in phrases)
    assert right / len(phrases) >= 0.7
