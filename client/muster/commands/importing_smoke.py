"""What ``muster import fds`` does: read slices, average them over a building's regions, write a file of smoke."""

from collections.abc import Sequence
from pathlib import Path

from muster.commands.output import say
from muster.importing.errors import ImportFailed
from muster.scenario.building_file import load_building
from muster.scenario.smoke_file import smoke_text

FDS = "fds"


def bring_in_smoke(sources: Sequence[Path], building: str | None, out: Path | None) -> None:
    """Write the smoke of a folder with results of FDS in a building; raises ImportFailed."""
    if len(sources) != 1:
        raise ImportFailed(f"{FDS}: one folder is to follow, not {len(sources)}; give that with the results of one run")
    if building is None:
        raise ImportFailed(f"{FDS}: smoke is averaged over the regions of a building; name it with --building")
    folder = sources[0]
    target = out or folder.resolve().with_suffix(".json")
    if target.exists():
        raise ImportFailed(f"{target} is there already; name another file with --out, or move it away")
    from muster.importing.fds.averaging import bring
    from muster.importing.fds.output import read_output

    brought = bring(read_output(folder), load_building(building))
    target.write_text(smoke_text(brought.smoke), encoding="utf-8")
    for note in brought.notes:
        say(note)
    smoke = brought.smoke
    thickest = max((max(air.extinction) for air in smoke.regions), default=0.0)
    say(
        f"{target}: smoke in {len(smoke.regions)} regions for {smoke.seconds} s, at the thickest {thickest:.2g} 1/m; "
        f'for a scenario\'s [fire]: smoke = "{target.name}"'
    )
