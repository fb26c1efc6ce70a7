"""A reading on its way into the record: checked, and made ready for its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from trucewatch.errors import RecordError
from trucewatch.record.rows import LAYERS, MadeBy, content_text
from trucewatch.record.schema import json_text
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.kinds import plain
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import digest
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class Incoming:
    """A reading made ready for its rows.

    Attributes:
        reading: what was read.
        statements: its statements by id; of two with one id the last.
        contents: their contents as kept, by id.
        actors: the actors it tells of, by id; of two with one id the last.
        notices: its findings as kept.
        layers: everything else as kept.
        digest: over all of it, the steps, the models and the date it was read with: equal digests, equal readings.
    """

    reading: Reading
    statements: dict[str, AnyStatement]
    contents: dict[str, str]
    actors: dict[str, ReportActor]
    notices: tuple[str, ...]
    layers: str
    digest: str

    @classmethod
    def of(cls, reading: Reading) -> Incoming:
        """Check a reading and make it ready.

        Raises:
            RecordError: a statement of another report, a passage that is not verbatim, an actor that is mentioned
                nowhere, a value or text that no record can hold.
        """
        report = reading.report
        beside = {name: getattr(reading, name) for name in LAYERS}
        _check_verbatim(tuple(beside.values()), report.text, report.id)
        _check_mentions(reading)
        for statement in reading.statements:
            check_statement(statement, report.id, report.text)
        try:
            report.text.encode()
            statements = {s.id: s for s in reading.statements}
            contents = {id_: content_text(s.content) for id_, s in statements.items()}
            notices = tuple(json_text(plain(f)) for f in reading.findings)
            layers = json_text({name: plain(value) for name, value in beside.items()})
        except UnicodeEncodeError as error:
            raise RecordError(
                f"the text of report {report.id} holds half a character at {error.start}",
                expected="whole Unicode characters",
                advice="Save the report as UTF-8 and add it again.",
            ) from error
        except (ValueError, TypeError) as error:
            raise RecordError(f"the reading of report {report.id} cannot be kept ({error})") from error
        published = report.published.isoformat() if report.published else None
        made_by = [list(reading.steps), list(reading.models)]
        mark = digest([published, *made_by, list(contents.items()), list(notices), layers])
        actors = {actor_id(actor, report): actor for actor in reading.actors}
        return cls(reading, statements, contents, actors, notices, layers, mark)

    @property
    def made_by(self) -> MadeBy:
        """The steps and models of the reading."""
        return MadeBy(self.reading.steps, self.reading.models)

    def version_of(self, step: str) -> str:
        """The version of a step of this reading, "" where it is not among them."""
        for entry in self.reading.steps:
            name, _, version = entry.rpartition(" ")
            if name == step:
                return version
        return ""


def check_statement(statement: AnyStatement, report_id: str, text: str) -> None:
    """Refuse a statement that is not of this report, or not in its words.

    Raises:
        RecordError: naming the report, the place and the step.
    """
    if statement.report_id != report_id:
        raise RecordError(
            f"a statement of report {statement.report_id} came with report {report_id}",
            expected="statements of that report alone",
        )
    _check_verbatim(statement.content, text, report_id, statement.content.step)


def is_verbatim(value: object, text: str) -> bool:
    """Are all passages inside a value the words of a text, at their places?"""
    return all(passage.is_verbatim_in(text) for passage in _passages(value))


def _check_mentions(reading: Reading) -> None:
    for actor in reading.actors:
        if not actor.mentions:
            raise RecordError(
                f"the reading of report {reading.report.id} tells of {actor.name!r} and mentions it nowhere",
                expected="an actor with the places where it is mentioned",
            )


def _check_verbatim(value: object, text: str, report_id: str, step: str = "") -> None:
    for passage in _passages(value):
        if not passage.is_verbatim_in(text):
            raise RecordError(
                f"a passage of the reading of report {report_id} is not in its text at {passage.start}:{passage.end}",
                expected="the words of the text, exactly",
                advice=f"The step {step!r} made it; this is a fault of that step." if step else "",
            )


def _passages(value: object) -> Iterator[Passage]:
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _passages(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _passages(getattr(value, field.name))
