"""Checking a file of any kind; its format line says which kind it is."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from muster.scenario import benchmark_file, building_file, exercise_file, persona_file, scenario_file
from muster.scenario.check.checks import Subject, check
from muster.scenario.errors import ScenarioError
from muster.scenario.finding import Finding, error
from muster.scenario.place import Place
from muster.scenario.source import read_text


class FileKind(StrEnum):
    """What a file holds."""

    SCENARIO = "scenario"
    BUILDING = "building"
    PERSONAS = "personas"
    BENCHMARK = "benchmark"
    EXERCISE = "exercise"


_READERS: Mapping[FileKind, Callable[[Path], Subject]] = {
    FileKind.SCENARIO: scenario_file.read_scenario,
    FileKind.BUILDING: building_file.read_building,
    FileKind.PERSONAS: persona_file.read_personas,
    FileKind.BENCHMARK: benchmark_file.read_benchmark,
    FileKind.EXERCISE: exercise_file.read_exercise,
}
_FORMAT = re.compile(
    r"""(?m)(?:^\s*format\s*=\s*|[{,]\s*"format"\s*:\s*)["']muster-(scenario|building|personas|benchmark|exercise)/"""
)


def check_file(path: Path) -> tuple[FileKind, list[Finding]]:
    """Return what kind of file ``path`` is and everything found wrong with it.

    Raises ScenarioError only when it cannot be read at all or is none of our kinds.
    """
    kind = _kind(path)
    try:
        return kind, check(_READERS[kind](path))
    except ScenarioError as unreadable:
        return kind, [_finding(problem) for problem in unreadable.problems]


def _kind(path: Path) -> FileKind:
    found = _FORMAT.search(read_text(path))
    if found:
        return FileKind(found[1])
    files = (scenario_file, building_file, persona_file, benchmark_file, exercise_file)
    formats = ", ".join(each.FORMAT for each in files)
    raise Place(str(path)).error("has no muster format line", f"write its format at the top: one of {formats}")


def _finding(problem: str) -> Finding:
    where, _, message = problem.rpartition(": ") if problem.count(": ") == 1 else _split(problem)
    return error(where, message)


def _split(problem: str) -> tuple[str, str, str]:
    file, _, rest = problem.partition(": ")
    key, colon, message = rest.partition(": ")
    return f"{file}: {key}", colon, message
