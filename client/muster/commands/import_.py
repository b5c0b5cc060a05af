"""``muster import``: buildings, runs and smoke that other programs made."""

from pathlib import Path
from typing import Annotated

import typer


def import_(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="An IFC file (.ifc); DXF plans (.dxf), one for each storey, the lowest first; persona-evolve and the "
            "folder of a logged run; a JuPedSim trajectory (.sqlite); or fds and a folder with results of FDS.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Where to write; otherwise beside the first file, as FILE.json for a building and FILE.muster for a "
            "run. Of a run, a name ending in .json takes its building only.",
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(metavar="FILE.svg", help="Draw what came of it, with a number wherever something was unclear."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What the building is called; otherwise as the file.")] = None,
    rise: Annotated[float, typer.Option(help="DXF: metres from one floor to the next.", min=2.0, max=50.0)] = 3.2,
    building: Annotated[
        str | None, typer.Option(metavar="NAME_OR_FILE", help="FDS: the building whose regions its smoke fills.")
    ] = None,
) -> None:
    """Make a building file, a recording or a file of smoke of what other programs made.

    IFC: rooms are its spaces, doors are bridged through the thickness of their walls, stairs join storeys, exits are
    doors in the outline. DXF: walls are told by the names of layers, rooms are what they enclose, doorways the gaps in
    them. What was not understood is listed with its place. Look at --plan, mend the building file by hand where it is
    wrong, and validate it with `muster check`.

    A logged run of PersonaEvolve and a trajectory file of JuPedSim become recordings to replay, classify and export;
    they cannot be rerun.

    Horizontal slices of FDS become the mean air of each region of a building, for the [fire] of a scenario.

    Exit code 0: written, and `muster check` finds no errors. 1: written, but it has errors. 2: it cannot be read.
    """
    from muster.commands.importing import bring_in
    from muster.commands.importing_runs import bring_in_run, run_among
    from muster.commands.importing_smoke import FDS, bring_in_smoke

    if str(sources[0]) == FDS:
        bring_in_smoke(sources[1:], building, out)
        return
    run = run_among(sources)
    if run is None:
        bring_in(sources, out, plan, name, rise)
    else:
        bring_in_run(run, out, plan)
