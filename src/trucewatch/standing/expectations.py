"""An analyst's expectations, checked like the balance assertions of a ledger: on this date this must be so."""

from __future__ import annotations

from collections.abc import Iterable

from trucewatch.agreements.cases import Expectation
from trucewatch.agreements.terms import Terms
from trucewatch.standing.under_terms import answers, standing_under
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.view import View


def check_expectations(terms: Terms, view: View, expectations: Iterable[Expectation]) -> tuple[Finding, ...]:
    """A finding for each answer that is not as expected, with the passages behind the answer.

    Args:
        terms: of the agreement.
        view: what was said; expectations bound what was known by their own dates.
        expectations: as a file has them.
    """
    found: list[Finding] = []
    for expected in expectations:
        standing = standing_under(terms, view, expected.as_of, expected.known_on)
        values = answers(standing)
        for path, wanted in expected.states.items():
            given = values.get(path, "no answer")
            if given == wanted:
                continue
            held = standing.answers.get(path)
            statements = tuple(s for g in (held.grounds if held else ()) for s in g.statements)
            places = tuple(dict.fromkeys(Place(s.report_id, p) for s in statements for p in s.content.passages))
            sentence = (
                f"On {expected.as_of.isoformat()}, as known on {expected.known_on.isoformat()}, {path} was expected to "
                f"be {wanted}, and is {given} ({expected.because}; line {expected.line} of the expectations)."
            )
            ids = tuple(dict.fromkeys(s.id for s in statements))
            found.append(Finding("expectation", "tension", sentence, places, statements=ids))
    return tuple(found)
