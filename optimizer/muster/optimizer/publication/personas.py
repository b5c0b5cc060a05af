"""The people behind ``none``, frozen: a baseline made worse after the fact would flatter every method."""

import json
from collections.abc import Mapping
from importlib.resources import files

from muster.scenario.codec import personas_hash
from muster.scenario.scenario_file import load_scenario


def frozen() -> Mapping[str, str]:
    """Return the SHA-256 of each scenario's people as they were frozen, by scenario."""
    text = (files("muster.optimizer.publication") / "personas.json").read_text(encoding="utf-8")
    return json.loads(text)


def changed() -> list[str]:
    """Return the scenarios whose people are no longer those that were frozen."""
    return [name for name, sha256 in frozen().items() if personas_hash(load_scenario(name)) != sha256]
