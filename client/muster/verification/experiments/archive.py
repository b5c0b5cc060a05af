"""Which experiments a folder holds, and their rows in the table."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from muster.verification.case import Bench, Case, Finding, Standard
from muster.verification.errors import BadData
from muster.verification.experiments.comparing import TOLERANCE, same_diagram, same_flow
from muster.verification.experiments.hdf5 import read_bottleneck
from muster.verification.experiments.stages import Hall, bottleneck, corridor
from muster.verification.experiments.tracks import Tracks, read_text

OURS = f"{TOLERANCE:.0%}"
UNI, BI, FILE = "uni-directional corridor of 5 m", "bi-directional corridor of 4 m", "single file"
NECK = "bottleneck"

PROFILES = ("default", "laboratory")  # what runs use unless told otherwise, and what was made for experiments

Compare = Callable[[Hall, Tracks], Finding]


def cases(folder: Path) -> tuple[Case, ...]:
    """Return the rows of the experiments that PedPy's repository publishes, for those files that are in a folder.

    Raises:
        BadData: the folder does not exist.
    """
    if not folder.is_dir():
        raise BadData(f"{folder} is no folder; name one that holds experiments, such as PedPy's demo data")
    uni, bi, neck = (sorted(folder.glob(pattern)) for pattern in ("*UNI_CORR_500*.txt", "*bi_corr_400*.txt", "*.h5"))
    return (
        *_rows("uni", UNI, uni, lambda path: (corridor(5.0), read_text(path, unit=1.0))),
        *_rows("bi", BI, bi, lambda path: (corridor(4.0), read_text(path, unit=0.01))),
        *_rows("bottleneck", NECK, neck, _school_bottleneck),
        Case(
            Standard.DATA, "single-file", FILE, "speed at each density as observed", reason="no such file in the folder"
        ),
    )


def _school_bottleneck(path: Path) -> tuple[Hall, Tracks]:
    width, tracks = read_bottleneck(path)
    return bottleneck(width), tracks


def _rows(name: str, title: str, paths: list[Path], load: Callable[[Path], tuple[Hall, Tracks]]) -> list[Case]:
    if not paths:
        return [Case(Standard.DATA, name, title, "as observed", reason="no such file in the folder")]
    return [
        Case(
            Standard.DATA,
            f"{name}-{what}-{profile}",
            f"{title} ({path.stem}), profile `{profile}`",
            criterion,
            partial(_try, path, load, partial(compare, profile=profile)),
            ours=f"{OURS} on average",
        )
        for path in paths
        for profile in PROFILES
        for what, criterion, compare in (
            ("diagram", "speed at each density as observed", same_diagram),
            ("flow", "flow as observed", same_flow),
        )
    ]


def _try(path: Path, load: Callable[[Path], tuple[Hall, Tracks]], compare: Compare, bench: Bench) -> Finding:
    return compare(*load(path))
