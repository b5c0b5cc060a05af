"""Smoke files: JSON, format ``muster-smoke/1``, with the field names of ``muster.scenario.smoke``."""

import json
from dataclasses import asdict
from pathlib import Path

from muster.scenario.parsing import read
from muster.scenario.place import Place
from muster.scenario.smoke import GivenSmoke
from muster.scenario.source import parse_json, read_text, take_format

FORMAT = "muster-smoke/1"


def read_smoke(path: Path) -> GivenSmoke:
    """Return the smoke of a file, each value sound; its regions may still be dangling. Raises ScenarioError."""
    at = Place(str(path))
    return read(GivenSmoke, take_format(parse_json(read_text(path), at), FORMAT, at), at)


def smoke_text(smoke: GivenSmoke) -> str:
    """Return the text of a file that ``read_smoke`` reads as ``smoke``: one line for each region."""
    regions = ",\n".join(
        f"    {_json({name: each for name, each in asdict(air).items() if each})}" for air in smoke.regions
    )
    head = f'  "format": "{FORMAT}",\n  "source": {_json(smoke.source)},\n  "heat_kw": {_json(smoke.heat_kw)}'
    return f'{{\n{head},\n  "regions": [\n{regions}\n  ]\n}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
