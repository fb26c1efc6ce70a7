"""Contents that a person gives: fields as NAME=VALUE or from a JSON file, passages as words of the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content, content_class
from trucewatch.vocabulary.passage import Passage

_OURS = {"evidence", "confidence", "step"}  # never given as a field: passages have an option, the rest is ours
_DAYS = {"date", "start", "deadline", "expiry", "signed", "announced", "as_of"}
_DURATION = re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
_NUMBERED = re.compile(r"(?P<words>.+)#(?P<number>\d+)", re.DOTALL)

# What the report calls somebody takes part in a statement's identity; where it is not given, the name stands for it.
_MENTIONS = {
    "actor_mention": "actor",
    "bearer_mention": "bearer",
    "proposal_mention": "proposal",
    "mention": "speaker",
}


@dataclass(frozen=True)
class GivenFields:
    """What a person gives of a statement.

    Attributes:
        values: fields by name; text as typed, or any value that JSON has.
        passages: words of the report, each as `TEXT` or, where it has them several times, `TEXT#2`.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    passages: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[str], passages: Sequence[str] = (), file: Path | None = None) -> GivenFields:
        """Fields as NAME=VALUE, a name given twice being a list, over those of a JSON file.

        Args:
            pairs: such as "stance=reject"; "date=" takes a value away.
            passages: words of the report; where none are given, those of the file's "passages".
            file: an object with the fields of the kind, and "passages", a list of texts.

        Raises:
            TrucewatchError: no NAME=VALUE, or a file that cannot be read or holds no object.
        """
        values = _from_file(file) if file else {}
        own = values.pop("passages", [])
        if not isinstance(own, list) or not all(isinstance(words, str) for words in own):
            raise TrucewatchError(f"{file}: passages is no list of texts", expected='such as ["14 dead"]')
        typed: dict[str, list[str]] = {}
        for pair in pairs:
            name, mark, value = pair.partition("=")
            if not mark or not name.strip():
                raise TrucewatchError(f"{pair!r} is no field", expected="NAME=VALUE, such as stance=reject")
            typed.setdefault(name.strip(), []).append(value.strip())
        values |= {name: held[0] if len(held) == 1 else held for name, held in typed.items()}
        return cls(values, tuple(passages) or tuple(own))


def content_given(kind: str, given: GivenFields, text: str) -> Content:
    """A new content from what a person gives.

    Args:
        kind: one of `Kind`.
        given: its fields and passages.
        text: the report's text.

    Raises:
        TrucewatchError: no such kind, no passage, words that the text does not have, an unknown or missing field, or a
            value that the field does not take; every mistake in a field is told.
    """
    kinds = [cls.KIND for cls in CONTENT_CLASSES]
    if kind not in kinds:
        raise TrucewatchError(f"there are no statements of a kind {kind!r}", expected=f"one of {', '.join(kinds)}")
    cls = content_class(kind)
    if not given.passages:
        raise TrucewatchError(f"a statement of {kind} came without a passage", expected="words of the report")
    values = _checked(cls, given.values, text)
    for mention, name in _MENTIONS.items():
        if mention in _names(cls) and mention not in values:
            values[mention] = values.get(name)
    missing = [name for name in _required(cls) if values.get(name) is None]
    if missing:
        told = "; ".join(f"{name} ({_expected(_hints(cls)[name])})" for name in missing)
        raise TrucewatchError(f"a statement of {kind} lacks {', '.join(missing)}", expected=told)
    gaps = dict.fromkeys(_undefaulted(cls))
    places = {cls.SPANS: tuple(sorted(find_passage(text, words) for words in given.passages))}
    every: dict[str, Any] = {**gaps, **values, **places}
    return cls(**every)


def content_changed(content: Content, given: GivenFields, text: str) -> Content:
    """A content with fields, passages or both changed; its note goes unless one is given.

    Raises:
        TrucewatchError: as `content_given`, or nothing is given.
    """
    if not given.values and not given.passages:
        raise TrucewatchError("nothing to correct was given", expected="fields as NAME=VALUE, a file, or a passage")
    cls = type(content)
    values = {"note": None, **_checked(cls, given.values, text)}
    missing = [name for name in _required(cls) if name in values and values[name] is None]
    if missing:
        raise TrucewatchError(
            f"a statement of {cls.KIND} cannot be without {', '.join(missing)}",
            expected=_expected(_hints(cls)[missing[0]]),
        )
    if given.passages:
        values[cls.SPANS] = tuple(sorted(find_passage(text, words) for words in given.passages))
    return replace(content, **values)


def find_passage(text: str, wanted: str) -> Passage:
    """The passage of a text that has these words; white space may differ, nothing else.

    Args:
        text: the report's text.
        wanted: the words, or the words, "#" and which of several such places is meant, from 1.

    Raises:
        TrucewatchError: the text does not have them, has them several times and no number is given, or not so often.
    """
    words, number = wanted, 0
    found = _places(text, words)
    if not found and (numbered := _NUMBERED.fullmatch(wanted)):
        words, number = numbered["words"], int(numbered["number"])
        found = _places(text, words)
    if not found:
        near = _places(text, words, re.IGNORECASE)
        raise TrucewatchError(
            f"the report does not have the words {words.strip()!r}",
            expected=f"its own words, such as {text[near[0].start : near[0].end]!r}"
            if near
            else "its own words, exactly",
        )
    if number > len(found) or (not number and len(found) > 1):
        shown = " ".join(words.split())
        asked = f", not {number}" if number else ""
        raise TrucewatchError(
            f"the report has the words {shown!r} {len(found)} times{asked}",
            expected=f"which of them is meant: {shown}#1 to {shown}#{len(found)}",
        )
    return found[max(0, number - 1)]


