"""Every status and every weight has a symbol that can be told from the others without its colour."""

from itertools import combinations

import numpy as np

from muster.render.chronicle import Told, Weight
from muster.render.frame import Status
from muster.render.palette import STATUS_COLOURS, STATUS_SYMBOLS
from muster.render.panda3d.hud.atlas import CELL, SYMBOLS, coverage, uv_of
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.counts import status_mark
from muster.render.panda3d.hud.ticker import WEIGHT_SYMBOLS, told_mark


def drawn(symbol: str) -> np.ndarray:
    """Return what is drawn of a symbol, its upper row first."""
    texture, box = coverage(), uv_of(symbol)
    height, width = texture.shape
    rows = slice(round((1 - box.top) * height), round((1 - box.bottom) * height))
    return texture[rows, round(box.left * width) : round(box.right * width)]


def test_all_symbols_of_statuses_and_weights_can_be_drawn():
    assert {*STATUS_SYMBOLS.values(), *WEIGHT_SYMBOLS.values()} <= {*SYMBOLS}
    assert set(STATUS_SYMBOLS) == set(Status)


def test_weights_differ_in_their_symbols():
    assert len(set(WEIGHT_SYMBOLS.values())) == len(WEIGHT_SYMBOLS) == len(Weight)


def test_statuses_of_one_symbol_differ_in_brightness():
    """So that they can be told apart in grey: by at least 25 of 255, as Rec. 709 weighs colours."""
    for one, other in combinations(Status, 2):
        if STATUS_SYMBOLS[one] == STATUS_SYMBOLS[other]:
            bright = [np.dot((0.2126, 0.7152, 0.0722), STATUS_COLOURS[status]) for status in (one, other)]
            assert abs(bright[0] - bright[1]) >= 25, (one, other)


def test_symbols_differ_from_each_other():
    for one, other in combinations(SYMBOLS, 2):
        assert np.abs(drawn(one).astype(float) - drawn(other)).mean() > 10, (one, other)


def test_symbols_do_not_run_into_their_neighbours():
    texture = coverage()
    edges = (np.arange(texture.shape[0]) + 4) % CELL < 8
    assert not texture[edges].any()
    assert not texture[:, edges].any()


def test_symbols_point_where_they_should():
    assert drawn("up")[:24].sum() < drawn("up")[24:].sum()
    assert drawn("play")[:, :24].sum() > drawn("play")[:, 24:].sum()


def test_harm_bears_one_symbol_in_ticker_and_counts():
    for status in (Status.INJURED, Status.INCAPACITATED):
        told = told_mark(Told(1.0, Weight.HARM, "", 0, status), Box(0, 0, 20, 20))
        assert told == status_mark(status, Box(0, 0, 20, 20))
        assert told[-1].symbol == STATUS_SYMBOLS[status]


def test_no_other_news_bears_a_symbol_of_harm():
    others = {symbol for weight, symbol in WEIGHT_SYMBOLS.items() if weight is not Weight.HARM}
    assert not others & {STATUS_SYMBOLS[Status.INJURED], STATUS_SYMBOLS[Status.INCAPACITATED]}
