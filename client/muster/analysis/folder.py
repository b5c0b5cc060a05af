"""The folder of an egress study: what lies where, and how it gets there whole.

study.json                       what was asked for
variants/000/scenario.json       the scenario of a combination, whole: the study needs no other file
variants/000/runs/0000.json      what a run showed; its seed is that of the study plus its number
report.html, summary.json, *.csv made of these whenever a study ends; the only files that are written again
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from muster.analysis.errors import StudyBroken, StudyDiffers, StudyTaken
from muster.analysis.sweep import Values, Variant
from muster.jobs.files import put, put_json, unfinished_name
from muster.scenario.codec import from_json, to_json
from muster.scenario.errors import ScenarioError

FORMAT = "muster-egress-study/1"
_BEFORE = ("variants", unfinished_name(Path("study.json")).name)
"""What is in a folder whose study was killed before it had begun."""


@dataclass(frozen=True)
class Spec:
    """What a study is.

    Attributes:
        scenario: its name. seed: of the first run; each further run has the next.
        repeat: runs of each combination, at most that many where ``until_converged``.
        settings: of each combination, one empty for no sweep.
        mind: who plays, as the command line said; empty for the built-in one. version: of muster.
        command: the words that make the study anew. watch: those that run its scenario once; of a sweep none.
    """

    scenario: str
    seed: int
    repeat: int
    until_converged: bool
    settings: tuple[Values, ...]
    version: str
    mind: Mapping[str, Any] = field(default_factory=dict[str, Any])
    command: Sequence[str] = ()
    watch: Sequence[str] = ()

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {"format": FORMAT, **asdict(self), "settings": [dict(each) for each in self.settings]}


class Folder:
    """Reads and writes one study."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def begin(cls, path: Path, spec: Spec, variants: Sequence[Variant], *, resume: bool) -> "Folder":
        """Return the folder of a study that is new, or the same as the one there when ``resume``; else raise."""
        folder = cls(path)
        if folder.is_begun:
            if not resume:
                raise StudyTaken(f"{path} holds a study already; go on with it with --resume, or name another folder")
            folder.require_same(spec, variants)
            folder.write("study.json", spec.to_json())
            return folder
        if path.exists() and (not path.is_dir() or any(each.name not in _BEFORE for each in path.iterdir())):
            raise StudyTaken(f"{path} is there and is no study; name a folder that does not exist yet")
        for number, variant in enumerate(variants):
            folder.run(number, 0).parent.mkdir(parents=True, exist_ok=True)
            put(folder.scenario(number), to_json(variant.scenario))
        folder.write("study.json", spec.to_json())  # last: with it, all is there
        return folder

    @classmethod
    def open(cls, path: Path) -> "Folder":
        """Return the folder of a study there is; StudyBroken when there is none."""
        folder = cls(path)
        if not folder.is_begun:
            raise StudyBroken(f"{path} holds no study; name a folder that `muster study` wrote")
        return folder

    @property
    def is_begun(self) -> bool:
        """Whether a study is there."""
        return (self.path / "study.json").is_file()

    @property
    def spec(self) -> Spec:
        """What the study is."""
        values = self.read(self.path / "study.json")
        try:
            if values.pop("format") != FORMAT:
                raise ValueError(f"it is not of the format {FORMAT}")
            values["settings"] = tuple(values["settings"])
            return Spec(**values)
        except (KeyError, TypeError, ValueError) as error:
            raise StudyBroken(f"{self.path / 'study.json'} cannot be read ({error}); take another copy") from None

    def variants(self) -> tuple[Variant, ...]:
        """Return every combination."""
        return tuple(self._variant(number, settings) for number, settings in enumerate(self.spec.settings))

    def scenario(self, variant: int) -> Path:
        """Return where a combination's scenario lies."""
        return self.path / f"variants/{variant:03d}/scenario.json"

    def run(self, variant: int, number: int) -> Path:
        """Return where a run's figures lie, if it is done."""
        return self.path / f"variants/{variant:03d}/runs/{number:04d}.json"

    def runs(self, variant: int) -> tuple[dict[str, Any], ...]:
        """Return the figures of the runs that are done, from the first to the last before one that is missing."""
        found: list[dict[str, Any]] = []
        while (file := self.run(variant, len(found))).is_file():
            found.append(self.read(file))
        return tuple(found)

    def read(self, file: Path) -> dict[str, Any]:
        """Return the JSON object in a file; StudyBroken when it cannot be read."""
        try:
            values: object = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StudyBroken(f"{file} cannot be read ({error}); take another copy") from None
        if not isinstance(values, dict):
            raise StudyBroken(f"{file} holds no JSON object; take another copy")
        return cast("dict[str, Any]", values)

    def write(self, name: str, values: Mapping[str, object]) -> None:
        """Put a JSON object into a file, whole or not at all."""
        put_json(self.path / name, values)

    def require_same(self, spec: Spec, variants: Sequence[Variant]) -> None:
        """Raise StudyDiffers unless ``spec`` is what was begun; the number of runs may be another."""
        begun = self.spec
        for what in ("scenario", "seed", "settings", "mind", "version"):
            ours, theirs = getattr(begun, what), getattr(spec, what)
            if ours != theirs:
                raise StudyDiffers(
                    f"{self.path} was begun with the {what} {ours!r}, and this asks for {theirs!r}; "
                    "ask for the same, or name another folder"
                )
        for number, variant in enumerate(variants):
            if to_json(variant.scenario) != self.scenario(number).read_text(encoding="utf-8"):
                raise StudyDiffers(
                    f"the scenario, its building or its people have changed since {self.path} was begun; "
                    "name another folder"
                )

    def _variant(self, number: int, settings: Values) -> Variant:
        file = self.scenario(number)
        try:
            return Variant(settings, from_json(file.read_text(encoding="utf-8")))
        except (OSError, ScenarioError) as error:
            raise StudyBroken(f"{file} cannot be read ({error}); take another copy") from None
