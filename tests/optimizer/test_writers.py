"""The built-in writer, the controls around it, and the registry."""

import ast
import asyncio
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from muster.optimizer.errors import StudyUnknown
from muster.optimizer.texts import FIELDS, WORDS, Texts, rewritten, texts_of
from muster.optimizer.writer import Commission, Writer, Written
from muster.optimizer.writers.builtin import Builtin, fact
from muster.optimizer.writers.checking import given_away
from muster.optimizer.writers.controls import Shuffled, in_other_words
from muster.optimizer.writers.grammar import longest, pattern, spoken, variants
from muster.optimizer.writers.phrasebook import books
from muster.optimizer.writers.registry import OURS, make_writer, writer_names
from muster.scenario.benchmark import BenchmarkClass
from muster.server.builtin.lexicon import STEMS
from muster.server.builtin.traits import _lookup as in_lexicon  # pyright: ignore[reportPrivateUsage]
from muster.server.errors import BackendError
from muster.server.options import BackendOptions
from optimizer.commissions import BENCHMARK, CLASSES, adults, cast, commission, commissions
from support.tree import ROOT

MARGIN = 0.05
"""How much larger the built-in writer's share of words of the mind's lexicon may be than that of persona files."""


def write(writer: Writer, asked: Sequence[Commission]) -> list[Written]:
    return [*asyncio.run(writer.write(asked))]


def texts(writer: Writer, asked: Sequence[Commission]) -> list[Texts]:
    written = write(writer, asked)
    assert [each.problem for each in written if each.texts is None] == []
    return [each.texts for each in written if each.texts]


@pytest.mark.parametrize("toward", CLASSES)
def test_every_rewrite_of_everybody_passes_the_checks(toward: str):
    asked = commissions(toward)
    assert len(texts(make_writer("builtin", BackendOptions()), asked)) == len(asked)


@pytest.mark.parametrize("toward", CLASSES)
def test_the_same_commission_gives_the_same_text_whatever_the_company(toward: str):
    asked = commissions(toward)
    assert texts(Builtin(), asked)[3] == texts(Builtin(), asked[3:4])[0]


def test_another_seed_gives_another_text():
    one, other = (commission(cast()[0], "FREEZE", seed) for seed in (1, 2))
    assert texts(Builtin(), [one]) != texts(Builtin(), [other])


@pytest.mark.parametrize("toward", [each for each in CLASSES if each != "FIGHT"])
def test_eighty_rewrites_do_not_read_alike(toward: str):
    """Nobody shares all texts with anybody, and no sentence is that of more than a sixth."""
    rewrites = texts(Builtin(), commissions(toward))
    assert len({(each.personality_traits, each.emotional_disposition) for each in rewrites}) >= 0.9 * len(rewrites)
    for name in FIELDS:
        commonest = Counter(getattr(each, name) for each in rewrites).most_common(1)[0][1]
        assert commonest <= len(rewrites) / 6, name


def test_nobody_under_18_is_written_toward_fighting():
    asked = [commission(persona, "FIGHT") for persona in cast()]
    for each, written in zip(asked, write(Builtin(), asked), strict=True):
        assert (written.texts is None) == (each.persona.age < 18)
        assert not written.problem or str(each.persona.age) in written.problem


def test_who_somebody_is_stays_when_they_are_rewritten():
    for asked in commissions("HIDE_IN_PLACE"):
        (new,) = texts(Builtin(), [asked])
        person = rewritten(asked.persona, new)
        assert replace(person, **asdict(texts_of(asked.persona))) == asked.persona


def test_facts_of_the_backstory_outlive_two_rewritings():
    kept = 0
    for persona in cast():
        (once,) = texts(Builtin(), [commission(persona, "FREEZE", 1)])
        (twice,) = texts(Builtin(), [commission(rewritten(persona, once), "HIDE_IN_PLACE", 2)])
        first = persona.backstory.split()[:3]
        kept += once.backstory.split()[:3] == twice.backstory.split()[:3] == first
    assert kept >= 0.9 * len(cast())


def test_sentences_of_an_earlier_rewriting_are_no_facts():
    assert fact("Has been treated for shock since an accident.", 20) == ""
    assert fact("Sold hats in Lyon before the war; likes cake.", 6) == "Sold hats in Lyon."
    assert fact("Sold hats in Lyon", 6) == "Sold hats in Lyon."
    assert fact("Supercalifragilistic words without any place to end here", 5) == ""


def test_a_class_without_a_book_is_refused_with_what_there_is():
    (written,) = write(Builtin(), [commission(cast()[0], BenchmarkClass("DANCE", 1.0, "Dances."))])
    assert written.texts is None and "DANCE" in written.problem and "FREEZE" in written.problem


def test_a_choice_stands_for_each_of_its_parts():
    sentence = "(Calm|Cool) under {their} (strain|own pressure)."
    said = {spoken(sentence, "she/her", np.random.default_rng(seed)) for seed in range(40)}
    assert len(said) == variants(sentence) == 4 and longest(sentence) == 5
    assert all(pattern(sentence).fullmatch(each) for each in said)
    assert spoken("By {themself}.", "they/them", np.random.default_rng(0)) == "By themself."


