"""What is declared about a report beside its text, which declaration wins, and what could not come in."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from trucewatch.errors import ReportError


@dataclass(frozen=True)
class Details:
    """What one source (an option, a CSV row, a JSON object, a page) declares; None: it says nothing.

    Attributes:
        published: day of publication.
        outlet: who published the report.
        url: its address.
        process: the peace process to file it under.
        title: its headline.
        byline: its author line.
        language: ISO 639 code, lower case.
        dated_by: what the day of publication was taken from, where that is weaker than a declaration (the day a file
            was made, say).
    """

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    process: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    dated_by: str | None = None

    def over(self, weaker: Details) -> Details:
        """These details, with the gaps filled from a source that counts for less."""
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        filled = replace(weaker, **{name: value for name, value in own.items() if value is not None})
        # The ground goes with its day.
        return filled if self.published is None else replace(filled, dated_by=self.dated_by)


@dataclass(frozen=True)
class Entry:
    """One report out of a file, before what others declare of it.

    Attributes:
        text: its text; offsets count in it.
        details: what the file itself declares.
        given_id: the id it carries there; None where it has none.
        extracted: the text was taken out of something else (a page, a document); the file does not hold it as it is.
    """

    text: str
    details: Details
    given_id: str | None = None
    extracted: bool = False


@dataclass(frozen=True)
class Refusal:
    """Something that was asked for and could not become a report; the batch goes on without it.

    Attributes:
        name: the file, folder, or line of a JSON Lines file ("file.jsonl:12").
        error: what was wrong; its sentence names the place as well.
    """

    name: str
    error: ReportError


def located(error: ReportError, name: str) -> ReportError:
    """The same error, with the place it arose in front of it."""
    return ReportError(f"{name}: {error.found}", expected=error.expected, advice=error.advice)


def stated(value: str | None) -> str | None:
    """A declared value without white space at its edges; None where nothing is left of it."""
    return (value or "").strip() or None
