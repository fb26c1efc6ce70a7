from __future__ import annotations

from datetime import date

import pytest

from trucewatch.standing.grouping import agreement_groups
from trucewatch.standing.periods import calendar_words, period_of
from trucewatch.standing.phase_states import phase_states
from trucewatch.standing.phases import AgreementStanding, PhaseStanding, agreements_as_of
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, Party, Phase, Quote, TimeExpression
from view_case import Case, passage


def phase_of(standing: AgreementStanding, ordinal: int | None) -> PhaseStanding:
    return next(p for p in standing.phases if p.ordinal == ordinal)


def two_reports() -> Case:
    """One report gives the start, another, of another outlet, the length."""
    case = Case()
    case.report("2031-06-02", "Harbour Post", "The Lowmoor truce took effect on 1 June.")
    case.say(Agreement, "took effect on 1 June", kind="truce", start="2031-06-01", term_used="Lowmoor truce")
    case.report("2031-06-05", "Ridge Radio", "The truce is to last 30 days, the mission said.")
    case.say(Agreement, "to last 30 days", kind="truce", duration="P30D")
    return case


def test_expiry_is_computed_across_reports_and_names_both_countings() -> None:
    case = two_reports()
    (standing,) = agreements_as_of(case.view(), date(2031, 6, 14))
    (computed,) = phase_of(standing, None).computed
    assert computed.period.inclusive == date(2031, 6, 30)
    assert computed.period.exclusive == date(2031, 7, 1)
    assert not computed.same_report
    assert "30 June 2031" in computed.cell.text
    assert "1 July 2031" in computed.cell.text
    assert {p.report_id for p in computed.cell.places} == {r.id for r in case.reports}
    assert set(computed.cell.statements) == {s.id for s in case.statements}


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (date(2031, 5, 30), "begins in 2 days, on 1 June 2031, by computation"),
        (date(2031, 6, 1), "day 1 of 30 by computation, last day 30 June 2031"),
        (date(2031, 6, 14), "day 14 of 30 by computation, last day 30 June 2031"),
        (date(2031, 6, 30), "day 30 of 30 by computation, last day"),
        (date(2031, 7, 3), "period ended 3 days ago by computation (30 June 2031)"),
    ],
)
def test_the_calendar_answers_as_of_a_day(as_of: date, words: str) -> None:
    (standing,) = agreements_as_of(two_reports().view(), as_of)
    assert [c.text for c in phase_of(standing, None).calendar] == [words]


def test_the_day_after_is_told_with_the_other_counting() -> None:
    period = period_of("2031-06-01", "P30D")
    assert period is not None
    assert "today under the other counting" in calendar_words(period, date(2031, 7, 1))


def test_stated_and_computed_stand_side_by_side_when_they_disagree() -> None:
    case = Case()
    case.report("2031-06-02", "Harbour Post", "Phase one began on 1 June, lasts 30 days and ends on 4 July.")
    case.say(
        Agreement, "ends on 4 July", kind="truce", start="2031-06-01", duration="P30D", expiry="2031-07-04",
        expiry_of="phase 1",
    )  # fmt: skip
    (standing,) = agreements_as_of(case.view(), date(2031, 7, 2))
    first = phase_of(standing, 1)
    assert [fit for _, fit in first.computed[0].against] == ["off"]
    texts = [c.text for c in first.calendar]
    assert texts == [
        "period ended 2 days ago by computation (30 June 2031)",
        "stated last day 4 July 2031: in 2 days",
    ]
    assert all("violat" not in t and "breach" not in t for t in texts)


def test_a_phases_start_may_be_the_agreements_and_says_so() -> None:
    case = two_reports()
    case.report("2031-06-07", "Ridge Radio", "The first phase ends on 30 June after 30 days.")
    case.say(Agreement, "30 days", kind="truce", duration="P30D", expiry="2031-06-30", expiry_of="first phase")
    (standing,) = agreements_as_of(case.view(), None)
    (computed,) = phase_of(standing, 1).computed
    assert computed.basis.startswith("start of the agreement")
    assert [fit for _, fit in computed.against] == ["inclusive"]


