"""The progress bar; apart, because rich takes long to import and only terminals need it."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

REFRESHES_PER_SECOND = 4  # each takes the interpreter's lock from the simulation


class _Bar:
    def __init__(self, progress: Progress, task: TaskID, title: str, duration_s: float) -> None:
        self._progress, self._task, self._title, self._duration_s = progress, task, title, duration_s

    def second(self, time_s: float) -> None:
        self._progress.update(self._task, description=self._title, total=self._duration_s, completed=time_s)


@contextmanager
def bar(first_title: str, title: str, duration_s: float) -> Generator[_Bar]:
    """Show a spinner under ``first_title`` until the first second has passed, then how much of ``duration_s``."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:.0f} s simulated"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, refresh_per_second=REFRESHES_PER_SECOND) as progress:
        yield _Bar(progress, progress.add_task(first_title, total=None), title, duration_s)
