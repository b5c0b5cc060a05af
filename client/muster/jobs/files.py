"""Files that a kill or a power cut leaves whole, or as they were, or not there at all."""

import json
import os
from collections.abc import Mapping
from pathlib import Path


def put(file: Path, text: str, *, errors: str = "backslashreplace") -> None:
    """Write ``text`` under another name, sync it, and put it in the place of ``file``.

    ``errors`` is what becomes of half a surrogate pair, which a model may write and no UTF-8 holds; by default an
    escape that JSON reads like any other.
    """
    unfinished = unfinished_name(file)
    with unfinished.open("w", encoding="utf-8", errors=errors, newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(file)


def put_json(file: Path, values: Mapping[str, object]) -> None:
    """Write a JSON object, whole or not at all; ValueError for numbers that JSON does not know."""
    put(file, json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False))


def unfinished_name(file: Path) -> Path:
    """Return the name under which ``put`` writes ``file``; whoever was killed while writing leaves it behind."""
    return file.with_name(f".{file.name}.part")
