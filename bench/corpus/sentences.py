"""Single sentences with one main event each (corpus/partial/events/*.jsonl): their form, and whether they are sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bench.corpus.annotation import EventStatus, EventType
from bench.corpus.files import CORPUS
from bench.corpus.validate import Mistake

Printed = Annotated[str, Field(min_length=1), AfterValidator(str.strip)]
"""Words of the sentence as printed."""


class EventSentence(BaseModel):
    """One sentence.

    Attributes:
        text: the sentence.
        type: PLOVER type of its main event.
        mode: as in PLOVER, "" where the type has none or it is not told.
        trigger: words that tell the event, the main one first.
        actor, recipient: words that name who does it and whom it is directed at.
        status: as in the annotation of reports.
    """

    model_config = ConfigDict(extra="forbid")

    text: str
    type: EventType
    mode: str = ""
    trigger: Annotated[list[Printed], Field(min_length=1)]
    actor: list[Printed] = []
    recipient: list[Printed] = []
    status: EventStatus = "actual"

    @model_validator(mode="after")
    def _is_printed(self) -> EventSentence:
        missing = [w for w in (*self.trigger, *self.actor, *self.recipient) if w not in self.text]
        if missing:
            raise ValueError(f"{missing[0]!r} is not in the sentence")
        return self


def sentence_files(corpus: Path = CORPUS) -> list[Path]:
    """The files of sentences, by name."""
    return sorted((corpus / "partial" / "events").glob("*.jsonl"))


def read_sentences(path: Path) -> Iterator[EventSentence]:
    """The sentences of a sound file."""
    for line in path.read_text("utf-8").splitlines():
        yield EventSentence.model_validate_json(line)


def check_sentences(path: Path) -> Iterator[Mistake]:
    """Every mistake of a file with its line; a sentence that stands there twice is one."""
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            text = EventSentence.model_validate_json(line).text
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            way = ".".join(str(part) for part in first["loc"])
            yield Mistake(path, number, f"{way}: {first['msg']}".removeprefix(": "))
            continue
        if text in seen:
            yield Mistake(path, number, f"the same sentence as in line {seen[text]}")
        seen.setdefault(text, number)