def test_a_later_phases_start_is_never_taken_from_the_agreement() -> None:
    case = two_reports()
    case.say(Agreement, "is to last", kind="truce", duration="P60D", expiry="2031-10-01", expiry_of="phase 2")
    (standing,) = agreements_as_of(case.view(), None)
    assert phase_of(standing, 2).computed == ()
    assert [s.text for s in phase_of(standing, 2).durations] == ["60 days"]


def test_an_expiry_the_reading_computed_is_not_shown_as_stated() -> None:
    case = Case()
    case.report("2031-06-02", "Harbour Post", "A pause of ten days began on 1 June.")
    case.say(
        Agreement, "ten days", kind="pause", start="2031-06-01", duration="P10D", expiry="2031-06-10", computed=True
    )
    (standing,) = agreements_as_of(case.view(), None)
    assert phase_of(standing, None).expiries == ()
    assert phase_of(standing, None).computed[0].period.inclusive == date(2031, 6, 10)


def test_states_keep_their_words_and_their_speaker() -> None:
    case = Case()
    text = "The minister said the truce had collapsed. Monitors called phase one completed."
    report = case.report("2031-06-20", "Harbour Post", text)
    said = passage(report, "the truce had collapsed")
    case.say(Quote, "the truce had collapsed", speaker="Ana Reyle", mention="The minister", cue="said",
             type="indirect")  # fmt: skip
    case.say(
        Agreement, "the truce had collapsed", kind="truce", status="had collapsed",
        phases=(Phase(ordinal=1, status="completed", evidence=(passage(report, "phase one completed"),)),),
    )  # fmt: skip
    (standing,) = agreements_as_of(case.view(), None)
    (whole,) = phase_of(standing, None).states
    assert (whole.value, whole.text, whole.speaker) == ("collapsed", "had collapsed", "Ana Reyle")
    (first,) = phase_of(standing, 1).states
    assert (first.value, first.speaker) == ("completed", None)
    assert first.cell.places[0].passage == passage(report, "phase one completed")
    assert whole.cell.places[0].passage == said


def test_states_published_after_the_day_are_kept_apart() -> None:
    case = Case()
    case.report("2031-06-20", "Harbour Post", "The truce is holding.")
    case.say(Agreement, "is holding", kind="truce", status="holding")
    case.report("2031-07-09", "Harbour Post", "The truce has expired.")
    case.say(Agreement, "has expired", kind="truce", status="expired")
    (standing,) = agreements_as_of(case.view(), date(2031, 7, 1))
    whole = phase_of(standing, None)
    assert [s.value for s in whole.states] == ["in_force"]
    assert [s.value for s in whole.later] == ["expired"]


def test_a_phase_only_named_has_no_state() -> None:
    case = Case()
    case.report("2031-06-20", "Harbour Post", "A third phase is foreseen.")
    case.say(Agreement, "A third phase", kind="truce", phases=(Phase(ordinal=3),))
    (standing,) = agreements_as_of(case.view(), None)
    (state,) = phase_of(standing, 3).states
    assert state.value is None
    assert state.text == "named, its state not told"


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("completed; officially expired on March 1", ("completed", "expired")),
        ("has yet to commence", ("not_begun",)),
        ("has not yet begun", ("not_begun",)),
        ("never started", ("not_begun",)),
        ("in force since Monday", ("in_force",)),
        ("not yet completed", ()),
        ("will be extended", ()),
        ("has not expired", ()),
        ("suspended", ("suspended",)),
        ("is due to begin on 4 May", ("planned",)),
        ("the government agreed to it", ()),
        (None, ()),
        ("fulfilled", ("completed",)),
        ("lapsed", ("expired",)),
        ("was prolonged", ("extended",)),
        ("on hold", ("suspended",)),
        ("postponed", ("delayed",)),
        ("replaced by another", ("superseded",)),
        ("broke down", ("collapsed",)),
        ("in dispute", ("disputed",)),
        ("is scheduled for May", ("planned",)),
        ("took effect on Monday", ("in_force",)),
        ("still in place", ("in_force",)),
        ("unstarted", ("not_begun",)),
        ("hadn't begun", ("not_begun",)),
        ("hasn’t yet started", ("not_begun",)),
        ("Yet to take effect; meanwhile the first is HOLDING", ("not_begun", "in_force")),
        ("extended, then suspended, then extended", ("extended", "suspended")),
        ("not completed, but extended", ("extended",)),
        ("almost collapsed", ()),
        ("if it is renewed", ()),
        ("couldn't be extended", ()),
        ("the reinforced line", ()),
        ("", ()),
    ],
)
def test_states_of_words(words: str | None, states: tuple[str, ...]) -> None:
    assert phase_states(words) == states


