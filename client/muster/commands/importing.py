"""What ``muster import`` does: read, assemble, tell what was unclear, check and write."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from muster.commands.boundary import NO
from muster.commands.counting import counting
from muster.commands.output import say
from muster.importing.assembling import Imported, assemble
from muster.importing.drawing import Drawing
from muster.importing.errors import ImportFailed
from muster.importing.recentring import near_origin
from muster.scenario.building_file import building_text
from muster.scenario.check import Severity
from muster.scenario.check.checks import check
from muster.scenario.plan import plan_svg


def bring_in(sources: Sequence[Path], out: Path | None, plan: Path | None, name: str | None, rise: float) -> None:
    """Write the building that ``sources`` show; Exit when it has errors."""
    target = out or sources[0].with_suffix(".json")
    if target.exists():
        raise ImportFailed(f"{target} is there already; name another file with --out, or move it away")
    imported = near_origin(assemble(_drawing(sources, rise)))
    if name:
        imported = replace(imported, building=replace(imported.building, name=name))
    written(imported, target, plan)


def written(imported: Imported, target: Path, plan: Path | None) -> None:
    """Write a building and tell what was unclear in it; Exit when it has errors."""
    _write(imported, target, plan)
    findings = check(imported.building)
    for finding in findings:
        say(f"{finding.severity.value}: {finding}")
    if any(finding.severity is Severity.ERROR for finding in findings):
        say(f"{target} needs mending by hand before it can be used; see docs/buildings.md")
        raise typer.Exit(NO)


def _drawing(sources: Sequence[Path], rise: float) -> Drawing:
    first, *others = sources
    kinds = {source.suffix.lower() for source in sources}
    if kinds == {".dxf"}:
        from muster.importing.dxf import read_dxf

        return read_dxf(sources, rise)
    if kinds != {".ifc"}:
        odd = next(source for source in sources if source.suffix.lower() not in (".ifc", ".dxf") or len(kinds) > 1)
        raise ImportFailed(
            f"{odd}: is neither an IFC file (.ifc) nor one of several DXF plans (.dxf), nor a trajectory of JuPedSim "
            "(.sqlite); give one of these, or: muster import persona-evolve FOLDER"
        )
    if others:
        raise ImportFailed(f"{others[0]}: an IFC file holds a whole building, so only one is taken; leave it away")
    from muster.importing.ifc import read_ifc

    with counting(f"reading {first.name}", "shapes") as count:
        return read_ifc(first, count)


def _write(imported: Imported, target: Path, plan: Path | None) -> None:
    building = imported.building
    target.write_text(building_text(building), encoding="utf-8")
    for number, note in enumerate(imported.notes, start=1):
        say(f"{number}. {note}")
    exits, storeys = len(building.exits), len(building.storeys)
    say(f"{target}: {len(building.regions)} regions, {len(building.doors)} doors, {storeys} storeys, {exits} exits")
    if plan is not None:
        plan.write_text(plan_svg(building, notes=imported.notes), encoding="utf-8")
        say(f"drawn: {plan}")
