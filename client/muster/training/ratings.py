"""The ratings of exercise practice, and how bounds of a criterion lead to one.

HSEEP (Homeland Security Exercise and Evaluation Program, doctrine of 2020, exercise evaluation guides) has four.
"""

from collections.abc import Sequence
from enum import StrEnum


class Rating(StrEnum):
    """How a critical task was performed; ordered from best to worst."""

    P = "P"
    S = "S"
    M = "M"
    U = "U"


RATING_WORDS = {
    Rating.P: "performed without challenges",
    Rating.S: "performed with some challenges",
    Rating.M: "performed with major challenges",
    Rating.U: "unable to be performed",
}
NOT_OBSERVED = "not observed"
_ORDER = (*Rating,)


def by_time(seconds: float, within: Sequence[float] | None) -> Rating:
    """Return the rating of something that took so long; P where there are no bounds."""
    if within is None:
        return Rating.P
    return next((rating for rating, bound in zip(Rating, within, strict=False) if seconds <= bound), Rating.U)


def by_count(count: int, people: Sequence[int] | None) -> Rating:
    """Return the rating of something that concerned so many people; P where there are no bounds."""
    if people is None:
        return Rating.P
    return next((rating for rating, bound in zip(Rating, people, strict=False) if count >= bound), Rating.U)


def worse(*ratings: Rating) -> Rating:
    """Return the worst of ``ratings``."""
    return max(ratings, key=_ORDER.index)


def better(one: Rating, other: Rating) -> bool:
    """Return whether ``one`` is better than ``other``."""
    return _ORDER.index(one) < _ORDER.index(other)
