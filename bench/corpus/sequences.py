"""Dated sequences of short reports of one process, in which every actor has the key that it has in all of them.

They lie in corpus/sequences/PROCESS, are annotated for actors and some proposals only, and are in no split of the
reading: `bench.linking` measures with them what is linked across reports. A key is null where a careful reader cannot
tell who it is, and for sealed sources always.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field

from bench.corpus.annotation import Actor, Agreement, Annotation, Meta, Proposal
from bench.corpus.files import CORPUS, Entry
from bench.corpus.validate import Checked, Expected, Mistake, check_file

SEQUENCES = {"velmora-strait": "dev", "harn-valley": "dev", "karuvel-pass": "test"}
"""Which sequence the linking is made and fitted with, and which it is only measured on."""
WORDS = (80, 400)
"""Least and most words of a report of a sequence."""
_PERSONS = {"person", "office"}


class SequenceActor(Actor):
    """An actor with its key; `sealed`: an anonymous source."""

    key: str | None
    sealed: bool = False


class SequenceProposal(Proposal):
    """A proposal with its key."""

    key: str | None


class SequenceAgreement(Agreement):
    """An agreement with its key."""

    key: str | None


class SequenceAnnotation(Annotation):
    """The whole file."""

    actors: list[SequenceActor] = Field(default_factory=list)  # type: ignore[assignment]
    agreement: SequenceAgreement | None = None
    other_agreements: list[SequenceAgreement] = Field(default_factory=list)  # type: ignore[assignment]
    proposals: list[SequenceProposal] = Field(default_factory=list)  # type: ignore[assignment]


def sequence_entries(corpus: Path = CORPUS, process: str | None = None) -> list[Entry]:
    """The reports of all sequences, or of one, by name."""
    paths = sorted((corpus / "sequences").glob(f"{process or '*'}/[0-9][0-9].txt"))
    return [Entry(f"sequences/{p.parent.name}/{p.stem}", p, p.with_suffix(".yaml"), p.parent.name) for p in paths]


def checked_sequence(entry: Entry) -> Checked:
    """The annotation of one report, checked and compiled."""
    return check_file(entry.yaml_path, entry.text, entry.name, Expected(SequenceAnnotation, WORDS, attributed=False))


def sequence_mistakes(found: Sequence[tuple[Entry, Checked]]) -> Iterator[Mistake]:
    """All that is wrong in sequences: what each file has, and what only the whole can have."""
    sorts: dict[tuple[str, str], tuple[bool, Path]] = {}
    for entry, checked in found:
        yield from checked.mistakes
        annotation = checked.annotation
        if not isinstance(annotation, SequenceAnnotation):
            continue
        if entry.process not in SEQUENCES:
            yield Mistake(entry.yaml_path, 1, f"sequence {entry.process!r} is not listed in {__name__}.SEQUENCES")
        if isinstance(annotation.meta, Meta) and annotation.meta.process != entry.process:
            yield Mistake(entry.yaml_path, 1, f"meta.process is not the folder's name {entry.process!r}")
        for actor in annotation.actors:
            if actor.key is None:
                continue
            if actor.sealed:
                yield Mistake(entry.yaml_path, 1, f"{actor.name!r} is sealed and has the key {actor.key!r}: write null")
            is_person = actor.type in _PERSONS
            sort, path = sorts.setdefault((entry.process, actor.key), (is_person, entry.yaml_path))
            if sort != is_person:
                yield Mistake(
                    entry.yaml_path, 1, f"key {actor.key!r}: a person here or in {path.name}, none in the other"
                )
