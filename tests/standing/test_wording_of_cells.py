"""What cells say: one line for each kind of content, numbers with their qualifiers, periods, what is ahead, voices."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trucewatch.standing.ahead import upcoming
from trucewatch.standing.describe import describe
from trucewatch.standing.figures import number_words
from trucewatch.standing.obligations import obligations_as_of
from trucewatch.standing.periods import Period, calendar_words, computed_words, duration_words, period_of
from trucewatch.standing.phases import agreements_as_of
from trucewatch.standing.talks import talks_as_of
from trucewatch.standing.voices import Voices, report_name
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Instrument,
    Obligation,
    OtherAgreement,
    Party,
    Position,
    Proposal,
    Quote,
    Talks,
    TimeExpression,
    Violation,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from view_case import Case

SAID = (Passage(0, 4, "said"),)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (Party(name="Karsa", role="mediator"), "Karsa: mediator"),
        (Agreement(kind="truce", term_used="Ansel Accord", duration="P45D"), "Ansel Accord, 45 days"),
        (OtherAgreement(kind="truce"), "truce"),
        (Proposal(label="ferry plan", proposer="Oruvel"), "ferry plan, by Oruvel"),
        (Proposal(label="ferry plan"), "ferry plan"),
        (
            Obligation(bearer="Karsa", action="other", subtype="fuel_imports", object="fuel", state="demanded",
                       demanded_by="Oruvel"),
            "Karsa: fuel imports (fuel), demanded by Oruvel",
        ),
        (
            Obligation(bearer=None, action="withdraw", state="proposed", proposed_by="the envoy"),
            "bearer not stated: withdraw, proposed by the envoy",
        ),
        (Obligation(bearer="Karsa", action="release", state="done"), "Karsa: release, done"),
        (Position(actor="Karsa", stance="accept", proposal="ferry plan"), "Karsa: accept, ferry plan"),
        (Position(actor="Karsa", stance="reject", proposal_mention="the offer"), "Karsa: reject, the offer"),
        (Position(actor="Karsa", stance="undecided"), "Karsa: undecided"),
        (
            Talks(venue="Ansel", date=None, participants=("Karsa", "Oruvel"), status="held"),
            "talks held: Ansel (Karsa, Oruvel)",
        ),
        (Talks(venue=None, date=None, status="planned"), "talks planned: venue not stated"),
        (Figure(what="killed", measure="guards", number=12), "12 guards killed reported"),
        (Violation(alleged_by="Karsa", against=None, what="shelling", status="alleged"), "shelling: alleged by Karsa"),
        (Violation(alleged_by=None, against=None, what="shelling", status="denied"), "shelling: denied"),
        (Instrument(citation="S/RES/1701 (2006)"), "S/RES/1701 (2006)"),
        (Quote(speaker="Ina Mor", mention="she", cue="said", type="direct", content=SAID), "Ina Mor: said"),
        (Quote(speaker=None, mention="a guard", cue=None, type="direct", content=SAID), "a guard: quoted"),
        (Quote(speaker=None, mention=None, cue="said", type="direct", content=SAID), "speaker not told: said"),
        (TimeExpression(type="date", value="2031-03-01", surface=SAID), "said"),
        (TimeExpression(type="date", value="2031-03-01", surface=()), "2031-03-01"),
    ],
)  # fmt: skip
def test_a_content_in_one_line(content: Content, line: str) -> None:
    assert describe(content) == line


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"number": None}, "a number not told"),
        ({"number": 2000}, "2,000"),
        ({"number": 2000, "unit": "tonnes"}, "2,000 tonnes"),
        ({"number": 10, "number_to": 1500}, "10 to 1,500"),
        ({"number": 48000, "qualifier": "more than"}, "more than 48,000"),
        ({"number": 12, "qualifier": "vague"}, "12"),
    ],
)
def test_a_number_with_its_qualifier(values: dict[str, Any], words: str) -> None:
    assert number_words(Figure(what="killed", **values)) == words


def period() -> Period:
    """45 days from 10 March 2031: to 23 April with the first day counted, to 24 April without."""
    made = period_of("2031-03-10", "P45D")
    assert made is not None
    return made


@pytest.mark.parametrize(("day", "off"), [(30, 6), (24, 0), (23, 0), (20, -3)])
def test_how_far_a_stated_last_day_is_off(day: int, off: int) -> None:
    assert period().days_off(date(2031, 4, day)) == off


def test_a_computed_last_day_names_both_countings() -> None:
    assert computed_words(period()) == (
        "23 April 2031, computed from 10 March 2031 and 45 days with the first day counted; "
        "24 April 2031 if counted from the day after"
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2031, 3, 8), "begins in 2 days, on 10 March 2031, by computation"),
        (date(2031, 3, 10), "day 1 of 45 by computation, last day 23 April 2031"),
        (date(2031, 4, 23), "day 45 of 45 by computation, last day"),
        (
            date(2031, 4, 24),
            "period ended 1 day ago by computation (23 April 2031); today under the other counting",
        ),
        (date(2031, 4, 25), "period ended 2 days ago by computation (23 April 2031)"),
    ],
)
def test_where_a_day_lies_in_a_period(day: date, words: str) -> None:
    assert calendar_words(period(), day) == words


def ahead_case() -> Case:
    case = Case()
    case.report(
        "2031-03-07", "Gazette", "Begins 8 March, ends 20 March. Guns by 10 March; fuel by 11 March. Ansel, 9 March."
    )
    case.say(Agreement, "Begins 8 March", kind="truce", term_used="accord", start="2031-03-08", expiry="2031-03-20")
    case.say(Obligation, "fuel by 11 March", bearer=None, action="allow_aid", object="fuel", deadline="2031-03-11",
             state="pending")  # fmt: skip
    case.say(Obligation, "Guns by 10 March", bearer="Karsa", action="withdraw", object="guns", deadline="2031-03-10",
             state="pending")  # fmt: skip
    case.say(Talks, "Ansel, 9 March", venue="Ansel", date="2031-03-09", participants=("Karsa",), status="planned")
    return case


def rows_on(day: date | None) -> list[tuple[str, str]]:
    view = ahead_case().view()
    folds = agreements_as_of(view, day), obligations_as_of(view, day), talks_as_of(view, day)
    return [(row.within, row.cell.text) for row in upcoming(*folds, day)]


def test_what_is_ahead_stands_by_day_with_its_words() -> None:
    first, second, third, fourth, fifth = rows_on(date(2031, 3, 7))
    assert first == ("72 hours", "8 March 2031 (in 1 day): accord: stated start")
    assert second[0] == "72 hours"
    assert second[1].startswith("9 March 2031 (in 2 days): talks, Ansel")
    assert second[1].endswith(": Karsa")
    assert third[1].startswith("10 March 2031 (in 3 days): Karsa: withdraw (guns)")
    assert (fourth[0], fifth[0]) == ("14 days", "14 days")
    assert fourth[1].startswith("11 March 2031 (in 4 days): bearer not stated: allow aid (fuel)")
    assert fifth[1] == "20 March 2031 (in 13 days): accord: stated last day"


def test_what_is_ahead_is_told_by_its_sort() -> None:
    case, day = ahead_case(), date(2031, 3, 7)
    case.report("2031-03-07", "Courier", "A lull of 5 days begins on 8 March.", process="islands")
    case.say(Agreement, "A lull of 5 days", kind="lull", start="2031-03-08", duration="P5D")
    view = case.view()
    rows = upcoming(agreements_as_of(view, day), obligations_as_of(view, day), talks_as_of(view, day), day)
    assert [(row.process, row.day.day, row.what) for row in rows] == [
        ("islands", 8, "start"), ("valley", 8, "start"), ("valley", 9, "talks"), ("valley", 10, "obligation"),
        ("valley", 11, "obligation"), ("islands", 12, "computed expiry"), ("valley", 20, "expiry"),
    ]  # fmt: skip
    assert rows[5].cell.text.startswith("12 March 2031 (in 5 days): lull: last day 12 March 2031, computed from")


def test_what_lies_today_is_ahead_and_what_lies_15_days_off_is_not() -> None:
    assert [text for _, text in rows_on(date(2031, 3, 6))][-1].startswith("20 March 2031 (in 14 days)")
    assert "20 March" not in [text for _, text in rows_on(date(2031, 3, 5))][-1]
    assert rows_on(date(2031, 3, 8))[0][1] == "8 March 2031 (today): accord: stated start"
    assert rows_on(None) == []


def test_an_unnamed_source_stays_in_the_words_of_the_report() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "A guard said the gate was shut. It is open now, she said.")
    told = [Passage(17, 30, "gate was shut")]
    unnamed = {"speaker": "Tor Velu", "mention": "A guard", "sealed": True}
    case.say(Quote, "the gate was shut", cue="said", type="indirect", **unnamed)
    case.say(Quote, "It is open now", speaker="Ina Mor", mention="she", cue="said", type="indirect")
    report = case.reports[0]
    voices = Voices(case.view())
    assert voices.speaker(report.id, tuple(told)) == "A guard"
    start = report.text.index("open now")
    assert voices.speaker(report.id, (Passage.of(report.text, start, start + 8),)) == "Ina Mor"
    assert voices.speaker(report.id, ()) is None


def test_words_that_lie_half_in_a_quotation_are_the_reports_own() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "Ina Mor said it held, and guns were heard all night.")
    case.say(Quote, "it held", speaker="Ina Mor", mention="Ina Mor", cue="said", type="indirect")
    report = case.reports[0]
    start = report.text.index("it held")
    assert Voices(case.view()).speaker(report.id, (Passage.of(report.text, start, len(report.text)),)) is None
    assert Voices(case.view()).speaker(report.id, (Passage.of(report.text, start, start + 9),)) == "Ina Mor"


def test_the_innermost_of_nested_quotations_speaks() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "The radio said Ina Mor had told it that the ferry runs.")
    case.say(Quote, "Ina Mor had told it that the ferry runs", speaker="radio", mention="The radio", cue="said",
             type="indirect")  # fmt: skip
    case.say(Quote, "the ferry runs", speaker="Ina Mor", mention="Ina Mor", cue="told", type="indirect")
    report = case.reports[0]
    start = report.text.index("the ferry")
    assert Voices(case.view()).speaker(report.id, (Passage.of(report.text, start, start + 14),)) == "Ina Mor"


def test_a_report_without_outlet_is_named_by_its_id() -> None:
    case = Case()
    report = case.report("2031-03-07", "Gazette", "Quiet.", process=None)
    assert (report_name(report), Voices(case.view()).process(report.id)) == ("Gazette", "")


def test_exactly_half_a_passage_in_a_quotation_is_not_most_of_it() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "Ina Mor said it held and is calm.")
    case.say(Quote, "it held", speaker="Ina Mor", mention="Ina Mor", cue="said", type="indirect")
    report = case.reports[0]
    start = report.text.index("it held")
    voices = Voices(case.view())
    assert voices.speaker(report.id, (Passage.of(report.text, start, start + 14),)) is None
    assert voices.speaker(report.id, (Passage.of(report.text, start, start + 13),)) == "Ina Mor"


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P1D", "1 day"), ("P42D", "42 days"), ("P1W", "1 week"), ("P6W", "6 weeks"), ("P1M", "1 month"),
        ("P1Y6M", "1 year 6 months"), ("P2Y", "2 years"), ("for long", "for long"),
    ],
)  # fmt: skip
def test_a_length_in_words(duration: str, words: str) -> None:
    assert duration_words(duration) == words


@pytest.mark.parametrize(
    ("start", "duration"),
    [(None, "P45D"), ("2031-03", "P45D"), ("2031-03-10", None), ("2031-03-10", "P0D"), ("2031-03-10", "long")],
)
def test_there_is_no_period_without_a_known_day_and_a_length(start: str | None, duration: str | None) -> None:
    assert period_of(start, duration) is None


def test_a_period_of_one_day_and_one_of_months() -> None:
    one, months, days = (period_of("2031-03-10", length) for length in ("P1D", "P1M", "P45D"))
    assert one is not None
    assert months is not None
    assert days is not None
    assert (one.days, one.inclusive, one.exclusive) == (1, date(2031, 3, 10), date(2031, 3, 11))
    assert (months.by_months, days.by_months, days.days) == (True, False, 45)
    assert (days.fit(date(2031, 4, 23)), days.fit(date(2031, 4, 24)), days.fit(date(2031, 4, 25))) == (
        "inclusive",
        "exclusive",
        "off",
    )
    assert months.fit(date(2031, 4, 10)) == "exclusive"


def test_the_name_of_a_report_is_its_outlet_else_its_file_else_its_title_else_its_id() -> None:
    bare = Report("Quiet.")
    assert report_name(Report("Quiet.", outlet="Gazette", name="07.txt", title="Calm")) == "Gazette"
    assert report_name(Report("Quiet.", name="07.txt", title="Calm")) == "07.txt"
    assert report_name(Report("Quiet.", title="Calm")) == "Calm"
    assert report_name(bare) == f"report {bare.id[:8]}"