def _from_file(file: Path) -> dict[str, Any]:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise TrucewatchError(f"{file} is no text in UTF-8", expected="a JSON file") from error
    except json.JSONDecodeError as error:
        raise TrucewatchError(f"{file}:{error.lineno}: {error.msg}", expected="a JSON object with fields") from error
    if not isinstance(held, dict):
        raise TrucewatchError(f"{file} holds no object", expected='fields by name, such as {"stance": "reject"}')
    return held


def _places(text: str, words: str, flags: int = 0) -> list[Passage]:
    parts = words.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts), flags)
    return [Passage(m.start(), m.end(), m[0]) for m in pattern.finditer(text)]


def _checked(cls: type[Content], values: Mapping[str, object], text: str) -> dict[str, Any]:
    """The values as their fields take them; all mistakes are told at once."""
    known, out, faults = _names(cls), dict[str, Any](), list[TrucewatchError]()
    for name, value in values.items():
        if name not in known:
            faults.append(
                TrucewatchError(
                    f"a statement of {cls.KIND} has no field {name!r}", expected=f"one of {', '.join(known)}"
                )
            )
            continue
        try:
            out[name] = _value(name, _hints(cls)[name], value, text)
        except TrucewatchError as error:
            faults.append(error)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise TrucewatchError("; ".join(f"{f.found} (expected {f.expected})" for f in faults))
    return out


def _value(name: str, hint: Any, given: object, text: str) -> object:
    """One value as its field takes it: as typed, else as JSON, else, for a list, parted at semicolons."""
    for candidate in _candidates(hint, given, text):
        try:
            value = _adapter(hint).validate_json(json.dumps(candidate, allow_nan=False), strict=True)
        except ValueError:  # of pydantic too
            continue
        if isinstance(value, str) and name in _DAYS and interval_of(value) is None:
            break
        if isinstance(value, str) and name == "duration" and not _DURATION.fullmatch(value):
            break
        return value
    wanted = _expected(hint)
    if name in _DAYS:
        wanted = "a day such as 2031-05-10, a month such as 2031-05, or a year"
    elif name == "duration":
        wanted = "an ISO 8601 duration such as P42D"
    raise TrucewatchError(f"{name} cannot be {given!r}", expected=wanted)


def _candidates(hint: Any, given: object, text: str) -> list[object]:
    is_list = any(get_origin(part) is tuple for part in _parts(hint))
    if _holds_passages(hint):
        told = given if isinstance(given, list) else [given] if given else []
        places = [_plain(find_passage(text, words)) if isinstance(words, str) else words for words in told]
        return [places if is_list else places[0] if places else None]
    if not isinstance(given, str):
        return [given]
    if not given:
        return [[] if is_list else None]
    out: list[object] = [given]
    with suppress(ValueError):
        out.append(json.loads(given))
    if is_list:
        out.append([part.strip() for part in given.split(";") if part.strip()])
    return out


def _plain(passage: Passage) -> dict[str, object]:
    return {"start": passage.start, "end": passage.end, "text": passage.text}


def _holds_passages(hint: Any) -> bool:
    return any(part is Passage or (get_origin(part) is tuple and Passage in get_args(part)) for part in _parts(hint))


def _parts(hint: Any) -> tuple[Any, ...]:
    """The members of a union, or the one hint."""
    return (hint,) if get_origin(hint) in (Literal, tuple) or not get_args(hint) else get_args(hint)


def _expected(hint: Any) -> str:
    """What a field takes, in words."""
    words = []
    for part in _parts(hint):
        if get_origin(part) is Literal:
            words.append("one of " + ", ".join(get_args(part)))
        elif part is bool:
            words.append("true or false")
        elif part in (int, float):
            words.append("a number")
        elif part is str:
            words.append("text")
        elif _holds_passages(part):
            words.append("words of the report")
        elif get_origin(part) is tuple:
            words.append("a list, parted by semicolons" if str in get_args(part) else "a JSON list")
        elif part is not NoneType:
            words.append(f"a JSON object with {', '.join(f.name for f in fields(part))}")
    return " or ".join(dict.fromkeys(words))


def _hints(cls: type[Content]) -> dict[str, Any]:
    return get_type_hints(cls)


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)


def _names(cls: type[Content]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls) if f.name not in _OURS and f.name != cls.SPANS)


def _undefaulted(cls: type[Content]) -> list[str]:
    held = [f for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING]
    return [f.name for f in held if f.name != cls.SPANS]


def _required(cls: type[Content]) -> list[str]:
    """The fields that must have a value."""
    return [name for name in _undefaulted(cls) if NoneType not in _parts(_hints(cls)[name])]
