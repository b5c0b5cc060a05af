"""Names of recordings: asked for or not, one seed or many."""

from collections.abc import Sequence
from pathlib import Path

from muster.recording.errors import RecordingExists
from muster.recording.paths import default_path


def path_for(out: Path | None, scenario: str, seed: int, *, numbered: bool = False) -> Path:
    """Return where a run is recorded; of several runs, ``numbered``, each name of ``out`` gets its seed."""
    if out is None:
        return default_path(scenario, seed)
    return out.with_name(f"{out.stem}-{seed}{out.suffix}") if numbered else out


def check_free(out: Path | None, seeds: Sequence[int]) -> None:
    """Raise RecordingExists before the first run when a later one would have nowhere to go."""
    if out is None:
        return
    numbered = len(seeds) > 1
    taken = [path for seed in seeds if (path := path_for(out, "", seed, numbered=numbered)).exists()]
    if taken:
        raise RecordingExists(f"{taken[0]} is there already and is not overwritten; name another file with --out")
