"""Which formats there are, and how a file comes to be whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from muster.recording.errors import RecordingExists, RecordingUnwritable
from muster.recording.exporters import csv, geojson, jupedsim, parquet
from muster.recording.exporters.audience import Audience, Nobody
from muster.recording.reader import Recording

Write = Callable[[Recording, Mapping[str, Path], Audience], None]


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        parts: what goes between stem and suffix of each file written; "" is the main one.
        write: writes every part to the path it is given.
    """

    suffix: str
    parts: tuple[str, ...]
    write: Write


FORMATS: Mapping[str, Format] = {
    "csv": Format(".csv", csv.PARTS, csv.write),
    "parquet": Format(".parquet", parquet.PARTS, parquet.write),
    "geojson": Format(".geojson", geojson.PARTS, geojson.write),
    "jupedsim": Format(".sqlite", ("",), jupedsim.write),
}
"""Those that need nothing but the recording; ``muster.render.page`` has another."""


def export(recording: Recording, to: str, out: Path | None = None) -> tuple[Path, ...]:
    """Write ``recording`` in one of ``FORMATS`` and return the files made."""
    return export_as(recording, FORMATS[to], out)


def export_as(
    recording: Recording, form: Format, out: Path | None = None, audience: Audience | None = None
) -> tuple[Path, ...]:
    """Write ``recording`` as ``form`` and return the files made; all of them appear at the end or none does."""
    main = out or recording.path.with_suffix(form.suffix)
    paths = {part: main.with_name(f"{main.stem}{part}{main.suffix}") for part in form.parts}
    for path in paths.values():
        if path.exists():
            raise RecordingExists(f"{path} is there already and is not overwritten; name another file")
    unfinished = {part: path.with_name(f".{path.name}.part") for part, path in paths.items()}
    try:
        form.write(recording, unfinished, audience or Nobody())
        for part, path in paths.items():
            unfinished[part].replace(path)
    except OSError as error:
        raise RecordingUnwritable(
            f"{main} cannot be written ({error.strerror or error}); make room or name a file elsewhere"
        ) from None
    finally:
        for path in unfinished.values():
            path.unlink(missing_ok=True)
    return tuple(paths.values())
