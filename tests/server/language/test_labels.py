"""From log-probabilities to a distribution over all letters."""

from math import exp, inf, log, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.server.engine import Reply
from muster.server.language.labels import DOUBT, distribution, named

ABCD = ("A", "B", "C", "D")


def logs(**shares: float) -> Reply:
    return Reply("", {label: log(share) for label, share in shares.items()})


def test_raw_logprobs_are_renormalised_over_the_letters():
    assert distribution(logs(A=0.2, B=0.1, C=0.05, D=0.05), ABCD) == pytest.approx([0.5, 0.25, 0.125, 0.125])


def test_letters_not_returned_share_what_is_left():
    assert distribution(logs(A=0.6, B=0.3), ABCD) == pytest.approx([0.6, 0.3, 0.05, 0.05])


def test_no_letter_that_was_not_returned_is_likelier_than_one_that_was():
    shares = distribution(logs(A=0.1, B=0.02), ABCD)
    assert shares == pytest.approx([0.1 / 0.16, 0.02 / 0.16, 0.02 / 0.16, 0.02 / 0.16])


@pytest.mark.parametrize("junk", [{"A": nan}, {"A": -inf}, {"Z": -0.1}, {}, {"A": 5.0}])
def test_without_any_usable_logprob_the_text_decides(junk: dict[str, float]):
    shares = distribution(Reply("B", junk), ABCD)
    assert shares == pytest.approx([DOUBT / 3, 1 - DOUBT, DOUBT / 3, DOUBT / 3])


def test_the_only_option_is_certain():
    assert distribution(Reply("A"), ("A",)) == [1.0]


@pytest.mark.parametrize("text", ["B", " b\n", "B) Leave by the door", "Answer: B", "The answer is B.", '"B"', "**B**"])
def test_a_letter_is_read_from_text(text: str):
    assert named(text, ABCD) == "B"


@pytest.mark.parametrize("text", ["", "A man runs", "I'd run", "Bring them", "E", "no", "B2", "i.e. none", "🙂", "BA"])
def test_nonsense_is_no_letter(text: str):
    assert named(text, ABCD) is None


@given(st.dictionaries(st.sampled_from("ABCDEFGHXYZ"), st.floats(allow_nan=True), max_size=11), st.integers(1, 8))
def test_whatever_comes_gives_a_distribution_or_none(logprobs: dict[str, float], letters: int):
    shares = distribution(Reply("?", logprobs), tuple("ABCDEFGH"[:letters]))
    assert shares is None or (sum(shares) == pytest.approx(1.0) and min(shares) >= 0.0 and len(shares) == letters)


def test_tiny_logprobs_do_not_underflow():
    shares = distribution(Reply("", {"A": -900.0, "B": -901.0}), ("A", "B"))
    assert shares == pytest.approx([1 / (1 + exp(-1)), exp(-1) / (1 + exp(-1))])
