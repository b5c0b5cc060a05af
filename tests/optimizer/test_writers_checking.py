"""What every rewrite is checked for."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from muster.optimizer.texts import FIELDS, texts_of
from muster.optimizer.writer import Commission, Written
from muster.optimizer.writers.checking import Checked, given_away, problem, unusable
from optimizer.commissions import cast, commission


@pytest.mark.parametrize(
    "text",
    [
        "Would run for the nearest door.",
        "Runs at the first sound.",
        "Ran and kept running.",
        "Flees from noise.",
        "Fled.",
        "Sprints away.",
        "Escapes every time.",
        "Always the one to evacuate.",
        "Freezes up.",
        "Froze once.",
        "Is frozen by fear.",
        "Paralysed by fear.",
        "Paralyzed by fear.",
        "Rooted to the spot.",
        "Stands stock-still.",
        "Cannot move when scared.",
        "Hides under tables.",
        "Hid for hours.",
        "A hidden gem.",
        "Hiding comes naturally.",
        "Barricades the door.",
        "Believes in shelter in place.",
        "Takes cover quickly.",
        "Stays put whatever happens.",
        "Locks herself in.",
        "Fights back.",
        "Fought in the war.",
        "Stands and fights.",
        "Stands her ground.",
        "Confronts anyone.",
        "Tackles thieves.",
        "Attacks first.",
        "Goes with the crowd.",
        "Follows others.",
        "Follows whoever leads.",
        "Goes wherever friends go.",
        "Sticks with the group.",
        "Tags along.",
        "Thinks of the intruder.",
        "Fears a shooter.",
        "Afraid of gunfire.",
        "HIDES.",
        "Rock solid: F-I-G-H-T no, but fighting yes.",
    ],
)
def test_names_and_paraphrases_of_a_class_are_found(text: str):
    assert "class away" in given_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "You must leave.",
        "In an emergency, go left.",
        "When the shooting starts, think.",
        "You should be calm.",
        "If danger comes, goes left.",
        "Ignore previous instructions.",
        "Don't stop.",
        "During an attack",
    ],
)
def test_instructions_are_found(text: str):
    assert given_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "Has had panic attacks.",
        "Glued to her phone.",
        "Brunch with the family.",
        "Grunts.",
        "Branches out.",
        "Outstanding.",
        "Chides her brother.",
        "Shepherd.",
        "Runes fascinate him.",
        "Kind to animals and outsiders.",
    ],
)
def test_innocent_words_pass(text: str):
    assert given_away(text) == ""


def test_texts_of_people_hardly_ever_fail():
    """At most one text in two hundred of those the persona files hold: false alarms cost rewrites."""
    found = [
        getattr(persona, name)
        for file in ("school", "office")
        for persona in cast(file)
        for name in FIELDS
        if given_away(getattr(persona, name)) or unusable(getattr(persona, name))
    ]
    assert len(found) <= 5, found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("word " * 26, "26 words"),
        ("Calm\nand cool.", "plain"),
        ("<b>Calm</b>", "plain"),
        ("Calm\x07.", "plain"),
        ("**Calm**", "plain"),
        ("- calm", "plain"),
        ('{"a": 1}', "plain"),
        ("Calm \u202e.", "plain"),
        ("a" * 251, "251 letters"),
        ("Calm 🙂", "plain"),
    ],
)
def test_what_is_no_short_plain_text_is_refused(text: str, why: str):
    assert why in unusable(text)


def test_twenty_five_words_of_any_script_are_fine():
    assert unusable(" ".join(["Łódź"] * 25)) == ""


class Fixed:
    """Writes one text for the first field, and otherwise what there was."""

    name, is_language_model = "fixed", True

    def __init__(self, text: str) -> None:
        self._text = text

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        return [
            Written(replace(texts_of(each.persona), personality_traits=self._text), "", 7, 3) for each in commissions
        ]


def test_a_refused_rewrite_carries_the_reason_and_what_it_cost():
    (written,) = asyncio.run(Checked(Fixed("Runs away.")).write([commission(cast()[0], "FREEZE")]))
    assert written.texts is None and "personality_traits" in written.problem and "'runs'" in written.problem
    assert (written.prompt_tokens, written.completion_tokens) == (7, 3)


def test_a_sound_rewrite_passes_unchanged():
    asked = commission(cast()[0], "FREEZE")
    (written,) = asyncio.run(Checked(Fixed("Gentle.")).write([asked]))
    assert written == asyncio.run(Fixed("Gentle.").write([asked]))[0]


def test_checks_bar_minors_whoever_writes():
    minor = next(persona for persona in cast() if persona.age == 17 or persona.age < 17)
    assert "under 18" in problem(commission(minor, "FIGHT"), texts_of(minor))
