"""A crowd played by several backends: each plays its own, answers come back in order, and a table says who is whose."""

from pathlib import Path

import pytest

from muster.behavior.v1.vocabulary import Duty
from muster.server.backend import Backend
from muster.server.builtin import BuiltinMind
from muster.server.engine import EngineError, EngineUnreachable
from muster.server.engines.scripted import Pace, ScriptedEngine
from muster.server.errors import BackendError
from muster.server.language import LanguageMind
from muster.server.mixing import Mixing, Part
from muster.server.mixing_table import mixed_backend
from muster.server.options import BackendOptions
from muster.server.values import Person
from server.engines.asking import run
from server.language.querying import RUTH, interview, query

SAM = Person(name="Sam Lee", role="Pupil", duty=Duty.PUPIL)
ANN = Person(name="Ann Roe", role="Parent", duty=Duty.VISITOR)


def mind(name: str, *faults: EngineError) -> tuple[ScriptedEngine, Backend]:
    engine = ScriptedEngine(Pace(slots=3), faults=faults)
    return engine, LanguageMind(engine, name)


def test_everybody_is_played_by_their_own_and_answers_come_in_order():
    (pupils, played), builtin = mind("small"), BuiltinMind()
    mixing = Mixing([Part(played, duty=Duty.PUPIL), Part(builtin)])
    batch = [query(person=person, draw_key=place) for place, person in enumerate([SAM, RUTH, SAM, ANN])]
    answers = run(mixing.decide(batch))
    assert answers[1::2] == builtin.choose(batch[1::2])
    assert answers[::2] == run(LanguageMind(ScriptedEngine(), "small").decide(batch[::2]))
    assert len(pupils.asked) == 2


def test_the_first_that_fits_counts_and_all_that_is_given_must_fit():
    own, role, rest = BuiltinMind(), BuiltinMind(), BuiltinMind()
    parts = [Part(own, name="sam lee", duty=Duty.PUPIL), Part(role, role="PUPIL"), Part(rest)]
    fits = [[part.is_for(person) for part in parts] for person in (SAM, ANN)]
    assert fits == [[True, True, True], [False, False, True]]


def test_words_and_interviews_come_from_whoever_decided():
    (engine, played), (other, _) = mind("small"), mind("large")
    mixing = Mixing([Part(played, name=RUTH.name), Part(LanguageMind(other, "large"))])
    (answer,) = run(mixing.decide([query()]))
    run(mixing.speak(query(), answer))
    run(mixing.ask(interview()))
    assert (len(engine.asked), len(other.asked)) == (3, 0)


def test_slots_add_up_and_none_stay_none():
    played = mind("small")[1]
    assert Mixing([Part(played, duty=Duty.PUPIL), Part(played, duty=Duty.STAFF), Part(BuiltinMind())]).slots == 3
    assert Mixing([Part(BuiltinMind())]).slots == 0


def test_it_says_who_plays():
    about = Mixing([Part(mind("small")[1], duty=Duty.PUPIL), Part(BuiltinMind())]).about
    assert (about.name, about.model, about.is_language_model) == ("mixed", "small + builtin", True)


def test_what_one_cannot_do_is_raised_and_the_others_stop():
    (slow, waiting), (_, gone) = mind("slow"), mind("gone", EngineUnreachable("gone"))
    slow._pace = Pace(latency_s=60.0)  # pyright: ignore
    mixing = Mixing([Part(waiting, duty=Duty.PUPIL), Part(gone)])
    with pytest.raises(EngineUnreachable):
        run(mixing.decide([query(person=SAM), query(person=ANN)]))
    assert slow.working == 0


def test_all_are_checked_and_closed_once():
    (one, first), (two, second) = mind("one"), mind("two")
    mixing = Mixing([Part(first, duty=Duty.PUPIL), Part(second, duty=Duty.STAFF), Part(first)])
    run(mixing.check())
    run(mixing.close())
    assert one.is_closed and two.is_closed


TABLE = """
[[mind]]
name = "Ruth Klein"
backend = "scripted"
model = "large"
decide = "json"

[[mind]]
duty = "pupil"
backend = "scripted"
slots = 2

[[mind]]
role = "Parent"
backend = "scripted"
slots = 2

[[mind]]
backend = "builtin"
"""


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "minds.toml"
    path.write_text(text)
    return path


def test_a_table_says_who_plays_whom_and_the_rest_is_as_given(tmp_path: Path):
    made: list[tuple[str, BackendOptions]] = []

    def make(name: str, options: BackendOptions) -> Backend:
        made.append((name, options))
        return BuiltinMind()

    given = BackendOptions(model="small", max_tokens=9)
    mixed_backend(table(tmp_path, TABLE), given, make)
    plain = [(name, options.model, options.decide, options.slots, options.max_tokens) for name, options in made]
    assert plain == [
        ("scripted", "large", "json", None, 9),
        ("scripted", "small", "label", 2, 9),  # for two entries
        ("builtin", "small", "label", None, 9),
    ]
    assert all(options.totals is given.totals for _, options in made)


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "no entry"),
        ("mind = 3", "no entry"),
        ("mind = [3]", "mind 1 is 3"),
        ("[[mind]", "no TOML"),
        ("[minds]", "has minds; a table of minds consists of"),
        ('[[mind]]\nbackend = "builtin"\nmodle = "x"', "mind 1: modle is unknown; there are name, role"),
        ('[[mind]]\nmodel = "x"', "mind 1: backend is missing"),
        ('[[mind]]\nbackend = "olama"', "mind 1: no backend is named 'olama'"),
        ('[[mind]]\nbackend = "builtin"\nmodel = 3', "model is 3; give a text"),
        ('[[mind]]\nbackend = "builtin"\nslots = 0', "slots is 0; give a whole number above 0"),
        ('[[mind]]\nbackend = "builtin"\ndecide = "dice"', "decide is 'dice'; give one of label, json"),
        ('[[mind]]\nbackend = "builtin"\nduty = "cook"', "duty is 'cook'; give one of pupil, staff"),
        ('[[mind]]\nbackend = "builtin"\nduty = "staff"', "leaves some people to nobody"),
        ('[[mind]]\nbackend = "builtin"\n' * 2, "mind 1 is for everybody.*move it to the end"),
    ],
)
def test_a_table_with_a_mistake_is_told(tmp_path: Path, text: str, message: str):
    with pytest.raises(BackendError, match=message):
        mixed_backend(table(tmp_path, text), BackendOptions())


def test_a_table_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(BackendError, match="cannot be read"):
        mixed_backend(tmp_path / "no.toml", BackendOptions())
