"""What is newly contested, what happened, and where aid is to pass: in the reports' words, by who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from trucewatch.exports.brief import Clause, Note, Sentence
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_wording import capital, cut, is_name, quoted, with_article
from trucewatch.exports.private_names import NO_OUTLET, file_names
from trucewatch.standing.asof import placed, recency, said_by
from trucewatch.standing.cell import Stated
from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.kinds import Violation
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.surroundings import sentences

ACCESS = frozenset({"allow_aid", "lift_blockade"})
QUIET = frozenset({"gone-quiet", "deadline-passed-in-silence"})
_WEEK = timedelta(days=7)
_FINDINGS = 2
_QUOTED = 110  # characters of a quotation inside a finding
_QUOTATION = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”")
_ENOUGH = 4  # words of a deed that are understood by themselves


def contested_sentences(told: Material) -> list[Sentence]:
    """Breaches alleged, each with its denial, then what does not add up between reports."""
    held = [s for s in _violations(told) if s.content.nature == "breach"]
    alleged = list(_alleged(told, held))
    findings = [_finding(told, f) for f in _new_findings(told)]
    if not alleged and not findings:
        return [told.one("Nothing newly contested was read.", told.searched(told.since.reports))]
    return [*alleged[:2], *findings[:_FINDINGS], *alleged[2:], *findings[_FINDINGS:]]


def incident_sentences(told: Material) -> list[Sentence]:
    """Incidents of the last seven days, then access: what is said of aid, crossings and blockades."""
    held = [s for s in _violations(told, of_week=True) if s.content.nature == "incident"]
    found = [*(_incident(told, same) for same in _same(held)), *_logged(told)]
    if not found:
        since = told.searched(_of_week(told))
        found.append(told.one("No incident of the last seven days was read apart from what is contested.", since))
    access = list(_access(told))
    if not access:
        access.append(told.one("No word on a duty to let aid pass was read.", told.searched()))
    return [*found[:2], *access[:2], *found[2:], *access[2:]]


def _violations(told: Material, *, of_week: bool = False) -> list[Statement[Violation]]:
    """Those told by the day asked about: in new reports, or of the last seven days; newest first."""
    week = set(_of_week(told))
    new = told.since.reports
    held = []
    for statement in told.view.of(Violation):
        known = said_by(statement, told.day) or placed(statement, told.day) == "by_then"
        wanted = statement.report_id in week if of_week else new is None or statement.report_id in new
        if known and wanted and not statement.content.is_doubtful and statement.content.passages:
            held.append(statement)
    return sorted(held, key=lambda s: (-recency(s.published).toordinal(), told.voices.outlet(s.report_id), s.start))


def _of_week(told: Material) -> list[str]:
    return [
        r.id for r in told.reports.values() if told.day is None or r.published is None or told.day - r.published < _WEEK
    ]


def _same(held: Sequence[Statement[Violation]]) -> list[list[Statement[Violation]]]:
    """Statements in the same words of the same speaker, as in a text that several outlets printed, stand once."""
    found: dict[tuple[str, str, str], list[Statement[Violation]]] = {}
    for statement in held:
        content = statement.content
        by = content.alleged_by if content.status == "alleged" else ""
        key = (content.status, (by or "").casefold(), " ".join(content.passages[0].text.casefold().split()))
        found.setdefault(key, []).append(statement)
    return list(found.values())


def _alleged(told: Material, held: Sequence[Statement[Violation]]) -> Iterator[Sentence]:
    """Each charge with the denials that answer it in the same reports; a denial that answers none, by itself."""
    groups = _same(held)
    charges = [g for g in groups if g[0].content.status != "denied"]
    denials = [g for g in groups if g[0].content.status == "denied"]
    used: set[int] = set()
    for charge in charges:
        answers = [
            (n, d) for n, d in enumerate(denials) if n not in used and _answers(charge[0].content, d[0].content)
            and {s.report_id for s in d} & {s.report_id for s in charge}
        ]  # fmt: skip
        used |= {n for n, _ in answers}
        clauses = [_charge(told, charge, ";" if answers else ".")]
        for number, (_, denial) in enumerate(answers, 1):
            clauses.append(_denial(told, denial, "." if number == len(answers) else ";"))
        yield Sentence(tuple(clauses))
    for number, denial in enumerate(denials):
        if number not in used:
            clause = _denial(told, denial, ".")
            yield Sentence((Clause(capital(clause.text), clause.notes),))


def _answers(charge: Violation, denial: Violation) -> bool:
    told, what = (denial.answers or "").casefold().strip(), charge.what.casefold().strip()
    return bool(told) and bool(what) and (told in what or what in told)


def _charge(told: Material, same: Sequence[Statement[Violation]], end: str) -> Clause:
    content, ids = same[0].content, [s.report_id for s in same]
    words, notes = _words(told, same)
    place = Place(same[0].report_id, content.passages[0])

    def named(name: str | None) -> str | None:
        # Who is meant may have been found far from the words; a brief tells it only where they say it themselves.
        return with_article(name) if name and is_name(name) and told.is_named(name, place) else None

    by, against = named(content.alleged_by), named(content.against)
    target = f" against {against}" if against else ""
    if content.status == "alleged":
        whose = f" by {by}" if by else ""
        head = f"Alleged{whose}{target} ({told.sources(ids)})"
    else:
        head = f"A breach is stated{target} ({told.voice(told.voices.speaker(ids[0], content.passages), ids)})"
    return Clause(f"{capital(head)}: {quoted(words)}{end}", notes)


def _denial(told: Material, same: Sequence[Statement[Violation]], end: str) -> Clause:
    _, notes = _words(told, same)
    words = told.worded(Place(same[0].report_id, same[0].content.passages[0]))
    return Clause(f"denied ({told.sources(s.report_id for s in same)}): {quoted(words)}{end}", notes)


def _words(told: Material, same: Sequence[Statement[Violation]]) -> tuple[str, tuple[Note, ...]]:
    """The words shown, and the notes on them: one a report."""
    notes = tuple(dict.fromkeys(told.note(s) for s in {s.report_id: s for s in reversed(same)}.values()))[:3]
    content, report_id = same[0].content, same[0].report_id
    what = content.what.strip()
    if len(what.split()) >= _ENOUGH and what in content.passages[0].text and what != content.passages[0].text:
        return what, notes
    return told.worded(Place(report_id, content.passages[0])), notes


def _incident(told: Material, same: Sequence[Statement[Violation]]) -> Sentence:
    content, ids = same[0].content, [s.report_id for s in same]
    words, notes = _words(told, same)
    speaker = content.alleged_by or told.voices.speaker(ids[0], content.passages)
    return Sentence((Clause(f"{capital(told.says(speaker, ids))}: {quoted(words)}.", notes),))


def _logged(told: Material) -> Iterator[Sentence]:
    """Incidents beside what is alleged, of the last seven days by their own day or that of the report, newest first."""
    rows: list[tuple[date, str, Incident]] = []
    for id_, report in told.reports.items():
        for incident in told.incidents.get(id_, ()):
            own = interval_of(incident.date)
            day = own.last if own is not None else report.published
            if day is None or told.day is None or timedelta(0) <= told.day - day < _WEEK:
                rows.append((recency(day), id_, incident))
    # Those that a careful reader could take otherwise come behind the others.
    rows.sort(key=lambda r: (r[2].unsure, -r[0].toordinal(), told.voices.outlet(r[1]), r[2].evidence[0].start))
    same: dict[tuple[str, str], list[tuple[str, Incident]]] = {}
    for _, id_, incident in rows:
        words = told.worded(Place(id_, incident.evidence[0]))
        same.setdefault((incident.kind, " ".join(words.casefold().split())), []).append((id_, incident))
    for held in same.values():
        id_, incident = held[0]
        place = Place(id_, incident.evidence[0])
        voice = told.voice(told.voices.speaker(id_, incident.evidence), [i for i, _ in held])
        notes = tuple(
            dict.fromkeys(told.cited(i, told.shown(Place(i, one.evidence[0])), unsure=one.unsure) for i, one in held)
        )
        yield Sentence((Clause(f"Incident ({voice}): {quoted(told.worded(place))}.", notes[:3]),))


def _access(told: Material) -> Iterator[Sentence]:
    """The newest word of each voice on duties to let aid pass, and since when nothing was said."""
    rows: list[Stated] = []
    for duty in told.board.obligations:
        if duty.action in ACCESS:
            rows += duty.performance or duty.claims or duty.force
    rows.sort(key=lambda s: recency(s.day), reverse=True)
    lead = {
        "done": "Access, reported as done", "suspended": "Access, reported as halted",
        "breached": "Access, stated as a breach", "demanded": "Access, a demand", "proposed": "Access, a proposal",
    }  # fmt: skip
    for same, words in told.by_sentence([s for s in rows if told.of_cell(s.cell)]):
        yield Sentence((told.quote(lead.get(same[0].value or "", "Access"), same, words),))


def _new_findings(told: Material) -> list[Finding]:
    """Findings on new reports that a brief has room for, errors in a source first; gaps are not contested."""
    new = told.since.reports
    rank = {"error_in_source": 0, "tension": 1, "gap": 2}
    held = [
        f
        for f in told.findings
        if f.code not in QUIET and f.severity != "gap" and f.places
        and (new is None or any(p.report_id in new for p in f.places))
        and all(p.report_id in told.reports for p in f.places)
    ]  # fmt: skip
    return sorted(held, key=lambda f: rank[f.severity])


def _finding(told: Material, finding: Finding) -> Sentence:
    notes = tuple(dict.fromkeys(told.cited(p.report_id, told.shown(p)) for p in finding.places))[:3]
    # The first sentence tells what does not fit; the others, on grounds and readings, stand in the list of findings.
    files = file_names(told.reports.values())
    whole = files.sub(NO_OUTLET, finding.sentence) if files else finding.sentence
    first = next(iter(sentences(whole)), whole)
    return Sentence((Clause(f"It does not add up: {shortened(first)}", notes),))


def shortened(words: str) -> str:
    """A finding's sentence with long quotations cut; its notes have them whole."""
    return _QUOTATION.sub(lambda m: f"“{cut(m[1], _QUOTED)}”", words)
