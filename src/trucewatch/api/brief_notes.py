"""What a brief rests on, as values: the number, the words and the place of each footnote."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.exports.brief import Brief, Cited
from trucewatch.exports.brief_build import note_text
from trucewatch.vocabulary.passage import Passage


@dataclass(frozen=True)
class Footnote:
    """A footnote of a brief.

    Attributes:
        number: counted from 1, in the order of first marks.
        text: what it says, as a file of the brief has it.
        report_id: the report it cites; None where it tells what was looked through. In a brief that was made for
            others it is what stands there in the id's place.
        passage: the words with their place; None: the report as a whole, or words that were withheld.
    """

    number: int
    text: str
    report_id: str | None = None
    passage: Passage | None = None


def footnotes(made: Brief) -> tuple[Footnote, ...]:
    """The footnotes of a brief, in order."""
    return tuple(
        Footnote(number, note_text(note), note.report_id, note.passage)
        if isinstance(note, Cited)
        else Footnote(number, note_text(note))
        for number, note in enumerate(made.notes, 1)
    )
