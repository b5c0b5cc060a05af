"""``muster compare``: methods side by side."""

from pathlib import Path
from typing import Annotated

import typer

from muster.commands.study_options import Json


def compare(
    studies: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Folders of studies that `muster evaluate` has seen.")
    ],
    as_json: Json = False,
) -> None:
    """Compare methods, seed by seed: studies of one scenario and benchmark that differ in method and seed alone."""
    from muster.commands.output import note, say, say_json
    from muster.commands.study_tables import compared
    from muster.optimizer.study.comparing import compare_studies
    from muster.optimizer.study.folder import Folder

    comparison = compare_studies([Folder.open(path) for path in studies])
    if as_json:
        say_json(comparison.to_json())
        return
    say(compared(comparison))
    for warning in comparison.warnings:
        note(f"warning: {warning}")
