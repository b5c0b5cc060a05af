"""The folder of a study: what lies where, and how it gets there whole.

    study.json           the spec
    scenario.json        the scenario with its first population
    plans/000.json       what was changed before an episode, with the texts that were written for it
    episodes/000.json    what it showed; 000.muster is its recording
    evaluation/000.json  what a fresh episode of the last population showed; evaluation.json sums them up
    evaluation-first/    the same of the first population, where that was asked for

A file is written under another name and then put in its place, so that a kill leaves it whole or not there at all.
"""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from muster.jobs.files import put, put_json
from muster.optimizer.errors import StudyDamaged, StudyExists, StudyUnknown
from muster.optimizer.study.spec import Spec
from muster.scenario.codec import from_json, to_json
from muster.scenario.errors import ScenarioError
from muster.scenario.scenario import Scenario

PARTS = ("plans", "episodes")


class Folder:
    """Reads and writes one study."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path, spec: Spec, scenario: Scenario) -> "Folder":
        """Return the folder of a new study; StudyExists when there is one already."""
        if (path / "study.json").exists():
            raise StudyExists(f"{path} holds a study already; go on with it with --resume, or name another folder")
        if path.exists() and not _is_free(path):
            raise StudyExists(f"{path} is there and is no study; name a folder that does not exist yet")
        for part in PARTS:
            (path / part).mkdir(parents=True, exist_ok=True)
        folder = cls(path)
        put(path / "scenario.json", to_json(scenario))
        folder.write("study.json", spec.to_json())
        return folder

    @classmethod
    def open(cls, path: Path) -> "Folder":
        """Return the folder of a study there is; StudyUnknown when there is none."""
        if not cls.is_one(path):
            raise StudyUnknown(f"{path} holds no study; name a folder that `muster optimize` wrote")
        return cls(path)

    @staticmethod
    def is_one(path: Path) -> bool:
        """Return whether a study lies at ``path``."""
        return (path / "study.json").is_file()

    @property
    def spec(self) -> Spec:
        """What the study is."""
        return Spec.from_json(self.read("study.json"), self.path / "study.json")

    @property
    def scenario(self) -> Scenario:
        """The scenario with its first population."""
        file = self.path / "scenario.json"
        try:
            return from_json(file.read_text(encoding="utf-8"))
        except (OSError, ScenarioError) as error:
            raise StudyDamaged(f"{file} cannot be read ({error}); take another copy") from None

    def plan_file(self, episode: int) -> str:
        """Return the name of what was changed before an episode; the one after the last is the final population."""
        return f"plans/{episode:03d}.json"

    def episode_file(self, episode: int) -> str:
        """Return the name of what an episode showed."""
        return f"episodes/{episode:03d}.json"

    def recording(self, episode: int) -> Path:
        """Return where an episode is recorded."""
        return self.path / f"episodes/{episode:03d}.muster"

    def has(self, name: str) -> bool:
        """Return whether a file is there."""
        return (self.path / name).is_file()

    def read(self, name: str) -> dict[str, Any]:
        """Return the JSON object in a file; StudyDamaged when it cannot be read."""
        file = self.path / name
        try:
            values: object = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StudyDamaged(f"{file} cannot be read ({error}); take another copy") from None
        if not isinstance(values, dict):
            raise StudyDamaged(f"{file} holds no JSON object; take another copy")
        return cast("dict[str, Any]", values)

    def write(self, name: str, values: Mapping[str, object]) -> None:
        """Put a JSON object into a file, whole or not at all."""
        put_json(self.path / name, values)


def without_infinities(values: Mapping[str, object]) -> dict[str, object]:
    """Return ``values`` for JSON: numbers that are not finite become null, tuples lists."""
    return {key: _finite(value) for key, value in values.items()}


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return without_infinities(cast("dict[str, object]", value))
    if isinstance(value, list | tuple):
        return [_finite(each) for each in cast("Sequence[object]", value)]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _is_free(path: Path) -> bool:
    """Return whether a folder is empty, or holds only what a study leaves that was killed before there was one."""
    if not path.is_dir():
        return False
    ours = {"scenario.json", ".scenario.json.part", ".study.json.part"}
    return all(
        not any(each.iterdir()) if each.is_dir() and each.name in PARTS else each.name in ours
        for each in path.iterdir()
    )
