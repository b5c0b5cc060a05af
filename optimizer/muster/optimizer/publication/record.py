"""All figures behind the document in one file beside it: it can be made again, and checked, without any run."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from muster.optimizer.errors import StudyDamaged
from muster.optimizer.publication.design import Sizes, Unit, units
from muster.optimizer.publication.personas import changed
from muster.optimizer.publication.provenance import FILE
from muster.optimizer.publication.reading import Reading, read
from muster.optimizer.study.folder import Folder

FORMAT = "muster-alignment/1"


@dataclass(frozen=True)
class Record:
    """What was to be run, with what it was run, and what has come of it so far.

    Attributes:
        changed: scenarios whose people were no longer the frozen ones.
    """

    sizes: Sizes
    provenance: Mapping[str, Any]
    changed: tuple[str, ...]
    readings: tuple[Reading, ...]

    @property
    def is_self_test(self) -> bool:
        """Whether no language model had a part in it."""
        return self.provenance["mind"] == {"mind": "builtin"} and self.provenance["writer"]["name"] == "builtin"

    @property
    def planned(self) -> Sequence[Unit]:
        """All studies that were to be run."""
        return units(self.sizes)

    @property
    def populations(self) -> int:
        """How many were to be evaluated."""
        return sum(len(unit.fresh) for unit in self.planned)


def made(path: Path, sizes: Sizes) -> Record:
    """Return the record of what lies below ``path``."""
    return Record(sizes, Folder(path).read(FILE), tuple(changed()), tuple(read(path, units(sizes))))


def save(record: Record, file: Path) -> None:
    """Write a record, one reading a line."""
    head = {
        "format": FORMAT,
        "sizes": asdict(record.sizes),
        "provenance": record.provenance,
        "changed": record.changed,
    }
    lines = ",\n".join(json.dumps(each.to_json(), separators=(",", ":")) for each in record.readings)
    file.write_text(f'{json.dumps(head, indent=1)[:-2]},\n "readings": [\n{lines}\n]}}\n', encoding="utf-8")


def load(file: Path) -> Record:
    """Return what ``save`` wrote; raises StudyDamaged."""
    try:
        values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise ValueError(f"its format is {values['format']!r}, not {FORMAT!r}")
        sizes: dict[str, Any] = values["sizes"]
        sizes |= {name: tuple(sizes[name]) for name in ("after", "methods", "targets")}
        readings = tuple(Reading.from_json(each) for each in values["readings"])
        return Record(Sizes(**sizes), values["provenance"], tuple(values["changed"]), readings)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudyDamaged(f"{file} cannot be read ({error}); make it again with: make alignment") from None
