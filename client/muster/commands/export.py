"""``muster export``: recordings for other tools, and a page for people."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from muster.commands.progress import Watcher
    from muster.recording.exporters.registry import Format as Writer


class Format(StrEnum):
    """What can be written; ``muster.recording.exporters.registry`` and ``muster.render.page`` have the writers."""

    HTML = "html"
    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    JUPEDSIM = "jupedsim"


def export(
    recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote.")],
    to: Annotated[
        Format,
        typer.Option(
            help="html: one page with playback, plots and everybody's story, which opens offline; csv, parquet: "
            "tables; geojson: building and paths, in metres; jupedsim: a trajectory file that PedPy and JuPedSim read."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; otherwise beside the recording.")
    ] = None,
) -> None:
    """Write a recording as a page to look at, or for other tools.

    All files appear, or none; nothing is overwritten. What is damaged ends before the damage, and that is said.
    """
    from muster.commands.output import note, say
    from muster.commands.progress import watching
    from muster.recording.exporters.registry import export_as
    from muster.recording.info import recorded_seconds
    from muster.recording.reader import Recording

    with Recording.open(recording, salvage=True) as opened:
        opened.end_before_damage()
        with watching(f"writing {to.value}", recorded_seconds(opened)) as watcher:
            paths = export_as(opened, _writer(to), out, _Told(watcher))
        for path in paths:
            say(str(path))
        for problem in dict.fromkeys(opened.damage):
            note(f"muster: {problem}")
        if opened.damage:
            note(f"Each table ends where its damage begins; positions go up to {recorded_seconds(opened):g} s.")


class _Told:
    """Passes on what an export tells: progress to the bar, remarks to stderr."""

    def __init__(self, watcher: "Watcher") -> None:
        self._watcher = watcher

    def second(self, time_s: float) -> None:
        self._watcher.second(time_s)

    def note(self, text: str) -> None:
        from muster.commands.output import note

        note(text)


def _writer(to: Format) -> "Writer":
    if to is Format.HTML:
        from muster.render.page.export import HTML

        return HTML
    from muster.recording.exporters.registry import FORMATS

    return FORMATS[to.value]
