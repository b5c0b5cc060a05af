"""Writes a page where it is to lie, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from muster.optimizer.errors import StudyExists
from muster.optimizer.report.page import study_page
from muster.optimizer.report.reading import read_study

NAME = "report.html"
"""Within the folder of a study; the only file that is overwritten, for it is made of what lies beside it."""
SEVERAL = "comparison.html"


def write_report(studies: Sequence[Path], out: Path | None = None) -> Path:
    """Write the page about one study, or the one that compares several; return where it lies.

    Raises:
        StudyError: a study cannot be read, or the studies cannot be compared.
        StudyExists: ``out`` is there already.
    """
    path = out or (studies[0] / NAME if len(studies) == 1 else Path(SEVERAL))
    if path.exists() and path != studies[0] / NAME:
        raise StudyExists(f"{path} is there already and is not overwritten; name another file with --out")
    _put(path, study_page(read_study(studies[0])))
    return path


def _put(path: Path, page: str) -> None:
    unfinished = path.with_name(f".{path.name}.part")
    # Texts of models may hold what UTF-8 cannot: half of a pair of surrogates.
    unfinished.write_text(page, encoding="utf-8", errors="replace")
    unfinished.replace(path)
