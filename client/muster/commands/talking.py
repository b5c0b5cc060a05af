"""What ``muster tabletop`` does: questions on the terminal, answers into a file as they come."""

import sys
from pathlib import Path

from muster.commands.output import note, say
from muster.recording.errors import RecordingExists
from muster.scenario.exercise import Exercise
from muster.training.tabletop import walk_through


def talk_through(exercise: Exercise, path: Path) -> None:
    """Ask everything, and write the answers to ``path``, which must be new; Ctrl-C keeps those given so far."""
    if path.exists():
        raise RecordingExists(f"{path} is there already and is not overwritten; name another file with --out")
    with path.open("x", encoding="utf-8") as notes:

        def keep(text: str) -> None:
            notes.write(text)
            notes.flush()

        if sys.stdin.isatty():
            note(
                "Talk about each question; note the answer, and end it with an empty line. Ctrl-C keeps what is noted."
            )
        walk_through(exercise, say, _asked, keep)


def _asked(question: str) -> str:
    """Return what is typed in answer: lines until an empty one, or one line where nobody types."""
    say(f"\n? {question}")
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    lines: list[str] = []
    while line := sys.stdin.readline().rstrip("\n"):
        lines.append(line)
    return "\n".join(lines)
