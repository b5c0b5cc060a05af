"""Whoever starts an exercise with a model learns first what it will make in time."""

import pytest

from muster.commands import preflight
from muster.commands.backends import BUILTIN_ORDER, MindOrder
from muster.commands.foretelling import foretell, foretold
from muster.commands.prediction import Speed
from muster.commands.preflight import Forecast, Measured, Preflight
from muster.server.errors import BackendError


def found(in_time: float) -> Preflight:
    measured = Measured("ollama", "tiny:1b", 1.0, 4.0, Speed(2, 6.0, 1.0, 0.2), 40, 0)
    return Preflight(measured, Forecast(86, 9.0, in_time, 2.0))


def test_the_share_is_told_with_the_model_and_the_number_of_people():
    assert foretold(found(0.7)).startswith("tiny:1b will make about 70% of the decisions of 86 people in time")


@pytest.mark.parametrize(("in_time", "is_warned"), [(0.49, True), (0.5, False)])
def test_under_half_it_says_what_to_do(in_time: float, *, is_warned: bool):
    assert ("under half" in foretold(found(in_time))) is is_warned


def test_the_built_in_mind_is_not_measured(capsys: pytest.CaptureFixture[str]):
    foretell(BUILTIN_ORDER, 86)
    assert capsys.readouterr().err == ""


def test_a_model_is_measured_before_the_start(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    for name in ("ALONE_S", "TOGETHER_S", "WORDS_S"):
        monkeypatch.setattr(preflight, name, 0.1)
    foretell(MindOrder(mind="scripted", model="any"), 8)
    assert "of the decisions of 8 people in time" in capsys.readouterr().err


def test_a_model_that_cannot_be_asked_is_told_before_anybody_has_sat_down():
    with pytest.raises(BackendError, match="ollama"):
        foretell(MindOrder(mind="ollama", model="any", host="127.0.0.1:1"), 8)
