"""Is an annotation sound? Every mistake with its line, none raised, all of them at once."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bench.corpus.annotation import Annotation, Meta, SealedMeta
from bench.corpus.compile import Compiled, Row, compile_annotation
from bench.corpus.marks import marked_words
from bench.corpus.places import NoSuchPlace, find_all
from bench.corpus.yaml_file import Location, YamlFile, YamlProblem, read_yaml

WORDS = (250, 700)
"""Least and most words of a report of ours."""
_NAME_FIELDS = {
    "parties": ("name",),
    "obligations": ("bearer",),
    "positions": ("actor",),
    "violations": ("against",),
    "talks": ("participants", "mediators"),
    "agreement": ("mediators", "parties"),
    "events": ("actor", "recipient"),
}
_JOINED = re.compile(r", and | and | / |, |; ")


@dataclass(frozen=True)
class Mistake:
    """One thing to mend: file, line from 1, what was found and what to do."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Expected:
    """What an annotation is checked against.

    Attributes:
        form: the fields of the file.
        lengths: least and most words of a report of ours.
        attributed: every pair of quotation marks must be inside a quote or listed in `marks`.
    """

    form: type[Annotation] = Annotation
    lengths: tuple[int, int] = WORDS
    attributed: bool = True


@dataclass(frozen=True)
class Checked:
    """A file after the check; without mistakes, `annotation` and `reading` are there."""

    path: Path
    mistakes: list[Mistake]
    annotation: Annotation | None = None
    compiled: Compiled | None = None

    @property
    def reading(self) -> Row:
        """The compiled reading of a file that was found sound."""
        if self.compiled is None:
            raise ValueError(f"{self.path} was not compiled: {self.mistakes[0] if self.mistakes else 'no text'}")
        return self.compiled.reading


def check_file(
    path: Path,
    text: str | None,
    name: str,
    expected: Expected | None = None,
) -> Checked:
    """Check one annotation.

    Args:
        path: the YAML file.
        text: the report; None for a sealed text that is not at hand: then only the form is checked.
        name: id of the compiled reading.
        expected: what the file is checked against; None: what a report of the splits is.
    """
    expected = expected or Expected()
    try:
        file = read_yaml(path)
    except YamlProblem as problem:
        return Checked(path, [Mistake(path, problem.line, str(problem))])
    except (OSError, UnicodeDecodeError) as error:
        return Checked(path, [Mistake(path, 1, f"cannot be read: {error}")])
    try:
        annotation = expected.form.model_validate(file.data)
    except ValidationError as error:
        return Checked(path, list(_form_mistakes(file, error)))
    if text is None:
        return Checked(path, [], annotation)
    compiled = compile_annotation(annotation, text, name)
    found = [Mistake(path, file.line_of(p.location), p.message) for p in compiled.problems]
    found += [
        Mistake(path, file.line_of(where), what) for where, what in _sense(annotation, compiled.reading, text, expected)
    ]
    return Checked(path, found, annotation, compiled)


def _form_mistakes(file: YamlFile, error: ValidationError) -> Iterator[Mistake]:
    """What pydantic found, once a place, in words of ours."""
    for each in error.errors(include_url=False):
        location = tuple(part for part in each["loc"] if part not in ("Meta", "SealedMeta"))
        way = ".".join(str(part) for part in location)
        given = each["input"]
        shown = f" (found {given!r})" if isinstance(given, str | int | float) else ""
        message = each["msg"].removeprefix("Value error, ")
        if each["type"] == "extra_forbidden":
            message = "no such field here"
        yield Mistake(file.path, file.line_of(location), f"{way}: {message}{shown}")


def _sense(annotation: Annotation, reading: Row, text: str, expected: Expected) -> Iterator[tuple[Location, str]]:
    if isinstance(annotation.meta, SealedMeta):
        yield from _sealed_sense(annotation.meta, text)
    else:
        yield from _meta_sense(annotation.meta, text, expected.lengths)
        if not annotation.actors:
            yield ("meta",), "only the head is there: the report is not annotated (no actors)"
        if expected.attributed and not annotation.meta.only:
            yield from _unattributed(annotation, reading, text)
    yield from _names(annotation, text)
    yield from _doubles(reading)


