from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from terms_case import PROPERTY, TRUCE, terms
from trucewatch.agreements.library import slugs, terms_path
from trucewatch.agreements.load import TermsFileError, terms_from
from trucewatch.agreements.schema import terms_schema
from trucewatch.agreements.terms import Terms
from trucewatch.agreements.write import plain, write

SCHEMA = terms_schema()
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, float),
}  # fmt: skip


def faults(value: object, schema: dict[str, Any], at: str = "$") -> Iterator[str]:
    """What about a value does not fit a schema that uses the keywords of ours.

    Raises:
        KeyError: the schema uses another keyword.
    """
    if "$ref" in schema:
        held: Any = SCHEMA["$defs"]
        yield from faults(value, held[schema["$ref"].removeprefix("#/$defs/")], at)
        return
    for keyword, asked in schema.items():
        if keyword == "anyOf":
            if all(any(faults(value, each, at)) for each in asked):
                yield f"{at}: fits none of {len(asked)}"
        elif not CHECKS[keyword](value, asked):
            yield f"{at}: {keyword} {asked!r}, not {value!r}"
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        for name, part in value.items():
            if name not in known and others is False:
                yield f"{at}: no key {name}"
            else:
                yield from faults(part, known.get(name, others), f"{at}.{name}")
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from faults(part, schema.get("items", {}), f"{at}[{number}]")


def _is_type(value: object, asked: str | list[str]) -> bool:
    names = [asked] if isinstance(asked, str) else asked
    return any(isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names)


CHECKS: dict[str, Any] = {
    **dict.fromkeys(("$schema", "$defs", "title", "description", "properties", "items", "additionalProperties"),
                    lambda *_: True),
    "type": _is_type,
    "enum": lambda value, asked: value in asked,
    "const": lambda value, asked: value == asked,
    "required": lambda value, asked: not isinstance(value, dict) or all(name in value for name in asked),
    "pattern": lambda value, asked: not isinstance(value, str) or re.search(asked, value) is not None,
    "propertyNames": lambda value, asked: not isinstance(value, dict)
    or all(re.search(asked["pattern"], name) for name in value),
    "minLength": lambda value, asked: not isinstance(value, str) or len(value) >= asked,
    "minimum": lambda value, asked: not isinstance(value, int | float) or value >= asked,
}  # fmt: skip


def as_an_editor_reads(text: str) -> object:
    """The values of a file as YAML 1.2 has them: numbers, true, false and null, and all else words."""
    return _value(yaml.compose(text, Loader=yaml.SafeLoader))


def _value(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(each) for key, each in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.style is None:
        if node.value.lower() in ("", "~", "null", "true", "false"):
            return {"true": True, "false": False}.get(node.value.lower())
        if re.fullmatch(r"-?\d+(\.\d+)?", node.value):
            return float(node.value) if "." in node.value else int(node.value)
    return node.value


@pytest.mark.parametrize("slug", slugs())
def test_the_library_fits_the_schema(slug: str) -> None:
    assert list(faults(as_an_editor_reads(terms_path(slug).read_text("utf-8")), SCHEMA)) == []


@PROPERTY
@given(terms())
def test_what_is_written_fits_the_schema(some: Terms) -> None:
    assert list(faults(as_an_editor_reads(write(some)), SCHEMA)) == []
    assert list(faults(json.loads(json.dumps(plain(some, full=True))), SCHEMA)) == []


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ("terms: 1", "terms: 2"),
        ("id: ansel-2031", "id: ansel.2031"),
        ("title: Truce of Ansel", "title: [Truce]"),
        ("title: Truce of Ansel", "titel: Truce"),
        ("\non: 2031-04-02", "\non: 2 April"),
        ("roles: party}", "roles: partty}"),
        ("bound: false", "bound: nay"),
        ("signed: 2031-03-30", "signed: phase-1.begin"),
        ("{ordinal: 1, starts", "{ordinal: 1.5, starts"),
        ("starts: entry_into_force, lasts: P42D", "starts: entry_into_force, lasts: 42 days"),
        ("starts: entry_into_force, lasts: P42D", "starts: entry_into_force, lasts: PT"),
        ("owed: {number: 33, unit: captives}", "owed: {number: 33}"),
        ("duty: recurring", "duty: recuring"),
        ("times: 1}", "times: 0}"),
        ("  committee: {name", "  the committee: {name"),
        ("{phase-1.lasts: P4M}", "P4M"),
    ],
)
def test_what_the_schema_refuses_the_loader_refuses_too(found: str, instead: str) -> None:
    assert TRUCE.count(found) == 1
    text = TRUCE.replace(found, instead)
    assert list(faults(as_an_editor_reads(text), SCHEMA))
    with pytest.raises(TermsFileError):
        terms_from(text, "truce.yaml")


WORDS = re.compile(r"(?<=[:,{\[ ])[A-Za-z0-9][\w.:/+-]*(?=[,}\]\n])")


@settings(PROPERTY, max_examples=50)
@given(
    st.sampled_from([match.span() for match in WORDS.finditer(TRUCE)]),
    st.sampled_from(
        ["null", "[]", "{}", "12", "2031-05-01", "north", "P3D", "true", '"a b"', "phase-1.end", "[S1, S2]"],
    ),
)
def test_the_schema_refuses_nothing_that_can_be_read(span: tuple[int, int], instead: str) -> None:
    text = TRUCE[: span[0]] + instead + TRUCE[span[1] :]
    try:
        terms_from(text, "truce.yaml")
    except TermsFileError:
        return
    assert list(faults(as_an_editor_reads(text), SCHEMA)) == []


def test_the_schema_tells_editors_what_a_key_means() -> None:
    held: Any = SCHEMA
    assert held["$schema"].endswith("2020-12/schema")
    assert held["required"] == ["terms", "id", "title", "on", "zone"]
    assert held["$defs"]["TermsObligation"]["properties"]["bearer"]["description"] == "who must do it"
    assert held["$defs"]["TermsObligation"]["required"] == ["duty", "action", "object"]
