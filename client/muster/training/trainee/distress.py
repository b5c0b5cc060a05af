"""The distress dial: how much of what distresses a window lets through; what is said and done stays as it is."""

from enum import StrEnum


class Distress(StrEnum):
    """How much is let through, all first; the words are those on the screen."""

    ALL = "all"
    NO_SHOTS = "no shots heard"
    NO_HARM = "no shots heard, nobody drawn as hurt"

    @property
    def is_calm(self) -> bool:
        """Whether nothing flashes, and shots are not heard."""
        return self is not Distress.ALL

    @property
    def shows_harm(self) -> bool:
        """Whether people who are hurt are drawn with their state."""
        return self is not Distress.NO_HARM

    @property
    def turned(self) -> "Distress":
        """The next step, all after the last."""
        steps = list(Distress)
        return steps[(steps.index(self) + 1) % len(steps)]
