"""How things stand under the terms of an agreement, over a record: standing, why, what if, what is due, drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from trucewatch.agreements.cases import read_expectations
from trucewatch.agreements.terms import Terms
from trucewatch.agreements.write import write
from trucewatch.errors import RecordError
from trucewatch.record.duplicates import credits_of, find_copies
from trucewatch.standing.corroboration import Corroboration, SourceCard, Sources
from trucewatch.standing.draft import draft_terms as drafted
from trucewatch.standing.due_ahead import DueItem, due_ahead
from trucewatch.standing.expectations import check_expectations
from trucewatch.standing.explain import Branch, RulingsOn, corroboration_of
from trucewatch.standing.explain import explain as explained
from trucewatch.standing.source_cards import load_source_cards
from trucewatch.standing.under_terms import TermsStanding, answers, standing_under
from trucewatch.standing.voices import Voices, report_name
from trucewatch.standing.whatif import Question, WhatIf, what_if
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import plain
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class Standing:
    """How things stand under terms, with what can be asked of it.

    Attributes:
        folded: the answers by path.
        view: the reports and statements behind them.
        sources: who they come from.
    """

    folded: TermsStanding
    view: View
    sources: Sources

    def why(self, path: str, rulings: RulingsOn | None = None) -> Branch:
        """The tree behind one answer; with `rulings` (such as `record.rulings`) also what people ruled on it.

        Raises:
            UnknownIdError: there is no answer under that path.
        """
        return explained(self.folded, path, self.view, self.sources, rulings)

    def corroboration(self, path: str) -> Corroboration:
        """The sources behind one answer; KeyError where there is none under that path."""
        return corroboration_of(self.folded, path, self.sources)

    def due(self, days: int) -> tuple[DueItem, ...]:
        """What is overdue, and what falls due, begins or ends within so many days."""
        return due_ahead(self.folded, days)

    def to_json(self) -> dict[str, object]:
        """As plain JSON types: every answer by path, with its sources counted."""
        folded = self.folded
        return {
            "agreement": folded.terms.id,
            "as_of": folded.as_of.isoformat(),
            "known_on": folded.known_on.isoformat() if folded.known_on else None,
            "answers": {
                path: {
                    "value": value,
                    "sources": self.corroboration(path).words,
                    "statements": list(dict.fromkeys(s.id for g in folded.answers[path].grounds for s in g.statements)),
                }
                for path, value in answers(folded).items()
            },
        }


def standing(
    terms: Terms,
    view: View,
    as_of: date | datetime | None = None,
    known_on: date | None = None,
    sources: Path | None = None,
) -> Standing:
    """How things stand under terms.

    Args:
        terms: of the agreement.
        view: of one process.
        as_of: a day, or an hour with its zone; None: the last day of publication in the view.
        known_on: only what had been published by that day.
        sources: a user's file on outlets and speakers.

    Raises:
        RecordError: no day is given and no report of the view has one.
        SourcesFileError: the file has mistakes.
    """
    asked = as_of or _last(view)
    folded = standing_under(terms, view, asked, known_on)
    cards: Mapping[str, SourceCard] = load_source_cards(sources, tuple(p.id for p in terms.parties)) if sources else {}
    return Standing(folded, view, Sources(terms, Voices(view), _origins(view), cards))


def suppose(
    terms: Terms, view: View, question: Question, as_of: date | datetime | None = None, known_on: date | None = None
) -> WhatIf:
    """How things would stand with other terms, or had more been said; nothing is written.

    Raises:
        TermsPathError: a path of the question names nothing in the terms, or its value does not fit.
        TrucewatchError: an event of the question is of no known form.
    """
    return what_if(terms, view, question, as_of or _last(view), known_on)


def expect(terms: Terms, view: View, path: Path) -> tuple[Finding, ...]:
    """What is not as a file of expectations has it.

    Raises:
        CaseFileError: the file has mistakes: it tells all of them.
    """
    return check_expectations(terms, view, read_expectations(path, terms))


def draft_terms(view: View, zone: str = "UTC", as_of: date | None = None) -> str:
    """The text of a terms file drafted from a view, each line with its sources.

    Raises:
        RecordError: the view states no agreement.
    """
    draft = drafted(view, zone, as_of)
    return write(draft.terms, draft.comments)


def moved_json(found: WhatIf) -> list[dict[str, object]]:
    """What would be otherwise, as plain JSON types."""
    return [{"path": m.path, "now": plain(m.now), "then": plain(m.then)} for m in found.moved]


def _last(view: View) -> date:
    days = [r.published for r in view.reports() if r.published]
    if not days:
        raise RecordError(
            "no report in view has a day of publication",
            expected="a day to ask about",
            advice="Name one with --as-of, or give the reports their days with `trucewatch report set`.",
        )
    return max(days)


def _origins(view: View) -> dict[str, str]:
    """For each report that is a copy or credits another outlet, the name under which it counts once."""
    reports = {r.id: r for r in view.reports()}
    found: dict[str, str] = {}
    for id_, report in reports.items():
        credited = credits_of(report)
        if credited:
            found[id_] = credited[0]
    for copies in find_copies(reports.values()):
        first = copies.origin or copies.members[0]
        name = found.get(first) or report_name(reports[first])
        found.update(dict.fromkeys(copies.members, name))
    return found
