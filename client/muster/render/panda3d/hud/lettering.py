"""Text that fits: shortened with an ellipsis, or broken into lines."""

from bisect import bisect_right
from typing import Protocol

ELLIPSIS = "…"
BOLD = 0.035  # of a line between the two strikes of a bold letter


class Face(Protocol):
    """Letters of one size.

    Attributes:
        line: pixels from one line to the next.
    """

    line: int

    def width(self, text: str) -> float:
        """Return how many pixels ``text`` takes on one line."""
        ...


def shortened(text: str, width: float, face: Face) -> str:
    """Return as much of ``text`` as fits into ``width`` pixels, with an ellipsis for what does not."""
    text = " ".join(text.split())
    if face.width(text) <= width:
        return text
    room = width - face.width(ELLIPSIS)
    kept = _fitting(text, room, face)
    return text[:kept].rstrip(" ,;:") + ELLIPSIS if room > 0 else ""


def wrapped(text: str, width: float, face: Face, lines: int) -> list[str]:
    """Return ``text`` as at most ``lines`` lines of ``width`` pixels, the last one shortened."""
    left = " ".join(text.split())
    done: list[str] = []
    while left and len(done) < lines - 1:
        if face.width(left) <= width:
            break
        cut = _break(left, width, face)
        done.append(left[:cut].rstrip())
        left = left[cut:].lstrip()
    if left:
        done.append(shortened(left, width, face))
    return done


def _break(text: str, width: float, face: Face) -> int:
    """Return where to break a line: at the last blank that fits, or within a word that is too long for a line."""
    fits = _fitting(text, width, face)
    blank = text.rfind(" ", 0, fits + 1)
    return blank if blank > 0 else max(fits, 1)


def _fitting(text: str, width: float, face: Face) -> int:
    """Return how many characters from the start fit into ``width`` pixels."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda count: face.width(text[:count]))
