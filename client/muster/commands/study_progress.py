"""How far a study has come: a bar on a terminal, a line an episode elsewhere; always on stderr."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from muster.commands.output import note

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Shown(Protocol):
    """Hears how far a study has come."""

    def episode(self, done: int, told: str) -> None:
        """So many episodes are done; ``told`` of the last one."""
        ...


@contextmanager
def shown(title: str, episodes: int, unit: str = "episode") -> Generator[Shown]:
    """Show progress until the context ends; ``unit`` is what an episode is called."""
    if not sys.stderr.isatty():
        yield _Lines(title, episodes, unit)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from muster.commands.bar import REFRESHES_PER_SECOND

    text = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, refresh_per_second=REFRESHES_PER_SECOND) as progress:
        yield _Bar(progress, progress.add_task(title, total=episodes), title)


class _Bar:
    def __init__(self, progress: "Progress", task: "TaskID", title: str) -> None:
        self._progress, self._task, self._title = progress, task, title

    def episode(self, done: int, told: str) -> None:
        self._progress.update(self._task, completed=done, description=f"{self._title}: {told}" if told else self._title)


class _Lines:
    def __init__(self, title: str, episodes: int, unit: str) -> None:
        self._title, self._episodes, self._unit = title, episodes, unit

    def episode(self, done: int, told: str) -> None:
        note(f"{self._title}: {self._unit} {done} of {self._episodes}{f': {told}' if told else ''}")