def _sealed_sense(meta: SealedMeta, text: str) -> Iterator[tuple[Location, str]]:
    if len(text) != meta.chars or digest(text) != meta.sha256:
        yield (
            ("meta", "sha256"),
            f"the text at hand is not the one annotated ({len(text)} characters, {meta.chars} expected)",
        )


def _meta_sense(meta: Meta, text: str, lengths: tuple[int, int]) -> Iterator[tuple[Location, str]]:
    words = len(text.split())
    if not lengths[0] <= words <= lengths[1]:
        yield ("meta",), f"the report has {words} words; between {lengths[0]} and {lengths[1]} are wanted"
    if meta.world == "real" and not meta.facts:
        yield ("meta", "world"), "a report on a real process names its facts in `facts`"


def _unattributed(annotation: Annotation, reading: Row, text: str) -> Iterator[tuple[Location, str]]:
    """Words between quotation marks that are neither attributed nor listed in `marks`."""
    spans = [
        (span["start"], span["end"])
        for row in reading["attributions"]
        for role in ("content", "source", "cue")
        for span in row[role]
    ]
    for words in annotation.marks:
        with contextlib.suppress(NoSuchPlace):  # the compiler has named it
            spans += [(place.start, place.end) for place in find_all(text, words)]
    for pair in marked_words(text):
        words = text[pair.start : pair.end]
        if not words.strip() or any(start < pair.end and pair.start < end for start, end in spans):
            continue
        shown = f"unattributed quotation marks at {pair.start}: {words[:60]!r}"
        yield ("quotes",), f"{shown}; add a quote, or list them in `marks`"


def _names(annotation: Annotation, text: str) -> Iterator[tuple[Location, str]]:
    """Names that are neither an actor of the file nor words of the text."""
    known = {actor.name for actor in annotation.actors} | {f for a in annotation.actors for f in (*a.forms, *a.also)}
    for number, actor in enumerate(annotation.actors):
        if actor.stands_for and not _is_known(actor.stands_for, known, text):
            yield ("actors", number), f"stands_for {actor.stands_for!r} is no actor of this file"
    for name in annotation.exchange:
        if name not in {actor.name for actor in annotation.actors}:
            yield ("exchange",), f"{name!r} is no actor of this file"
    for kind, fields in _NAME_FIELDS.items():
        value: Any = getattr(annotation, kind)
        for number, record in enumerate(value if isinstance(value, list) else [value] if value else []):
            where: Location = (kind, number) if isinstance(value, list) else (kind,)
            for field in fields:
                given = getattr(record, field)
                for name in given if isinstance(given, list) else [given] if given else []:
                    if not _is_known(name, known, text):
                        yield where, f"{field} {name!r} is neither an actor of this file nor in the text"


def _is_known(name: str, known: set[str], text: str) -> bool:
    bare = re.sub(r" \([^()]*\)$", "", name)
    if bare in known or bare in text or re.fullmatch(r"@[0-9]+-[0-9]+(, .*)?", bare):
        return True
    parts = [part.strip() for part in _JOINED.split(bare)]
    return len(parts) > 1 and all(part in known or part in text for part in parts)


def _doubles(reading: Row) -> Iterator[tuple[Location, str]]:
    """Time expressions that overlap, and quotes given twice."""
    seen: list[tuple[int, int]] = []
    for number, row in enumerate(reading["times"]):
        for span in row["surface"]:
            if any(span["start"] < end and start < span["end"] for start, end in seen):
                yield ("times", number), f"{span['text']!r} at {span['start']} overlaps another time expression"
            seen.append((span["start"], span["end"]))
    contents: set[tuple[object, ...]] = set()
    for number, row in enumerate(reading["quotes"]):
        key = (row["speaker"], *((span["start"], span["end"]) for span in row["content"]))
        if key in contents:
            yield ("quotes", number), "this quote stands twice"
        contents.add(key)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
