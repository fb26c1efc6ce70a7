"""Terms of an agreement on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.screen import safe
from trucewatch.desk.cli.tables import heading, lines, show, table

if TYPE_CHECKING:
    from trucewatch.api import Difference, Length, Owed, Terms, TermsFinding, TermsObligation, When

_WIDEST_ID = 26
_SEVERITY = {"gap": "lacking", "tension": "at odds"}


def print_terms_findings(
    console: Console, findings: Iterable[TermsFinding], line_of: Callable[[str], int | None]
) -> None:
    """What terms lack or leave open, as a table."""
    made = _table(("what is lacking, or does not fit", 6), ("where", 3), ("line", 1))
    for one in findings:
        kind = Text(f"{_SEVERITY[one.severity]} ({one.code})", "italic")
        line = line_of(one.path)
        made.add_row(
            lines(one.sentence, Text(safe(one.source), "dim"), kind),
            Text(safe(one.path), "cyan"),
            str(line) if line is not None else "none",
        )
        made.add_section()
    show(console, made)


def print_differences(console: Console, differences: Iterable[Difference]) -> None:
    """What differs between two terms, as a table."""
    made = _table(("path", 3), ("before", 4), ("after", 4))
    for one in differences:
        held = ["none" if text == "null" else safe(text) for text in (one.before, one.after)]
        made.add_row(Text(safe(one.path), "cyan"), *held)
        made.add_section()
    show(console, made)


def print_terms(console: Console, terms: Terms, day: date | None) -> None:
    """Terms section by section; of a day, with the amendments dated up to it."""
    shown = terms if day is None else api.version_on(terms, day)
    heading(console, safe(terms.title), f"{terms.id}, of {terms.on}, hours of {terms.zone}")
    for told in _head(shown, day):
        show(console, lines(told))
    for title, made in _sections(shown):
        if made.row_count:
            heading(console, title)
            show(console, made)


def _head(terms: Terms, day: date | None) -> Iterator[str]:
    if terms.reference:
        yield f"printed: {terms.reference}"
    for one in terms.amendments:
        has_effect = day is not None and one.on <= day
        paths = ", ".join(change.path for change in one.changes)
        yield f"amended from {one.on} on ({one.id}): {paths}{'' if has_effect else '; not in what is shown'}"
    entry = terms.entry
    dates = {"signed": entry.signed, "announced": entry.announced, "to enter into force": entry.scheduled}
    for word, whens in {**dates, "in force since": entry.actual}.items():
        if whens:
            yield f"{word}: {_whens(whens)}"
    if terms.area:
        yield f"area: {terms.area}"
    if terms.disputes:
        yield f"disputes: {terms.disputes}"
    yield from (f"note: {note}" for note in terms.notes)


def _sections(terms: Terms) -> Iterator[tuple[str, Table]]:
    yield "Parties", _parties(terms)
    yield "Phases", _phases(terms)
    yield "Obligations", _obligations(terms)
    yield "Exchanges", _exchanges(terms)
    yield "Powers", _powers(terms)
    yield "Mechanisms", _mechanisms(terms)
    acts = _table(("what", 6), ("clause", 1))
    for word, held in (("permitted", terms.permitted), ("prohibited", terms.prohibited)):
        for act in held:
            acts.add_row(lines(f"{word}: {act.words}"), safe(act.clause or ""))
    yield "Permitted and prohibited", acts
    annexes = _table(("annex", 4), ("of", 2), ("text", 4))
    for one in terms.annexes:
        published = {True: "published", False: "not published", None: ""}[one.published]
        annexes.add_row(lines(one.title), str(one.on or ""), lines(published, one.reference or ""))
    yield "Annexes", annexes
    sources = _table(("source", 1), ("what it is", 4), ("where", 4))
    for source in terms.sources:
        sources.add_row(Text(safe(source.key), "cyan"), lines(source.what), lines(source.reference or ""))
    yield "Sources", sources


def _parties(terms: Terms) -> Table:
    made = _table(("who", 4), ("as what", 4), ("id", 3))
    for one in terms.parties:
        bound = "" if one.bound else "not bound"
        through = f"bound through {one.through}" if one.through else ""
        roles = ", ".join(role.replace("_", " ") for role in one.roles)
        made.add_row(lines(Text(safe(one.name), "bold"), _doubt(one.doubt)), lines(roles, bound, through), _id(one.id))
    return made


def _phases(terms: Terms) -> Table:
    made = _table(("phase", 3), ("begins", 4), ("lasts", 4), ("id", 3))
    for one in terms.phases:
        number = str(one.ordinal) if one.ordinal is not None else ""
        goes_on = f"goes on while {one.continues_while}" if one.continues_while else ""
        made.add_row(
            lines(number, one.title or "", _doubt(one.doubt)),
            lines(_whens(one.starts) or "not told"),
            lines(_lengths(one.lengths) or "no end set", goes_on),
            _id(one.id),
        )
    return made


def _obligations(terms: Terms) -> Table:
    made = _table(("who", 2), ("must do what", 5), ("by when", 3), ("id", 3))
    for one in terms.obligations:
        made.add_row(
            lines(", ".join(one.bearers) or "nobody named", f"to {', '.join(one.to)}" if one.to else ""),
            lines(*_told(one)),
            lines(_whens(one.due) or "no date", *_bounds(one)),
            _id(one.id),
        )
        made.add_section()
    return made


def _told(one: TermsObligation) -> Iterator[str | Text]:
    action = one.subtype or one.action
    yield Text(safe(one.object), "bold")
    yield f"{action.replace('_', ' ')} ({one.duty})" + (f", in {one.phase}" if one.phase else "")
    yield from (_owed(each) for each in one.owed)
    if one.condition:
        yield f"condition: {one.condition}"
    if one.after:
        yield f"after {', '.join(one.after)}"
    if one.in_exchange_for:
        yield f"in exchange for {', '.join(one.in_exchange_for)}"
    if one.clause:
        yield f"clause {one.clause}"
    yield _doubt(one.doubt)


def _bounds(one: TermsObligation) -> Iterator[str]:
    if one.starts:
        yield f"from {_whens(one.starts)}"
    if one.until:
        yield f"until {_whens(one.until)}"


def _exchanges(terms: Terms) -> Table:
    made = _table(("given", 3), ("for", 3), ("how", 3), ("id", 3))
    for one in terms.exchanges:
        ratio = f"{one.get_per_give:g} for each" if one.get_per_give is not None else ""
        how = lines(one.category or "", ratio, _whens(one.batch), _doubt(one.doubt))
        made.add_row(_id(one.give), _id(one.get), how, _id(one.id))
    return made


def _powers(terms: Terms) -> Table:
    made = _table(("may", 4), ("who begins", 2), ("consent", 3), ("id", 2))
    for one in terms.powers:
        often = f"at most {one.times} times" if one.times is not None else ""
        bounds = (f"by {one.lasts}" if one.lasts else "", often, f"notice {one.notice}" if one.notice else "")
        consent = f"{one.rule} of {', '.join(one.consent)}" if one.consent else "none needed"
        may = lines(f"{one.act} {one.of}", *bounds, one.condition or "", _doubt(one.doubt))
        made.add_row(may, ", ".join(one.holders), consent, _id(one.id))
    return made


def _mechanisms(terms: Terms) -> Table:
    made = _table(("body", 4), ("members", 3), ("what it does", 4), ("id", 2))
    for one in terms.mechanisms:
        chair = f"chair: {', '.join(one.chair)}" if one.chair else ""
        made.add_row(
            lines(Text(safe(one.name), "bold"), one.seat or "", _doubt(one.doubt)),
            lines(", ".join(one.members), chair),
            lines(
                one.competence or "",
                f"decides by {one.decision_rule}" if one.decision_rule else "",
                "may find a breach" if one.finds else "",
                f"complaints within {one.complaint_within}" if one.complaint_within else "",
                f"reports every {one.reports_every}" if one.reports_every else "",
            ),
            _id(one.id),
        )
    return made


def _whens(whens: Iterable[When]) -> str:
    """Times side by side, each as the terms fix it."""
    return " or ".join(_when(each) for each in whens)


def _when(when: When) -> str:
    parts = []
    if isinstance(when.at, datetime):
        parts.append(f"{when.at:%Y-%m-%d %H:%M %Z}")
    elif when.at is not None:
        parts.append(when.at.isoformat())
    if when.offset != "P0D":
        parts.append(f"{when.offset} ({when.counting}) from")
    if when.anchor is not None:
        parts.append(when.anchor if "." in when.anchor else when.anchor.replace("_", " "))
    if when.words is not None:
        parts.append(f"({when.words})" if parts else when.words)
    return " ".join([*parts, *_behind(when.sources, when.doubt)])


def _lengths(lengths: Iterable[Length]) -> str:
    return " or ".join(
        " ".join([f"{each.lasts} ({each.counting})", *_behind(each.sources, each.doubt)]) for each in lengths
    )


def _owed(one: Owed) -> str:
    number = one.quantity.number
    told = "a number left open" if number is None else f"{number:,}"
    if number is not None and one.quantity.qualifier != "exact":
        told = f"{one.quantity.qualifier} {told}"
    parts = [told, one.unit, f"({one.category})" if one.category else "", f"every {one.per}" if one.per else ""]
    return " ".join([*(part for part in parts if part), *_behind(one.sources, one.doubt)])


def _behind(sources: tuple[str, ...], doubt: str | None) -> Iterator[str]:
    """What stands behind a value: its sources and what is unsure of it."""
    if sources:
        yield f"[{', '.join(sources)}]"
    if doubt:
        yield f"(unsure: {doubt})"


def _doubt(words: str | None) -> Text:
    return Text(f"unsure: {safe(words)}" if words else "", "italic")


def _id(words: str) -> Text:
    return Text(safe(words), "cyan")


def _table(*columns: tuple[str, int]) -> Table:
    """A table without the column that opens a sentence: nothing here comes from a report."""
    made = table(*columns)
    made.columns.pop()
    if columns[-1][0] == "id":  # an id is typed again: it is broken only where it is very long
        made.columns[-1].ratio, made.columns[-1].max_width = None, _WIDEST_ID
    return made
