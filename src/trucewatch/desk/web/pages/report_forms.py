"""Forms with the fields of a kind of statements: from the vocabulary's classes to fields, and back to values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from trucewatch import api
from trucewatch.desk.web.pages.report_text import words_at
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.kinds import KIND_ORDER, Content, content_class, plain
from trucewatch.vocabulary.passage import Passage

Form = Literal["text", "number", "words", "lines", "choice", "json"]

PREFIX = "f."
"""Stands before the name of a statement's field, so that it is no other field of the form."""

_OURS = {"evidence", "confidence", "step"}
_LAST = ("unsure", "note")
_FALSE, _TRUE = "false", "true"


@dataclass(frozen=True)
class FormField:
    """One field of a form.

    Attributes:
        name: the field's, of a part of a value "quantity.number".
        form: how it is given: one line, a number, words of the report (one passage a line), several lines, a choice
            of a closed list, or JSON.
        value: what it holds now, "" for nothing.
        choices: the closed list; "" stands in it where it may be left open.
        needed: must it be given?
    """

    name: str
    form: Form
    value: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False


def form_of(kind: str, content: Content | None = None) -> tuple[FormField, ...]:
    """The fields of a kind, filled in with a content's values, else with the values that they have of themselves.

    Raises:
        TrucewatchError: there is no such kind.
    """
    if kind not in KIND_ORDER:
        raise TrucewatchError(f"there are no statements of a kind {kind!r}", expected=f"one of {', '.join(KIND_ORDER)}")
    cls: Any = content_class(kind)
    hints = get_type_hints(cls)
    own = [f for f in fields(cls) if f.name not in _OURS | {cls.SPANS, *_LAST}]
    told = [f for f in own if f.default is MISSING] + [f for f in own if f.default is not MISSING]
    every = told + [f for f in fields(cls) if f.name in _LAST]
    return tuple(made for f in every for made in _fields(f, hints[f.name], _value(f, content)))


def words_of(text: str, content: Content) -> str:
    """The passages of a content as a form shows them, one a line."""
    return "\n".join(" ".join(words_at(text, p.start, p.end).split()) for p in content.passages)


def given_of(kind: str, sent: Mapping[str, str], text: str, content: Content | None = None) -> api.GivenFields:
    """What a person gave with a form.

    Args:
        kind: kind of the statement.
        sent: the form as it was sent.
        text: the report's text.
        content: what is corrected: only what differs from it counts as given; None: a new one.

    Raises:
        TrucewatchError: a place that the report does not have.
    """
    values: dict[str, object] = {}
    for name, (value, is_other) in _values(form_of(kind, content), sent).items():
        if is_other if content is not None else value not in ("", []):
            values[name] = value
    return api.GivenFields(values, _passages(sent, text, content))


def _passages(sent: Mapping[str, str], text: str, content: Content | None) -> tuple[str, ...]:
    """The words that carry it: those between two offsets where these are given, else as they were written."""
    start, end = (sent.get(name, "").strip() for name in ("start", "end"))
    if start or end:
        if not (start.isdecimal() and end.isdecimal()):
            raise TrucewatchError(
                f"a passage from {start!r} to {end!r} was asked for", expected="two numbers, counted in characters"
            )
        return (words_at(text, int(start), int(end)),)
    words = _clean(sent.get("words", ""))
    if content is not None and words.split() == words_of(text, content).split():
        return ()
    return tuple(_lines(words))


def _values(form: tuple[FormField, ...], sent: Mapping[str, str]) -> dict[str, tuple[object, bool]]:
    """What was sent for each field, and whether it differs from what the form held; parts are put together."""
    out: dict[str, tuple[object, bool]] = {}
    for field in form:
        if PREFIX + field.name not in sent:
            continue
        words = _clean(sent[PREFIX + field.name])
        is_other = words.split() != field.value.split()  # a field of one line keeps no line ends
        name, dot, part = field.name.partition(".")
        if not dot:
            out[name] = (_given(field, words), is_other)
            continue
        held, before = out.get(name, ({}, False))
        whole = dict(held) if isinstance(held, dict) else {}
        if words:
            whole[part] = _json(words) if field.form == "number" else words
        out[name] = (whole, is_other or before)
    return {name: ("" if value == {} else value, is_other) for name, (value, is_other) in out.items()}


def _given(field: FormField, words: str) -> object:
    if field.form == "lines":
        return _lines(words)
    if field.form == "words":
        return _lines(words) if words else ""
    return _json(words) if field.form == "json" else words


def _json(words: str) -> object:
    with suppress(ValueError):
        return json.loads(words)
    return words


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.split("\n") if line.strip()]


def _clean(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def _value(field: Field[Any], content: Content | None) -> object:
    if content is not None:
        return getattr(content, field.name)
    if field.default is not MISSING:
        return field.default
    return () if field.default_factory is not MISSING else None


def _fields(field: Field[Any], hint: Any, value: object) -> Iterator[FormField]:
    parts = (hint,) if get_origin(hint) in (Literal, tuple) or not get_args(hint) else get_args(hint)
    may_lack, held = NoneType in parts, [part for part in parts if part is not NoneType]
    needed = field.default is MISSING and field.default_factory is MISSING and not may_lack
    nested = next((part for part in held if is_dataclass(part) and part is not Passage), None)
    if nested is not None:
        hints: Any = get_type_hints(nested)
        for inner in fields(nested):
            of_inner = getattr(value, inner.name) if value is not None else None
            for made in _fields(inner, hints[inner.name] | None, of_inner):
                yield FormField(f"{field.name}.{made.name}", made.form, made.value, made.choices)
        return
    form = _form(held)
    closed = tuple(str(c) for part in held if get_origin(part) is Literal for c in get_args(part))
    choices = closed or ((_FALSE, _TRUE) if form == "choice" else ())
    shown = _shown(form, value)
    opened = ("", *choices) if choices and (may_lack or not shown) else choices
    yield FormField(field.name, form, shown, opened, needed)


def _form(parts: list[Any]) -> Form:
    inner = [part for whole in parts if get_origin(whole) is tuple for part in get_args(whole)]
    if Passage in (*parts, *inner):
        return "words"
    if any(is_dataclass(part) for part in inner):
        return "json"
    if inner:
        return "lines"
    if bool in parts or any(get_origin(part) is Literal for part in parts):
        return "choice"
    return "text" if str in parts else "number"


def _shown(form: Form, value: object) -> str:
    """A value as the form shows it."""
    if value is None or value == ():
        return ""
    if form == "words":
        places = value if isinstance(value, tuple) else (value,)
        return "\n".join(" ".join(place.text.split()) for place in places)
    if form == "lines" and isinstance(value, tuple):
        return "\n".join(map(str, value))
    if form == "json":
        return json.dumps(plain(value), ensure_ascii=False, indent=1)
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    return str(value)
