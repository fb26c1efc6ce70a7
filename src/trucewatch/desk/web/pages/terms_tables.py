"""The tables of a standing under terms: the agreement, phases, duties in three columns, accounts, powers, due days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from trucewatch import api
from trucewatch.desk.web.cells import plain, stale_since
from trucewatch.desk.web.pages.terms_words import Answers, told
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.finding import Place

SOON, LATER = 3, 14
"""Days ahead: 72 hours, and a fortnight."""

_CLAIMS = ("alleged", "denied", "found")


def agreement_table(of: Answers) -> Table:
    """Whether the agreement is in force by its terms, what is claimed of it, and what of it is said to be broken."""
    rows = [
        TableRow((plain(of.t(f"terms.agreement.{facet}")), of.cell(path), plain(of.sources(path))))
        for facet in ("force", "claimed", "alleged")
        if (path := f"agreement.{facet}") in of.stood.folded.answers
    ]
    return Table("agreement", of.t("terms.agreement.caption"), _columns(of, "answer", "told", "sources"), tuple(rows))


def phases_table(of: Answers) -> Table:
    """Each phase by the calendar of the terms, beside what is claimed of it."""
    rows = []
    for phase in of.terms.phases:
        day = of.value(f"{phase.id}.day")
        running = of.t("terms.phase_day", day=told(of.t, day)) if day is not None else ""
        last = f"{phase.id}.last_day"
        claimed = f"{phase.id}.claimed"
        cells = (
            plain(phase.title or phase.id, phase.id if phase.title else ""),
            of.cell(f"{phase.id}.calendar", note=running),
            of.cell(last) if last in of.stood.folded.answers else plain(of.t("terms.no_last_day")),
            of.cell(claimed, note=of.sources(claimed)),
        )
        rows.append(TableRow(cells))
    columns = _columns(of, "phase", "calendar", "last_day", "claimed")
    return Table("phases", of.t("terms.phases.caption"), columns, tuple(rows), of.t("terms.phases.remark"))


def duties_table(of: Answers) -> Table:
    """Each obligation, by bearer: force, performance as reported, claims; never merged."""
    held = sorted(of.terms.obligations, key=lambda duty: of.bearers(duty.bearers).casefold())
    rows = tuple(_duty(of, duty) for duty in held)
    columns = _columns(of, "duty", "force", "performance", "due_column", "claims")
    remark, empty = of.t("terms.duties.remark"), of.t("terms.duties.empty")
    return Table("duties", of.t("terms.duties.caption"), columns, rows, remark, empty)


def accounts_table(of: Answers) -> Table:
    """How much each voice says was delivered, of what is owed; voices are never added up."""
    rows = [row for duty in of.terms.obligations if duty.owed for row in _accounts(of, duty)]
    columns = _columns(of, "voice", "owed", "delivered", "remaining")
    remark, empty = of.t("terms.accounts.remark"), of.t("terms.accounts.empty")
    return Table("accounts", of.t("terms.accounts.caption"), columns, tuple(rows), remark, empty)


def powers_table(of: Answers) -> Table:
    """Who may extend, suspend, resume or end what; whether it was used, and who accepts it."""
    rows = tuple(
        TableRow(
            (
                plain(of.t(f"terms.act.{power.act}", what=_titled(of, power.of)), power.id),
                plain(of.bearers(power.holders)),
                of.cell(f"{power.id}.state"),
                of.cell(f"{power.id}.consents", of.bearers(_listed(of.value(f"{power.id}.consents")))),
                of.cell(f"{power.id}.refusals", of.bearers(_listed(of.value(f"{power.id}.refusals")))),
            )
        )
        for power in of.terms.powers
    )
    columns = _columns(of, "power", "holders", "state", "accepted", "refused")
    remark, empty = of.t("terms.powers.remark"), of.t("terms.powers.empty")
    return Table("powers", of.t("terms.powers.caption"), columns, rows, remark, empty)


def due_table(of: Answers) -> Table:
    """What is overdue, what falls due within 72 hours, and within 14 days, by the terms."""
    rows = tuple(TableRow(due_cells(of, item), plain(_when(of, item.day))) for item in of.stood.due(LATER))
    columns = _columns(of, "day", "sort", "what", "state", "last")
    return Table("due", of.t("terms.due.caption"), columns, rows, of.t("terms.due.remark"), of.t("terms.due.empty"))


def due_cells(of: Answers, item: api.DueItem) -> tuple[TableCell, ...]:
    """Day, sort, what, state and when it was last reported of something that the terms date."""
    days = (item.day - of.stood.folded.day).days
    key = "today" if days == 0 else "in_days" if days > 0 else "days_ago"
    duty = next((one for one in of.terms.obligations if one.id == item.path), None)
    what = f"{of.bearers(duty.bearers)}: {item.words}" if duty else item.words
    path = f"{item.path}.due" if duty else f"{item.path}.calendar"
    since = item.reports_since if isinstance(item.reports_since, int) else 0
    last = told(of.t, item.last_reported) if item.last_reported else of.t("terms.never") if duty else ""
    return (
        plain(of.t.day(item.day), of.t(f"terms.due.{key}", n=abs(days))),
        plain(of.t(f"terms.due.sort.{item.sort}")),
        of.cell(path, what),
        plain(told(of.t, item.state) if item.state else ""),
        plain(last, of.t("terms.since", n=since) if since else ""),
    )


def lacks_table(of: Answers) -> Table:
    """What the terms lack of a ceasefire's customary elements, and what they leave open."""
    rows = tuple(
        TableRow(
            (plain(one.sentence, one.source), plain(one.path)),
            plain(of.t("terms.lacks.customary" if one.source else "terms.lacks.open")),
        )
        for one in api.check_terms(of.terms)
    )
    columns = _columns(of, "lacking", "path")
    remark, empty = of.t("terms.lacks.remark"), of.t("terms.lacks.empty")
    return Table("lacks", of.t("terms.lacks.caption"), columns, rows, remark, empty)


