"""What is asked of a standing under terms beside its tables: why an answer is so, and what would follow if."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trucewatch import api
from trucewatch.desk.web.asking import AskedError
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.pages.terms_words import Answers, places_of, told
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.errors import TrucewatchError

MOST_SUPPOSED = 40
"""Lines of a supposition that are taken: each event is one more report that is folded."""


@dataclass(frozen=True)
class Trouble:
    """Why what was supposed cannot be: what was found, what was expected, what to do."""

    found: str
    expected: str
    advice: str


def why_table(desk: Desk, of: Answers, path: str) -> Table:
    """What an answer rests on: clauses with who prints them, the calendar, and what was said with its passages.

    Raises:
        AskedError: there is no such answer under these terms.
    """
    answer = of.stood.folded.answers.get(path)
    if answer is None:
        raise AskedError(
            f"there is no answer {path!r} under the terms of {of.terms.id}",
            expected="an answer that the page leads to, such as agreement.force",
        )
    rows = tuple(row for ground in answer.grounds for row in _ground(desk, of, ground))
    keys = ("what", "who", "when")
    columns = tuple(Column(key, of.t(f"terms.why.{key}")) for key in keys)
    caption = of.t("terms.why.caption", path=path, value=told(of.t, answer.value, of.names))
    return Table("why", caption, columns, rows, of.sources(path), of.t("terms.why.empty"))


def moved_table(of: Answers, moved: tuple[api.Moved, ...]) -> Table:
    """The answers that would be otherwise, beside what they are."""
    rows = tuple(
        TableRow(
            (
                TableCell(one.path, href=of.why(one.path) if one.path in of.stood.folded.answers else None),
                plain(told(of.t, one.now, of.names)),
                plain(told(of.t, one.then, of.names)),
            )
        )
        for one in moved
    )
    columns = tuple(Column(key, of.t(f"terms.moved.{key}")) for key in ("answer", "now", "then"))
    remark, empty = of.t("terms.moved.remark", n=len(rows)), of.t("terms.moved.empty")
    return Table("moved", of.t("terms.moved.caption"), columns, rows, remark, empty)


def supposed(of: Answers, changes: str, events: str) -> tuple[Table | None, Trouble | None]:
    """What would follow, or why it cannot be told; neither where nothing is supposed. Nothing is written.

    Args:
        of: the standing as it is.
        changes: PATH=VALUE, one a line.
        events: events, one a line.
    """
    wanted, said = _lines(changes), _lines(events)
    if not wanted and not said:
        return None, None
    try:
        if len(wanted) + len(said) > MOST_SUPPOSED:
            raise AskedError(of.t("terms.if.too_many", n=MOST_SUPPOSED))
        question = api.Question(dict(_pair(line) for line in wanted), said)
        stood = of.stood.folded
        # Of the terms as of the day: amendments up to it are in them, and come once.
        found = api.suppose(stood.terms, of.stood.view, question, stood.as_of, stood.known_on)
    except TrucewatchError as error:
        return None, Trouble(error.found, error.expected, error.advice)
    except (OverflowError, ValueError) as error:  # the calendar ends: so long a time cannot be reckoned with
        return None, Trouble(of.t("terms.if.too_long", told=str(error)), "", "")
    return moved_table(of, found.moved), None


def _ground(desk: Desk, of: Answers, ground: api.Ground) -> Iterator[TableRow]:
    kind = of.t(f"terms.ground.{ground.kind}")
    group = plain(f"{kind}: {ground.words}")
    printed = {source.key: source for source in of.terms.sources}
    rows = [
        TableRow((plain(printed[key].what), plain(printed[key].reference or ""), plain("")), group)
        for key in ground.sources
        if key in printed
    ]
    for statement in ground.statements:
        report = of.stood.view.report(statement.report_id)
        single = replace(ground, statements=(statement,))
        said = TableCell(
            " … ".join(p.text for p in ground.passages or statement.content.passages)
            or api.describe(statement.content),
            (statement.id,),
            tuple(places_of(single)),
            note="; ".join((api.describe(statement.content), *_ruled(desk, of, statement.id))),
        )
        speaker = of.stood.sources.voices.speaker(statement.report_id, statement.content.passages)
        outlet = of.stood.sources.voices.outlet(statement.report_id)
        rows.append(TableRow((said, plain(of.t.voice(speaker, outlet)), plain(of.t.day(report.published))), group))
    yield from rows or [TableRow((plain(ground.words), plain(""), plain("")), plain(kind))]


def _ruled(desk: Desk, of: Answers, id_: str) -> Iterator[str]:
    for ruling in desk.record.rulings(id_):
        told_by = of.t(f"review.by.{ruling.verdict}", who=ruling.author)
        yield f"{told_by}: {ruling.reason}" if ruling.reason else told_by


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _pair(line: str) -> tuple[str, str]:
    path, equals, value = line.partition("=")
    if not equals or not path.strip():
        raise AskedError(f"the line {line!r} has no path and value", expected="PATH=VALUE, as phase-1.lasts=P60D")
    return path.strip(), value.strip()
