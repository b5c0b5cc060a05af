"""The least that satisfies a schema satisfies it, and what does not is told by name."""

from typing import Any

import pytest

from muster.server.engines.schema import problem, smallest
from server.engines.asking import SCHEMA

SCHEMAS: list[dict[str, Any]] = [
    dict(SCHEMA),
    {"const": 3},
    {"enum": ["a", "b"]},
    {"anyOf": [{"type": "null"}, {"type": "string"}]},
    {"type": "string", "minLength": 4},
    {"type": "string", "pattern": "^[A-Z][a-z]+$"},
    {"type": "array", "items": {"type": "integer"}, "minItems": 2},
    {"type": "integer", "minimum": 3},
    {"type": "number", "maximum": -1},
    {"type": "boolean"},
    {"type": "null"},
    {"type": "object", "properties": {"a": {"type": "object", "properties": {}}}, "required": ["a"]},
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_the_least_satisfies(schema: dict[str, Any]):
    assert problem(smallest(schema), schema) == ""


def test_a_pattern_beyond_us_is_told():
    with pytest.raises(ValueError, match="script the reply instead"):
        smallest({"type": "string", "pattern": "^xyzzy$"})


@pytest.mark.parametrize(
    "value, schema, wrong",
    [
        ("c", {"enum": ["a", "b"]}, "none of"),
        (2, {"const": 3}, "is not 3"),
        (True, {"type": "integer"}, "no integer"),
        ("1", {"type": ["integer", "null"]}, "no integer or null"),
        ([1, "2"], {"type": "array", "items": {"type": "integer"}}, "an item of the reply is no integer"),
        ({}, {"type": "object", "required": ["a"]}, "has no a"),
        ({"a": {"b": 1}}, {"properties": {"a": {"properties": {"b": {"type": "string"}}}}}, "b is no string"),
        ("\ud800", {"type": "string"}, "no UTF-8"),
        (1, {"anyOf": [{"type": "null"}, {"type": "string"}]}, "none of the kinds"),
    ],
)
def test_what_does_not_satisfy_is_told(value: object, schema: dict[str, Any], wrong: str):
    assert wrong in problem(value, schema)
