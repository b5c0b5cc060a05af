"""Writes a page where it is to lie, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from muster.jobs.files import put
from muster.optimizer.errors import StudyExists
from muster.optimizer.report.comparison_page import comparison_page
from muster.optimizer.report.page import study_page
from muster.optimizer.report.reading import read_study
from muster.optimizer.study.comparing import compare_studies
from muster.optimizer.study.folder import Folder

NAME = "report.html"
"""Within the folder of a study; the only file that is overwritten, for it is made of what lies beside it."""
SEVERAL = "comparison.html"


def write_report(studies: Sequence[Path], out: Path | None = None) -> Path:
    """Write the page about one study, or the one that compares several; return where it lies.

    Raises:
        StudyError: a study cannot be read, or the studies cannot be compared.
        StudyExists: ``out`` is there already.
    """
    own = studies[0] / NAME if len(studies) == 1 else None
    path = out or own or Path(SEVERAL)
    if path != own and path.exists():
        raise StudyExists(f"{path} is there already and is not overwritten; name another file with --out")
    put(path, _page(studies), errors="replace")  # texts of models may hold half of a pair of surrogates
    return path


def _page(studies: Sequence[Path]) -> str:
    if len(studies) == 1:
        return study_page(read_study(studies[0]))
    comparison = compare_studies([Folder.open(path) for path in studies])
    return comparison_page(comparison, [read_study(path) for path in studies])
