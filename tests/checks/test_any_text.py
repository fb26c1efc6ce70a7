"""Whatever a text is made of, no check breaks on it, and what they find has its words."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.checks.all_checks import run_checks
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import MemoryView

_PIECES = st.sampled_from(
    [
        "40 captives", "of the 60 owed", "Tuesday, 3 March 2027", "three days after", "the truce", "Karsa", "said",
        "“we",
        "accept”", "rejected", "12 %", "in all", ":", ";", ",", ".", "\n\n", "\n", " ", "(", ")", "—", "two thirds of",
        "S/RES/2720 (2024)", "Article 240 of the UN Charter", "expired", "phase one", "has begun", "12", "3,000",
        "killed",
        "according to", "proposed", "remain", "women", "and", "the ministry", "\u200b", "🕊", "Total", "on 9 June",
        "has kept", "breached", "TRUCE HOLDS", "1 May", "–", "not", "the plan", "half", "between them", "respectively",
    ]
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_PIECES, min_size=1, max_size=40), min_size=1, max_size=3))
def test_no_text_breaks_a_check(texts: list[list[str]]) -> None:
    reports = tuple(
        Report(" ".join(pieces), published=date(2027, 3, 1 + number), outlet="Gazette", process="reef")
        for number, pieces in enumerate(texts)
    )
    view = MemoryView(reports, ())
    found = run_checks(view)
    assert found == run_checks(MemoryView(reports[::-1], ()))
    for finding in found:
        for place in finding.places:
            assert place.passage is None or place.passage.is_verbatim_in(view.report(place.report_id).text)
