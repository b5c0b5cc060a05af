"""The part of JSON Schema that we ask models for: does a value satisfy it, and what is the least that does?

Engines turn a schema into a grammar, but ignore parts of it silently, and servers that know no schemas exist: so every
reply is checked again, for its structure. Strings that are too long or do not match, and numbers out of range, are left
to whoever reads the fields: one bad field need not spoil the others.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import cast

Schema = Mapping[str, object]

_TYPES: dict[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
_CANDIDATES = ("", "a", "A", "ab", "Abc", "0", "a b")


def problem(value: object, schema: Schema, where: str = "the reply") -> str:
    """Return what is wrong with ``value``, empty for nothing.

    Knows type, enum, const, anyOf, properties, required and items; whatever else a schema says is not checked.
    """
    checks = (_wrong_choice, _wrong_type, _wrong_text, _wrong_array, _wrong_object)
    return next((wrong for check in checks if (wrong := check(value, schema, where))), "")


def smallest(schema: Schema) -> object:
    """Return the least value that satisfies ``schema``: first of each enum, shortest strings, required fields only.

    Raises:
        ValueError: a pattern that none of our few candidates matches.
    """
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return _list(schema["enum"])[0]
    if "anyOf" in schema:
        return smallest(_schemas(schema["anyOf"])[0])
    kind = schema.get("type", "object")
    match kind:
        case "object":
            properties = _properties(schema)
            return {name: smallest(properties[name]) for name in _list(schema.get("required", []))}
        case "array":
            return [smallest(_schema(schema.get("items", {})))] * _int(schema, "minItems", 0)
        case "string":
            return _shortest(schema)
        case "integer" | "number":
            return max(_number(schema, "minimum", 0), min(0, _number(schema, "maximum", 0)))
        case _:
            return False if kind == "boolean" else None


def _wrong_choice(value: object, schema: Schema, where: str) -> str:
    if "const" in schema and value != schema["const"]:
        return f"{where} is not {schema['const']!r}"
    if "enum" in schema and value not in _list(schema["enum"]):
        return f"{where} is none of {schema['enum']}"
    if "anyOf" in schema and all(problem(value, each, where) for each in _schemas(schema["anyOf"])):
        return f"{where} is none of the kinds allowed"
    return ""


def _wrong_type(value: object, schema: Schema, where: str) -> str:
    kinds = schema.get("type", ())
    names = [kinds] if isinstance(kinds, str) else cast("Sequence[str]", kinds)
    fits = not names or any(_TYPES[name](value) for name in names)
    return "" if fits else f"{where} is no {' or '.join(names)}"


def _wrong_text(value: object, schema: Schema, where: str) -> str:
    return "" if not isinstance(value, str) or _is_encodable(value) else f"{where} is no UTF-8"


def _wrong_array(value: object, schema: Schema, where: str) -> str:
    if not isinstance(value, list):
        return ""
    each = _schema(schema.get("items", {}))
    return next(
        (wrong for item in cast("list[object]", value) if (wrong := problem(item, each, f"an item of {where}"))), ""
    )


def _wrong_object(value: object, schema: Schema, where: str) -> str:
    if not isinstance(value, dict):
        return ""
    fields = cast("dict[str, object]", value)
    properties = _properties(schema)
    for name in _list(schema.get("required", [])):
        if name not in fields:
            return f"{where} has no {name}"
    known = ((name, fields[name], each) for name, each in properties.items() if name in fields)
    return next((wrong for name, field, each in known if (wrong := problem(field, each, name))), "")


def _shortest(schema: Schema) -> str:
    least, most, pattern = _int(schema, "minLength", 0), schema.get("maxLength"), str(schema.get("pattern", ""))
    for candidate in _CANDIDATES:
        text = candidate.ljust(least, "a")
        if (most is None or len(text) <= _int(schema, "maxLength", 0)) and re.search(pattern, text):
            return text
    raise ValueError(f"no text of ours matches the pattern {pattern!r}; script the reply instead")


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return True


def _properties(schema: Schema) -> Mapping[str, Schema]:
    return cast("Mapping[str, Schema]", schema.get("properties", {}))


def _schema(value: object) -> Schema:
    return cast("Schema", value)


def _schemas(value: object) -> Sequence[Schema]:
    return cast("Sequence[Schema]", value)


def _list(value: object) -> list[str]:
    return cast("list[str]", value)


def _int(schema: Schema, name: str, otherwise: int) -> int:
    return cast("int", schema.get(name, otherwise))


def _number(schema: Schema, name: str, otherwise: float) -> float:
    return cast("float", schema.get(name, otherwise))
