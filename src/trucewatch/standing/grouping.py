"""Which reports' agreements are taken as one, until somebody rules or links otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from trucewatch.standing.asof import recency
from trucewatch.standing.wording import content_words, word_list
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, Party
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

_NEAR = 14  # days between two stated starts that may still be one agreement's start, told differently


@dataclass(frozen=True)
class AgreementGroup:
    """Statements of several reports about what is taken as one agreement.

    Attributes:
        process: the process of the reports, "" where none was declared.
        title: the longest name the reports give it, else its kind.
        main: the main agreement of its reports; False: one they mention beside it.
        statements: by publication, then place.
    """

    process: str
    title: str
    main: bool
    statements: tuple[Statement[Agreement], ...]


def agreement_groups(view: View) -> tuple[AgreementGroup, ...]:
    """The agreements of a view.

    The main agreements of one process are one where their starts lie within 14 days; one without a start
    goes with the latest begun before its report. Reports of no declared process must name a party in common.
    Agreements mentioned beside the main one are one only where they share a proper name ("Lowmoor Accord").
    """
    process = {r.id: r.process or "" for r in view.reports()}
    by_circle: defaultdict[tuple[str, int], list[Statement[Agreement]]] = defaultdict(list)
    circles = _circles(view, process)
    for statement in sorted(view.of(Agreement), key=_published):
        by_circle[circles[statement.report_id]].append(statement)
    groups = [
        AgreementGroup(circle[0], _title(cluster), main=True, statements=cluster)
        for circle, statements in sorted(by_circle.items())
        for cluster in _by_start(statements)
    ]
    others: defaultdict[tuple[str, str], list[Statement[OtherAgreement]]] = defaultdict(list)
    for other in sorted(view.of(OtherAgreement), key=_published):
        others[process[other.report_id], _proper_name(other.content.term_used) or other.id].append(other)
    groups += [AgreementGroup(key[0], _title(tuple(o)), main=False, statements=tuple(o)) for key, o in others.items()]
    return tuple(groups)


def _proper_name(term: str | None) -> str:
    """The words of a name with a capital inside it, as a key; "" for "a truce" and "Truce"."""
    words = [w for w in (term or "").split() if w.lower() not in word_list("little")]
    return " ".join(sorted(content_words(term))) if any(w[:1].isupper() for w in words[1:]) else ""


def _published(statement: Statement[Agreement]) -> tuple[date, str, int]:
    return recency(statement.published), statement.report_id, statement.start


def _circles(view: View, process: dict[str, str]) -> dict[str, tuple[str, int]]:
    """For each report the circle of reports it may share an agreement with: (process, number of the circle)."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for party in view.of(Party):
        if party.content.role == "party":
            words[party.report_id] |= content_words(party.content.name)
    for statement in view.of(Agreement):
        words[statement.report_id] |= {w for name in statement.content.parties for w in content_words(name)}
    circles: list[set[str]] = []
    found: dict[str, tuple[str, int]] = {}
    for report in view.reports():
        if process[report.id]:
            found[report.id] = (process[report.id], 0)
            continue
        own = {w for w in words[report.id] if w not in word_list("common_in_names")}
        at = next((n for n, circle in enumerate(circles) if circle & own), len(circles))
        if at == len(circles):
            circles.append(set())
        circles[at] |= own
        found[report.id] = ("", at)
    return found


def _by_start(statements: list[Statement[Agreement]]) -> list[tuple[Statement[Agreement], ...]]:
    dated = sorted(
        ((day, s) for s in statements if (day := day_of(s.content.start)) is not None), key=lambda pair: pair[0]
    )
    clusters: list[list[tuple[date, Statement[Agreement]]]] = []
    for day, statement in dated:
        if clusters and (day - clusters[-1][-1][0]).days <= _NEAR:
            clusters[-1].append((day, statement))
        else:
            clusters.append([(day, statement)])
    out = [[s for _, s in cluster] for cluster in clusters] or [[]]
    for statement in statements:
        if day_of(statement.content.start) is None:
            begun = [n for n, c in enumerate(clusters) if c[0][0] <= recency(statement.published)]
            out[begun[-1] if begun else 0].append(statement)
    return [tuple(sorted(cluster, key=_published)) for cluster in out]


def _title(statements: tuple[Statement[Agreement], ...]) -> str:
    named = [s.content.term_used for s in statements if s.content.term_used]
    return max(named, key=lambda name: (sum(w[:1].isupper() for w in name.split()), len(name)), default="") or (
        statements[0].content.kind
    )
