"""Plays and injects as canonical JSON and back: in the input log of a recording, and over a wire."""

from muster.scenario.codec import brief_json
from muster.scenario.inject import Inject
from muster.scenario.parsing import read
from muster.scenario.place import Place
from muster.scenario.play import Play
from muster.scenario.source import parse_json


def write_act(act: Play | Inject) -> str:
    """Return a play or an inject as canonical JSON; equal ones give equal text."""
    return brief_json(act)


def read_play(text: str, at: Place) -> Play:
    """Return the play that ``write_act`` wrote; raises ScenarioError that says what is wrong with it."""
    return read(Play, parse_json(text, at), at)


def read_inject(text: str, at: Place) -> Inject:
    """Return the inject that ``write_act`` wrote; raises ScenarioError that says what is wrong with it."""
    return read(Inject, parse_json(text, at), at)