def unplaced_table(of: Answers) -> Table:
    """What was said of duties, and fits none of these terms, or no row of the tables of states."""
    reports = {report.id: report for report in of.stood.view.reports()}
    rows = []
    for statement in of.stood.folded.unplaced:
        report = reports.get(statement.report_id)
        places = tuple(Place(statement.report_id, passage) for passage in statement.content.passages)
        told_by = report.outlet or report.name or "" if report else ""
        cells = (
            TableCell(api.describe(statement.content), (statement.id,), places),
            plain(of.t.code(statement.content.KIND)),
            plain(", ".join(filter(None, (told_by, of.t.day(statement.published))))),
        )
        rows.append(TableRow(cells))
    columns = _columns(of, "stated", "kind", "report")
    remark, empty = of.t("terms.unplaced.remark"), of.t("terms.unplaced.empty")
    return Table("unplaced", of.t("terms.unplaced.caption"), columns, tuple(rows), remark, empty)


def _duty(of: Answers, duty: api.TermsObligation) -> TableRow:
    path = duty.id
    last = of.value(f"{path}.last_reported")
    day = date.fromisoformat(last) if isinstance(last, str) else None
    since = of.value(f"{path}.reports_since")
    silent = of.t("terms.since", n=since) if isinstance(since, int) and since else ""
    heard = of.t("terms.last_reported", day=of.t.day(day)) if day else ""
    contested = of.t("terms.contested") if of.value(f"{path}.contested") else ""
    clause = of.t("terms.clause", clause=duty.clause) if duty.clause else ""
    condition = of.t("terms.condition", words=duty.condition) if duty.condition else ""
    notes = filter(None, (of.sources(f"{path}.performance"), contested, heard, silent))
    cells = (
        TableCell(
            duty.object,
            href=of.why(f"{path}.force"),
            note="; ".join(filter(None, (path, clause, condition))),
            stale=stale_since(of.t, day, of.stood.folded.day),
        ),
        of.cell(f"{path}.force"),
        of.cell(f"{path}.performance", note="; ".join(notes)),
        of.cell(f"{path}.due", note=_late(of, path)),
        _claims(of, path),
    )
    return TableRow(cells, plain(of.bearers(duty.bearers) or of.t("terms.no_bearer")))


def _late(of: Answers, path: str) -> str:
    days = of.value(f"{path}.days_late")
    return of.t("terms.days_late", days=told(of.t, days)) if days else ""


def _claims(of: Answers, path: str) -> TableCell:
    """How often a breach is alleged, denied or found, with the passages of all of them; it leads to the first sort."""
    made = [(sort, n) for sort in _CLAIMS if isinstance(n := of.value(f"{path}.{sort}"), int) and n]
    if not made:
        return plain(of.t("terms.value.none"))
    cells = [of.cell(f"{path}.{sort}") for sort, _ in made]
    return TableCell(
        ", ".join(of.t(f"terms.claims.{sort}", n=n) for sort, n in made),
        tuple(dict.fromkeys(id_ for cell in cells for id_ in cell.statements)),
        tuple(dict.fromkeys(place for cell in cells for place in cell.places)),
        cells[0].href,
        of.sources(f"{path}.{made[0][0]}"),
    )


def _accounts(of: Answers, duty: api.TermsObligation) -> Iterator[TableRow]:
    """A row a voice; one without a voice where nobody tells a number."""
    t, path = of.t, duty.id
    group = TableCell(f"{of.bearers(duty.bearers)}: {duty.object}", href=of.why(f"{path}.performance"))
    owed = told(t, of.value(f"{path}.owed")) if of.value(f"{path}.owed") is not None else t("terms.open_number")
    units = ", ".join(dict.fromkeys(one.unit for one in duty.owed))
    delivered, left = of.value(f"{path}.delivered"), of.value(f"{path}.remaining")
    voices = delivered if isinstance(delivered, Mapping) else {}
    for voice in sorted(voices, key=str.casefold):
        remains = left.get(voice) if isinstance(left, Mapping) else None
        remaining = told(t, remains) if remains is not None else ""
        yield TableRow((plain(voice), plain(owed, units), plain(told(t, voices[voice])), plain(remaining)), group)
    if not voices:
        yield TableRow((plain(t("terms.nobody")), plain(owed, units), plain(""), plain("")), group)


def _titled(of: Answers, id_: str) -> str:
    """What an id of the terms stands for, in words."""
    titles = {phase.id: phase.title or phase.id for phase in of.terms.phases}
    titles |= {duty.id: duty.object for duty in of.terms.obligations}
    return titles.get(id_, of.t("terms.the_agreement") if id_ == "agreement" else id_)


def _when(of: Answers, day: date) -> str:
    days = (day - of.stood.folded.day).days
    return of.t("terms.due.over" if days < 0 else "terms.due.soon" if days <= SOON else "terms.due.later")


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _columns(of: Answers, *keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, of.t(f"terms.column.{key}")) for key in keys)
