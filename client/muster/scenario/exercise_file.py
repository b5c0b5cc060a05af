"""Exercise files: TOML, format ``muster-exercise/1``, with the field names of ``muster.scenario.exercise``."""

from pathlib import Path

from muster.scenario.errors import ScenarioError
from muster.scenario.exercise import Exercise
from muster.scenario.exercise_references import exercise_references
from muster.scenario.finding import Severity
from muster.scenario.library import exists, find, find_scenario
from muster.scenario.parsing import read
from muster.scenario.place import Place, shown
from muster.scenario.references import scenario_references
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import override, read_scenario
from muster.scenario.source import parse_toml, read_text, take_format

FORMAT = "muster-exercise/1"
_WRITTEN = {"roles": "role", "objectives": "objective", "events": "event", "variations": "vary"}


def load_exercise(name_or_path: str) -> Exercise:
    """Return a shipped exercise by name, or one's own by path, ready to be played."""
    path = find_exercise(name_or_path)
    exercise = read_exercise(path)
    found = [*scenario_references(exercise.scenario), *exercise_references(exercise)]
    problems = [f"{path}: {finding}" for finding in found if finding.severity is Severity.ERROR]
    if problems:
        raise ScenarioError(*problems)
    return exercise


def find_exercise(name_or_path: str) -> Path:
    """Return the file of the shipped exercise of that name, or else of that path."""
    return find("exercise", name_or_path, "exercises", ".toml", Path())


def read_exercise(path: Path) -> Exercise:
    """Return the exercise of a file, each value sound; its ids may still be repeated or dangling."""
    return parse_exercise(read_text(path), str(path), beside=path.parent)


def parse_exercise(text: str, file: str, *, beside: Path) -> Exercise:
    """Return the exercise that ``text`` describes; the scenario it names is sought in ``beside``."""
    at = Place(file)
    table = take_format(parse_toml(text, at), FORMAT, at)
    if "scenario" in table:
        table["scenario"] = _scenario(table["scenario"], at.key("scenario"), beside, table.get("duration"))
    return read(Exercise, table, at, written=_WRITTEN)


def _scenario(raw: object, at: Place, beside: Path, duration: object) -> Scenario | ScenarioError:
    """Return the scenario of that name, or what is wrong with it, to be told with all else that is wrong."""
    if not isinstance(raw, str):
        return at.error(f"{shown(raw)} is not text", "write the name or path of a scenario")
    own = beside / raw
    try:
        path = own if raw.endswith(".toml") else find_scenario(raw)
        if not exists(path):
            return at.error(
                f"there is no file {shown(str(path))}", "check the path; it starts from the exercise's folder"
            )
        scenario = read_scenario(path)
    except ScenarioError as error:
        return ScenarioError(*(f"{at}: {problem}" for problem in error.problems))
    if isinstance(duration, int | float) and not isinstance(duration, bool) and duration > 0:
        return override(scenario, duration=duration)
    return scenario