def test_truces_years_apart_are_two_and_one_without_a_start_goes_with_the_last_begun() -> None:
    case = Case()
    case.report("2024-02-03", "Harbour Post", "A truce began on 1 February.")
    case.say(Agreement, "A truce", kind="truce", start="2024-02-01")
    case.report("2031-06-03", "Harbour Post", "The new truce began on 1 June.")
    case.say(Agreement, "truce", kind="truce", start="2031-06-01")
    case.report("2031-06-09", "Ridge Radio", "The truce lasts 30 days.")
    case.say(Agreement, "30 days", kind="truce", duration="P30D")
    groups = agreement_groups(case.view())
    assert [[s.content.start for s in g.statements] for g in groups] == [["2024-02-01"], ["2031-06-01", None]]


def test_undeclared_processes_join_only_by_a_common_party() -> None:
    case = Case()
    for outlet, one, other in (("A", "Karsa", "Upland Front"), ("B", "Karsa", "Upland Front"), ("C", "Nauvia", "Reef")):
        case.report("2031-06-03", outlet, f"{one} and {other} keep a truce.", process=None)
        case.say(Party, one, name=one, role="party")
        case.say(Agreement, "a truce", kind="truce")
    groups = agreement_groups(case.view())
    assert sorted(len(g.statements) for g in groups) == [1, 2]


def test_an_agreement_mentioned_beside_stays_beside() -> None:
    case = two_reports()
    case.say(OtherAgreement, "The truce", kind="prisoner swap", start="2031-05-01", duration="P3D")
    titles = [(a.title, a.main) for a in agreements_as_of(case.view(), None)]
    assert titles == [("Lowmoor truce", True), ("prisoner swap", False)]


def test_a_collapse_has_a_code_only_with_a_speaker() -> None:
    case = Case()
    case.report("2031-06-20", "Harbour Post", "The truce collapsed.")
    case.say(Agreement, "collapsed", kind="truce", status="collapsed")
    (standing,) = agreements_as_of(case.view(), None)
    (state,) = phase_of(standing, None).states
    assert (state.value, state.text) == (None, "collapsed")


def test_other_agreements_are_one_only_by_a_proper_name() -> None:
    case = Case()
    for outlet in ("Harbour Post", "Ridge Radio"):
        case.report("2031-06-20", outlet, "The Lowmoor Accord followed a truce of 2028 and a truce of 2029.")
        for words, term in (
            ("Lowmoor Accord", "the Lowmoor Accord"),
            ("truce of 2028", "a truce"),
            ("truce of 2029", "a truce"),
        ):
            case.say(OtherAgreement, words, kind="truce", term_used=term)
    assert sorted(len(a.reports) for a in agreements_as_of(case.view(), None)) == [1, 1, 1, 1, 2]


