"""The content of one statement of a case, made of the words that the file has for its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from trucewatch.agreements.load_values import PlacedMistake
from trucewatch.registers.yaml_file import nearest
from trucewatch.vocabulary.content import Content
from trucewatch.vocabulary.kinds import content_class
from trucewatch.vocabulary.passage import Passage

KINDS = (
    "agreement", "other_agreements", "proposals", "obligations", "positions", "talks", "figures", "violations",
)  # fmt: skip
"""The kinds of statements that a case may hold; who is quoted is told by the key `by`."""
_NOT_WRITTEN = frozenset({"evidence", "confidence", "step"})


def content_from(
    kind: str, given: Mapping[str, Any], passage: Passage
) -> tuple[Content | None, tuple[PlacedMistake, ...]]:
    """The content of a statement, None where it has mistakes; and the mistakes, by their places in the statement.

    Args:
        kind: one of `KINDS`.
        given: the fields of that kind by name, as words, lists and mappings; left out: None, or their default.
        passage: the words that carry it, which also stand for the words of claims that have none of their own.
    """
    cls = content_class(kind)
    known = [each.name for each in fields(cls) if each.name not in _NOT_WRITTEN]
    expected = f"a field of {kind}: " + ", ".join(known)
    mistakes = [
        PlacedMistake((key,), f"the key `{key}`", expected, nearest(key, known)) for key in given if key not in known
    ]
    values = {key: value for key, value in given.items() if key in known}
    for each in fields(cls):
        if each.default is MISSING and each.name not in values and "None" in str(each.type):
            values[each.name] = None
    if isinstance(values.get("phases"), list):
        values["phases"] = [_with_words(phase, passage) for phase in values["phases"]]
    try:
        content = _adapter(kind).validate_python({**values, "evidence": (passage,)})
    except ValidationError as error:
        return None, (*mistakes, *(_mistake(detail) for detail in error.errors(include_url=False)))
    return (None if mistakes else content), tuple(mistakes)


def _mistake(detail: ErrorDetails) -> PlacedMistake:
    place, key = detail["loc"], detail["loc"][-1]
    if detail["type"] == "missing":
        return PlacedMistake(place, f"no `{key}`", f"`{key}` with a value")
    return PlacedMistake(place, f"`{key}: {detail['input']}`", detail["msg"].removeprefix("Input should be "))


@lru_cache
def _adapter(kind: str) -> TypeAdapter[Content]:
    return TypeAdapter(content_class(kind))


def _with_words(phase: object, passage: Passage) -> object:
    """A phase with the passage as its evidence, and as the words of its claims."""
    if not isinstance(phase, dict):
        return phase
    claims = [
        {"words": passage.text, "evidence": (passage,), **claim} if isinstance(claim, dict) else claim
        for claim in phase.get("claims") or ()
    ]
    return {**phase, "claims": claims, "evidence": (passage,)}