def test_no_sentence_of_the_books_gives_a_class_away_or_is_long():
    """With eight words kept for facts, that is how short sentences beside them must be."""
    for toward, book in books().items():
        assert set(book) == set(FIELDS) and toward in CLASSES
        for name in FIELDS:
            for sentence in (each for suited in book[name].values() for each in suited):
                assert longest(sentence) <= (WORDS - 8 if name in ("backstory", "knowledge_scope") else WORDS)
                assert re.sub(r"\{\w+\}|[()|]", " ", sentence).isascii()
                for part in re.split(r"[()|]", sentence):
                    assert not given_away(part), sentence


# The writer knows nothing of the mind


def test_writers_import_nothing_of_the_mind_nor_the_mind_of_writers():
    for imports, never in (
        ("optimizer/muster/optimizer/writers", "muster.server.builtin"),
        ("server/muster/server", "muster.optimizer"),
    ):
        found = {name for file in (ROOT / imports).rglob("*.py") for name in imported(file)}
        assert found and not [name for name in found if name.startswith(never)]


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_writer_uses_words_of_the_minds_lexicon_hardly_more_than_persona_files_do():
    people = [texts_of(persona) for name in ("school", "office") for persona in cast(name)]
    rewrites = [each for toward in CLASSES for each in texts(Builtin(), commissions(toward))]
    assert overlap(rewrites) <= overlap(people) + MARGIN


def overlap(people: Sequence[Texts]) -> float:
    """Share of content words, of four letters or more, that the mind's lexicon knows; each occurrence counts."""
    assert STEMS
    words = [
        word
        for each in people
        for name in ("personality_traits", "emotional_disposition", "motivations_goals", "communication_style")
        for word in re.findall(r"[a-z]+(?:-[a-z]+)*", getattr(each, name).lower())
        if len(word) >= 4 and not COMMON.fullmatch(word)
    ]
    return sum(bool(in_lexicon(word)) for word in words) / len(words)


COMMON = re.compile(
    "that|this|with|from|what|when|whom|whose|which|while|have|been|being|does|than|then|them|they|theirs?|himself|"
    "herself|themself|(any|every|some)(one|thing|body)|nobody|nothing|others?|rather|would|could|should|into|about|"
    "before|after|without|within|more|most|much|very|every|each|always|never"
)


# Controls


def test_shuffled_targets_are_others_and_still_keyed():
    class Asked:
        name, is_language_model = "asked", False

        async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
            self.last = [each.toward.id for each in commissions]
            return await Builtin().write(commissions)

    writer, asked = Asked(), [commission(persona, "FREEZE", seed) for seed, persona in enumerate(cast())]
    first = texts(Shuffled(writer, BENCHMARK.classes), asked)
    aims = writer.last
    assert "FREEZE" not in aims and len(set(aims)) == len(CLASSES) - 1
    assert all(each.persona.age >= 18 for each, aim in zip(asked, aims, strict=True) if aim == "FIGHT")
    assert texts(Shuffled(writer, BENCHMARK.classes), asked) == first and writer.last == aims


@pytest.mark.parametrize("toward", CLASSES)
def test_paraphrases_pass_the_checks_and_use_other_words(toward: str):
    asked = commissions(toward)
    plain = texts(make_writer("builtin", BackendOptions()), asked)
    other = texts(make_writer("builtin:paraphrased", BackendOptions()), asked)
    changed = [a.personality_traits != b.personality_traits for a, b in zip(plain, other, strict=True)]
    assert sum(changed) >= 0.9 * len(changed)


def test_a_paraphrase_turns_halves_round_and_mends_articles():
    assert in_other_words("A cautious man; hates a quick choice.") == "Hates a swift choice; a circumspect man."
    assert in_other_words("Has a sure touch; is a quick learner.") == "Is a swift learner; has a sure touch."
    assert in_other_words("An active child.") == "A lively child."


# The registry


def test_every_writer_answers_by_its_name():
    for name in OURS:
        options = BackendOptions(model="m")
        assert make_writer(name, options).name == name
        assert make_writer(f"{name}:shuffled", options, BENCHMARK.classes).name == f"{name}:shuffled"


def test_only_models_are_called_models():
    options = BackendOptions(model="m")
    assert {name: make_writer(name, options).is_language_model for name in OURS} == {
        "builtin": False, "scripted": False, "ollama": True, "openai": True,
    }  # fmt: skip


def test_ours_are_in_pyproject():
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    if "muster.writers" in points:  # the file has another owner
        assert points["muster.writers"] == OURS
    assert set(OURS) <= set(writer_names())


@pytest.mark.parametrize(
    ("name", "said"), [("nobody", "builtin"), ("builtin:louder", "shuffled"), ("builtin:shuffled", "two classes")]
)
def test_an_unknown_name_is_refused_with_what_there_is(name: str, said: str):
    with pytest.raises(StudyUnknown, match=said):
        make_writer(name, BackendOptions())


def test_a_model_writer_without_a_model_says_what_is_missing():
    with pytest.raises(BackendError, match="--writer-model"):
        make_writer("ollama", BackendOptions())


def test_scripted_texts_are_from_a_table():
    first, second = texts(make_writer("scripted", BackendOptions()), [commission(p, "FIGHT") for p in adults()[:2]])
    assert first.personality_traits == second.personality_traits != texts_of(adults()[0]).personality_traits
