"""What ``muster check`` does: findings on stdout, and a plan where one is asked for."""

from pathlib import Path

import typer

from muster.commands.boundary import NO
from muster.commands.output import note, say
from muster.scenario.building import Building
from muster.scenario.building_file import read_building
from muster.scenario.check import FileKind, Finding, Severity, check_file
from muster.scenario.errors import ScenarioError
from muster.scenario.exercise_file import read_exercise
from muster.scenario.library import assets_dir, exists, find_scenario
from muster.scenario.plan import plan_svg
from muster.scenario.references import building_references
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import read_scenario


def report(name_or_path: str, plan: Path | None) -> None:
    """Print the findings on a file and draw its plan; Exit when there are errors among them."""
    path = Path(name_or_path) if exists(Path(name_or_path)) else _shipped(name_or_path)
    kind, findings = check_file(path)
    if plan is not None:
        _require_drawable(path, kind)
    for finding in findings:
        say(f"{finding.severity.value}: {finding}")
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    say(f"{path}: {kind.value}, {_verdict(findings, errors)}")
    if plan is not None:
        _draw(path, kind, plan)
    if errors:
        raise typer.Exit(NO)


def _shipped(name: str) -> Path:
    """Return the file of the shipped exercise of that name, or else of the scenario."""
    path = assets_dir() / "exercises" / f"{name}.toml"
    return path if exists(path) else find_scenario(name)


def _verdict(findings: list[Finding], errors: int) -> str:
    if not findings:
        return "nothing found wrong"
    return f"{_count(errors, 'error')}, {_count(len(findings) - errors, 'warning')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _require_drawable(path: Path, kind: FileKind) -> None:
    if kind is FileKind.PERSONAS:
        raise ScenarioError(f"{path} holds personas, which have no plan; leave --plan away or name a building")


def _draw(path: Path, kind: FileKind, plan: Path) -> None:
    try:
        building, scenario = _drawn(path, kind)
    except ScenarioError:  # told above, as findings
        note(f"{plan} is not drawn: the file cannot be used as it is")
        return
    if building_references(building):
        note(f"{plan} is not drawn: mend the ids first")
        return
    plan.write_text(plan_svg(building, scenario), encoding="utf-8")
    say(f"drawn: {plan}")


def _drawn(path: Path, kind: FileKind) -> tuple[Building, Scenario | None]:
    """Return the building to draw, and the scenario played in it if there is one; raises ScenarioError."""
    if kind is FileKind.BUILDING:
        return read_building(path), None
    scenario = read_exercise(path).scenario if kind is FileKind.EXERCISE else read_scenario(path)
    return scenario.building, scenario
