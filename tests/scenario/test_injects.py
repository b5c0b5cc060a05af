"""An inject says all that its kind needs, nothing that it does not take, and names only what there is."""

from dataclasses import replace

import pytest

from muster.scenario.inject import Inject, InjectKind
from muster.scenario.inject_references import inject_references
from support.perceiving import LURKING, person, wing
from support.walking import scenario_of

SOUND = [
    Inject(InjectKind.LOCK, door="a-corridor"),
    Inject(InjectKind.ALARM),
    Inject(InjectKind.ALARM, regions=("a", "b")),
    Inject(InjectKind.ANNOUNCE, text="Please leave."),
    Inject(InjectKind.RUMOUR, text="It is over.", region="a"),
    Inject(InjectKind.RUMOUR, text="He is in b.", person="ann", place="b"),
    Inject(InjectKind.INJURY, person="ann"),
    Inject(InjectKind.MOVE_THREAT, region="b"),
    Inject(InjectKind.STOP_THREAT),
    Inject(InjectKind.SAY, person="ann", text="Hello."),
]


def told(inject: Inject, *, threat: bool = True) -> list[str]:
    scenario = scenario_of(wing(), [person("ann")], threat=LURKING if threat else None)
    return [str(finding) for finding in inject_references("event 'x'", inject, scenario, {"ann"})]


@pytest.mark.parametrize("inject", SOUND, ids=lambda inject: inject.kind.value)
def test_sound_injects_are_found_sound(inject: Inject):
    assert told(inject) == []


@pytest.mark.parametrize(
    ("inject", "problem"),
    [
        (Inject(InjectKind.LOCK), "lock without door; add door"),
        (Inject(InjectKind.STOP_THREAT, text="Bye."), "stop_threat takes no text; remove it"),
        (Inject(InjectKind.LOCK, door="a-coridor"), "there is no door 'a-coridor'; did you mean 'a-corridor'?"),
        (Inject(InjectKind.RUMOUR, text="x"), "give one of person and region"),
        (Inject(InjectKind.RUMOUR, text="x", person="ann", region="a"), "give one of person and region"),
        (Inject(InjectKind.INJURY, person="bob"), "there is no person 'bob'"),
        (Inject(InjectKind.ALARM, regions=("a", "z")), "there is no region 'z'"),
    ],
)
def test_what_is_wrong_with_an_inject_is_said(inject: Inject, problem: str):
    (finding,) = told(inject)
    assert problem in finding


def test_a_threat_that_there_is_not_cannot_be_moved():
    assert "the scenario has none" in told(Inject(InjectKind.STOP_THREAT), threat=False)[0]


@pytest.mark.parametrize("inject", SOUND, ids=lambda inject: inject.kind.value)
def test_no_kind_does_without_what_it_needs(inject: Inject):
    """Leaving any one field out that the sound inject of a kind has either stays sound or is told."""
    for name in ("door", "person", "region", "text"):
        if getattr(inject, name) and inject.kind is not InjectKind.RUMOUR:
            assert told(replace(inject, **{name: ""})), name
