"""Terms as the text of a file: the shortest way of writing each value, the keys in the order of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

import yaml
from yaml.resolver import Resolver

from trucewatch.agreements.form import terms_form
from trucewatch.agreements.form_paths import path_of
from trucewatch.agreements.form_shapes import (
    DAY_PATTERN,
    HOUR_PATTERN,
    VERSION,
    Changes,
    Record,
    Section,
    Several,
    Shape,
    TermsFileError,
    Version,
)
from trucewatch.agreements.terms import Terms
from trucewatch.errors import TrucewatchError
from trucewatch.registers.yaml_file import Place, yaml_values

_WIDTH = 110  # columns up to which a value stays on one line
_BARE_MARKS = " _./%()+'’–-:"
_STRING = "tag:yaml.org,2002:str"
_BARE = re.compile(rf"{DAY_PATTERN}|{HOUR_PATTERN}")  # YAML has a type of its own for these; we read words
_READ_OTHERWISE = {"null", "true", "false"}
_NAMED_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def plain(terms: Terms, *, full: bool = False) -> dict[str, object]:
    """Terms as plain values: words, numbers, true and false, lists, mappings.

    Args:
        terms: any.
        full: every list as a list and every mapping as a mapping, also where one value would do.
    """
    made = plain_value(terms_form(), terms, full=full)
    return made if isinstance(made, dict) else {}


def plain_value(shape: Shape, value: object, *, full: bool = False) -> object:
    """A value of some shape as plain values."""
    if isinstance(shape, Several) and isinstance(value, tuple):
        items = [plain_value(shape.of, each, full=full) for each in value]
        return items[0] if len(items) == 1 and not full else items
    if isinstance(shape, Section) and isinstance(value, tuple):
        return {id_of(each): _plain_record(shape.of, each, full) for each in value}
    if isinstance(shape, Record):
        made = _plain_record(shape, value, full)
        return made if full else _shortest(shape, made)
    if isinstance(shape, Changes) and isinstance(value, tuple):
        return {each.path: yaml_values(each.value, each.path, TermsFileError).data for each in value}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat() if isinstance(value, date) else value


def id_of(one: object) -> str:
    """The id of a part of the terms, which a source calls its key."""
    return str(getattr(one, "id", None) or getattr(one, "key", ""))


def text_of(value: object) -> str:
    """A plain value as the file has it, on one line; "null" for None."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(str(key))}: {text_of(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(text_of(each) for each in value) + "]"
    return _scalar(value)


def write(terms: Terms, comments: Mapping[str, Sequence[str]] | None = None) -> str:
    """Terms as the text of a file; what the loader makes of it equals them.

    Args:
        terms: any that the loader would accept.
        comments: path -> lines to stand above it ("phase-1.lasts", "obligations.aid", "obligations", "" for the head
            of the file). One on a field that has no value stands where the field would.

    Raises:
        TrucewatchError: a comment is on a path that names nothing in these terms.
    """
    writing = _Writing(comments or {})
    text = "\n".join(writing.lines(plain(terms))) + "\n"
    lost = sorted(set(writing.comments) - writing.told)
    if lost:
        raise TrucewatchError(f"comments on {', '.join(lost)}, which the terms of {terms.id} do not have")
    return text


def _plain_record(shape: Record, value: object, full: bool) -> dict[str, object]:
    held = dict(vars(value))
    for attribute, _, _ in shape.nested:
        held |= vars(held[attribute])
    made: dict[str, object] = {}
    for one in shape.fields:
        if isinstance(one.shape, Version):
            made[one.key] = VERSION
        elif held[one.attribute] != shape.default(one):
            made[one.key] = plain_value(one.shape, held[one.attribute], full=full)
    return made


def _shortest(shape: Record, made: dict[str, object]) -> object:
    """A mapping, or the one value in it that stands for it."""
    return next(iter(made.values())) if len(made) == 1 and next(iter(made)) in shape.short else made


@dataclass(frozen=True)
class _Writing:
    comments: Mapping[str, Sequence[str]]
    told: set[str] = field(default_factory=set)

    def lines(self, data: Mapping[str, object]) -> Iterator[str]:
        yield from self._comment("", 0)
        for one in terms_form().fields:
            yield from self._comment(one.key, 0)
            value = data.get(one.key)
            if isinstance(one.shape, Section) and isinstance(value, dict):
                yield f"{one.key}:"
                for id_, each in value.items():
                    yield from self._comment(f"{one.key}.{id_}", 2)
                    yield from self._record(one.shape.of, each, (one.key, id_))
            elif isinstance(one.shape, Record):
                yield from self._record(one.shape, value, (one.key,))
            elif value is not None:
                yield from _block(one.key, value, 0)

    def _record(self, shape: Record, value: object, place: Place) -> Iterator[str]:
        """A mapping below its id: on one line where it fits and nothing in it has a comment."""
        indent, key, held = 2 * len(place) - 2, str(place[-1]), value if isinstance(value, dict) else {}
        if not any(path_of((*place, one.key)) in self.comments for one in shape.fields):
            if value is not None:
                yield from _block(key, _shortest(shape, held), indent)
            return
        yield f"{' ' * indent}{_key(key)}:"
        for one in shape.fields:
            yield from self._comment(path_of((*place, one.key)), indent + 2)
            if one.key in held:
                yield from _block(one.key, held[one.key], indent + 2)

    def _comment(self, path: str, indent: int) -> Iterator[str]:
        self.told.add(path)
        for words in self.comments.get(path, ()):
            for line in words.splitlines() or [""]:
                yield f"{' ' * indent}# {_STEERING.sub(' ', line)}".rstrip()


def _block(key: str, value: object, indent: int) -> Iterator[str]:
    """A key with its value: on one line where that fits, else one line a part."""
    begin = f"{' ' * indent}{_key(key)}:"
    line = f"{begin} {text_of(value)}"
    if len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        yield line
        return
    yield begin
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from _block(str(inner), each, indent + 2)
        return
    for each in value:
        yield from _item(each, indent + 2)


def _item(value: object, indent: int) -> Iterator[str]:
    line = f"{' ' * indent}- {text_of(value)}"
    if len(line) <= _WIDTH or not isinstance(value, dict) or not value:
        yield line
        return
    first = True
    for key, each in value.items():
        for inner in _block(str(key), each, indent + 2):
            yield f"{' ' * indent}- {inner[indent + 2 :]}" if first else inner
            first = False


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return str(value)
    words = str(value)
    return words if _can_stand_bare(words) else _quoted(words)


def _key(words: str) -> str:
    """A key, bare where our reader takes it for words: some others know `on` as a way of saying true."""
    return words if _is_word(words) else _quoted(words)


def _is_word(words: str) -> bool:
    if not words or not words[0].isalnum() or words.endswith((" ", ":")) or ": " in words:
        return False
    return all(char.isalnum() or char in _BARE_MARKS for char in words) and words.lower() not in _READ_OTHERWISE


def _can_stand_bare(words: str) -> bool:
    """Would any reader of YAML take these words, without quotation marks, for words (or for a day)?"""
    if not _is_word(words):
        return False
    tag: str = _resolver().resolve(yaml.ScalarNode, words, (True, False))  # type: ignore[no-untyped-call]
    return tag == _STRING or _BARE.fullmatch(words) is not None


@lru_cache(maxsize=1)
def _resolver() -> Resolver:
    return Resolver()


def _quoted(words: str) -> str:
    return '"' + "".join(map(_escaped, words)) + '"'


def _escaped(char: str) -> str:
    if char in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[char]
    return f"\\u{ord(char):04x}" if _STEERING.match(char) else char