def clause_of_a_phase(
    clause: str, words: str, value: str, kind: str = "date", qualifier: str | None = None
) -> PhaseStanding:
    """What becomes of a time in the clause of a second phase."""
    case = Case()
    report = case.report("2031-08-02", "Harbour Post", f"Of the Lowmoor truce the {clause}.")
    phase = Phase(ordinal=2, status=clause, evidence=(passage(report, clause),))
    case.say(Agreement, "Lowmoor truce", kind="truce", phases=(phase,))
    case.say(TimeExpression, words, type=kind, value=value, qualifier=qualifier)
    (standing,) = agreements_as_of(case.view(), date(2031, 8, 2))
    return phase_of(standing, 2)


def test_a_part_of_a_day_in_the_clause_of_a_phase_counts_as_its_day() -> None:
    phase = clause_of_a_phase("second phase ends on Friday evening", "Friday evening", "2031-08-01TEV", "time")
    assert [e.value for e in phase.expiries] == ["2031-08-01"]


@pytest.mark.parametrize(
    "clause",
    ["second phase lasts 40 days", "second phase was to last for 40 days", "second phase expired after 40 days"],
)
def test_the_length_in_the_clause_of_a_phase_is_that_phases(clause: str) -> None:
    (length,) = clause_of_a_phase(clause, "40 days", "P40D", "duration").durations
    assert (length.value, length.text) == ("P40D", "40 days")
    assert [p.passage.text for p in length.cell.places if p.passage] == [clause]


@pytest.mark.parametrize("clause", ["second phase is to begin within 40 days", "second phase was prolonged by 40 days"])
def test_another_length_in_the_clause_of_a_phase_is_not_its_own(clause: str) -> None:
    assert not clause_of_a_phase(clause, "40 days", "P40D", "duration").durations


def test_a_rough_day_in_the_clause_of_a_phase_is_not_its_start() -> None:
    assert not clause_of_a_phase("second phase began about 1 July", "1 July", "2031-07-01", qualifier="approx").starts


def test_days_in_the_clause_of_a_phase_are_its_start_and_last_day() -> None:
    begun = clause_of_a_phase("second phase began on 1 July", "1 July", "2031-07-01")
    over = clause_of_a_phase("second phase expired on 31 July", "31 July", "2031-07-31")
    timed = clause_of_a_phase("second phase begins at 06:00 on 1 July", "06:00 on 1 July", "2031-07-01T06:00", "time")
    assert [s.value for s in begun.starts] == ["2031-07-01"]
    assert [s.value for s in timed.starts] == ["2031-07-01"]
    assert [s.value for s in over.expiries] == ["2031-07-31"]


@pytest.mark.parametrize(
    "clause",
    [
        "second phase should have begun by 1 July",
        "second phase had not started on 1 July",
        "second phase would begin on 1 July",
        "second phase was discussed on 1 July",
    ],
)
def test_a_wished_or_missed_day_is_no_start_of_a_phase(clause: str) -> None:
    found = clause_of_a_phase(clause, "1 July", "2031-07-01")
    assert not found.starts
    assert not found.expiries


def test_the_last_day_of_a_phase_is_computed_from_the_clauses_of_two_reports() -> None:
    case = Case()
    one = case.report("2031-06-02", "Harbour Post", "The first phase lasts 30 days.")
    case.say(
        Agreement,
        "The first phase",
        kind="truce",
        phases=(Phase(ordinal=1, evidence=(passage(one, "first phase lasts 30 days"),)),),
    )
    case.say(TimeExpression, "30 days", type="duration", value="P30D")
    other = case.report("2031-06-05", "Ridge Radio", "The first phase began on 1 June.")
    case.say(
        Agreement, "The first phase", kind="truce",
        phases=(Phase(ordinal=1, evidence=(passage(other, "first phase began on 1 June"),)),),
    )  # fmt: skip
    case.say(TimeExpression, "1 June", type="date", value="2031-06-01")
    (standing,) = agreements_as_of(case.view(), date(2031, 6, 14))
    first = phase_of(standing, 1)
    assert [c.text for c in first.calendar] == ["day 14 of 30 by computation, last day 30 June 2031"]
    assert set(first.calendar[0].statements) == {s.id for s in case.statements}


