"""Replies in JSON: the schemas that engines hold a model to, and what is made of replies, whatever they are."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import cast

# Letters that any tokenizer can spell: with free strings, weak models break off amid a character (measured). An engine
# may hold a model to such a pattern, and ignore others.
_PLAIN = "[a-zA-Z0-9 ,.'!?-]"
MOST = {"utterance": 160, "thought": 120, "mood": 24, "memory": 140, "summary": 240}  # characters
VOLUMES = ("silent", "whisper", "talk", "shout")
HUSHED = ("silent", "whisper")
GAITS = ("walk", "run", "crouch", "crawl")

_PAIR = re.compile(r'"([a-z]+)"\s*:\s*"([^"\\]*)"')


def words_schema(volumes: Sequence[str], memory: str = "memory") -> dict[str, object]:
    """Return the schema of words; ``memory`` may be bounded as a ``summary``."""
    return _object(
        utterance=_text("utterance"),
        volume=_one_of(volumes),
        thought=_text("thought"),
        mood=_text("mood"),
        memory=_text(memory),
    )


def decision_schema(labels: Sequence[str], volumes: Sequence[str]) -> dict[str, object]:
    """Return the schema of the single full reply: a decision and all that goes with it."""
    return _object(
        thought=_text("thought"),
        volume=_one_of(volumes),
        utterance=_text("utterance"),
        gait=_one_of(GAITS),
        option=_one_of(labels),
        mood=_text("mood"),
        memory=_text("memory"),
    )


def read(text: str, schema: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a reply that satisfy a schema of ours, and the names of those that do not.

    A reply that was cut off still gives the fields that came whole.
    """
    given, fields = _parse(text), cast("Mapping[str, Mapping[str, object]]", schema["properties"])
    valid = {
        name: value.strip() for name, field in fields.items() if (value := _valid(given.get(name), field)) is not None
    }
    return valid, [name for name in fields if name not in valid]


def _parse(text: str) -> Mapping[object, object]:
    try:
        whole: object = json.loads(text)
    except (ValueError, RecursionError):
        return dict(_PAIR.findall(text))
    return cast("dict[object, object]", whole) if isinstance(whole, dict) else {}


def _valid(value: object, field: Mapping[str, object]) -> str | None:
    if not isinstance(value, str):
        return None
    if "enum" in field:
        return value if value in cast("Sequence[str]", field["enum"]) else None
    return value if re.fullmatch(str(field["pattern"])[1:-1], value) else None


def _object(**fields: Mapping[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _text(name: str) -> dict[str, object]:
    return {"type": "string", "pattern": f"^{_PLAIN}{{0,{MOST[name]}}}$"}


def _one_of(values: Sequence[str]) -> dict[str, object]:
    return {"type": "string", "enum": list(values)}
