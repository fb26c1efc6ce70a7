"""Checks a value against a JSON Schema: the keywords that our schemas use, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, float),
}  # fmt: skip
_SAID = {"$schema", "$defs", "title", "description"}


def faults(value: object, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "$") -> Iterator[str]:
    """What about a value does not fit a schema.

    Raises:
        AssertionError: the schema uses a keyword that is not known here.
    """
    root = root or schema
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    for keyword, asked in schema.items():
        if keyword in _SAID:
            continue
        if not _CHECKS[keyword](value, asked):
            yield f"{at}: {keyword} {asked!r} does not hold of {value!r}"
    if isinstance(value, dict):
        known = schema.get("properties", {})
        if schema.get("additionalProperties") is False:
            yield from (f"{at}.{name}: not known" for name in value if name not in known)
        for name, part in value.items():
            yield from faults(part, known.get(name, {}), root, f"{at}.{name}")
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from faults(part, schema.get("items", {}), root, f"{at}[{number}]")


def _is_type(value: object, asked: str | list[str]) -> bool:
    names = [asked] if isinstance(asked, str) else asked
    return any(isinstance(value, _TYPES[n]) and (n == "boolean" or not isinstance(value, bool)) for n in names)


_CHECKS: dict[str, Any] = {
    "type": _is_type,
    "enum": lambda value, asked: value in asked,
    "const": lambda value, asked: value == asked,
    "required": lambda value, asked: all(name in value for name in asked),
    "properties": lambda *_: True,
    "additionalProperties": lambda *_: True,
    "items": lambda *_: True,
    "pattern": lambda value, asked: value is None or re.search(asked, value) is not None,
    "minLength": lambda value, asked: len(value) >= asked,
    "minItems": lambda value, asked: len(value) >= asked,
    "maxItems": lambda value, asked: len(value) <= asked,
    "uniqueItems": lambda value, asked: not asked or len({repr(v) for v in value}) == len(value),
    "minimum": lambda value, asked: value >= asked,
    "maximum": lambda value, asked: value <= asked,
}