def test_a_report_that_only_names_a_phase_gives_way_to_those_that_tell_of_it() -> None:
    case = Case()
    one = case.report("2031-06-02", "Harbour Post", "Talks on the second phase go on.")
    named = Phase(ordinal=2, evidence=(passage(one, "the second phase"),))
    case.say(Agreement, "the second phase", kind="truce", phases=(named,))
    (before,) = agreements_as_of(case.view(), date(2031, 6, 14))
    other = case.report("2031-06-05", "Ridge Radio", "The second phase was suspended.")
    told = Phase(ordinal=2, status="was suspended", evidence=(passage(other, "second phase was suspended"),))
    case.say(Agreement, "The second phase", kind="truce", phases=(told,))
    (after,) = agreements_as_of(case.view(), date(2031, 6, 14))
    assert [s.text for s in phase_of(before, 2).states] == ["named, its state not told"]
    assert [s.text for s in phase_of(after, 2).states] == ["was suspended"]


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (date(2031, 5, 29), "begins in 3 days; its length is not stated"),
        (date(2031, 5, 31), "begins in 1 day; its length is not stated"),
        (date(2031, 6, 1), "day 1 since the stated start; its length is not stated"),
        (date(2031, 6, 14), "day 14 since the stated start; its length is not stated"),
    ],
)
def test_without_a_length_days_are_counted_from_the_start(as_of: date, words: str) -> None:
    case = Case()
    case.report("2031-05-20", "Harbour Post", "The truce starts on 1 June.")
    case.say(Agreement, "starts on 1 June", kind="truce", start="2031-06-01")
    case.report("2031-05-21", "Ridge Radio", "A truce is to start on the first of June.")
    case.say(Agreement, "start on the first of June", kind="truce", start="2031-06-01")
    (standing,) = agreements_as_of(case.view(), as_of)
    (cell,) = phase_of(standing, None).calendar
    assert cell.text == words
    assert set(cell.statements) == {s.id for s in case.statements}


def test_starts_and_lengths_that_a_report_has_together_are_not_crossed_with_those_of_others() -> None:
    case = Case()
    for day, start, length in (("2031-06-04", "2031-06-01", "P30D"), ("2031-06-05", "2031-06-03", "P60D")):
        case.report(day, "Harbour Post", f"The truce has begun, it was said on {day}.")
        case.say(Agreement, "The truce", kind="truce", start=start, duration=length)
    case.report("2031-06-06", "Courier", "It lasts 90 days.")
    case.say(Agreement, "lasts 90 days", kind="truce", duration="P90D")
    (standing,) = agreements_as_of(case.view(), None)
    computed = phase_of(standing, None).computed
    assert [(c.period.start.day, c.period.duration, c.same_report) for c in computed] == [
        (1, "P30D", True), (3, "P60D", True),
        # The third length may go with either start: no report tells with which.
        (1, "P90D", False), (3, "P90D", False),
    ]  # fmt: skip


def test_a_time_beside_the_clause_of_a_phase_is_not_its_own() -> None:
    case = Case()
    report = case.report(
        "2031-08-02", "Harbour Post", "On 1 May the second phase began on 1 July and on 9 July it rained."
    )
    clause = passage(report, "the second phase began on 1 July")
    phase = Phase(ordinal=2, evidence=(clause,))
    case.say(Agreement, "the second phase", kind="truce", phases=(phase,))
    for words, value in (("1 May", "2031-05-01"), ("1 July", "2031-07-01"), ("9 July", "2031-07-09")):
        case.say(TimeExpression, words, type="date", value=value)
    (standing,) = agreements_as_of(case.view(), None)
    assert [s.value for s in phase_of(standing, 2).starts] == ["2031-07-01"]
