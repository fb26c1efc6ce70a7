"""The words we speak: passages, dates, identity, order, views, JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.agreement import Phase, PhaseClaim
from trucewatch.vocabulary.dates import add_duration, date_told, day_of, interval_of, last_day, without_part
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Agreement, OtherAgreement, Position, Quote, content_class
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import MemoryView

TEXT = "The Front accepted the offer. The Council turned it down."
REPORT = Report(TEXT, published=date(2031, 4, 2), outlet="Port Ansel Gazette")


def position(actor: str, stance: str, start: int, end: int) -> Position:
    return Position(
        actor=actor,
        actor_mention=actor,
        stance=stance,  # type: ignore[arg-type]
        evidence=(Passage.of(TEXT, start, end),),
        step="positions",
    )


FRONT = position("the Front", "accept", 0, 28)
COUNCIL = position("the Council", "reject", 30, 56)


def test_a_passage_has_no_outer_white_space() -> None:
    assert Passage.of("a  truce \n", 1, 9) == Passage(3, 8, "truce")


@pytest.mark.parametrize(("start", "end"), [(0, 99), (5, 2), (1, 2)])
def test_a_passage_outside_the_text_or_without_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(TrucewatchError):
        Passage.of("a truce", start, end)


def test_passages_overlap_and_cover() -> None:
    whole, part, other = Passage(0, 9, "x" * 9), Passage(2, 4, "xx"), Passage(9, 12, "xxx")
    assert whole.overlaps(part)
    assert whole.covers(part)
    assert not part.covers(whole)
    assert not whole.overlaps(other)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-03-01", date(2025, 3, 1), date(2025, 3, 1)),
        ("2025-03-01T19:00", date(2025, 3, 1), date(2025, 3, 1)),
        ("2025-03-01TEV", date(2025, 3, 1), date(2025, 3, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-W10", date(2025, 3, 3), date(2025, 3, 9)),
        ("1994", date(1994, 1, 1), date(1994, 12, 31)),
        ("2022-05-25/2022-05-28", date(2022, 5, 25), date(2022, 5, 28)),
    ],
)
def test_the_days_behind_a_value(value: str, first: date, last: date) -> None:
    interval = interval_of(value)
    assert interval is not None
    assert (interval.first, interval.last) == (first, last)


@pytest.mark.parametrize("value", [None, "", "P42D", "PRESENT_REF", "2025-13", "2025-02-30", "2025-WE", "x/y"])
def test_what_names_no_days(value: str | None) -> None:
    assert interval_of(value) is None
    assert day_of(value) is None


@pytest.mark.parametrize(
    ("kind", "value", "plain", "told"),
    [
        ("time", "2025-03-01TEV", "2025-03-01", "2025-03-01"),
        ("time", "2025-03-01T19:00", "2025-03-01T19:00", None),
        ("date", "2025-03-01", "2025-03-01", "2025-03-01"),
        ("date", "2025-03", "2025-03", "2025-03"),
        ("date", None, None, None),
        ("time", None, None, None),
        ("duration", "P1D", "P1D", None),
        ("interval", "2025-03-01/2025-03-03", "2025-03-01/2025-03-03", None),
    ],
)
def test_the_date_of_a_value_with_a_part_of_its_day(
    kind: str, value: str | None, plain: str | None, told: str | None
) -> None:
    assert (without_part(value), date_told(kind, value)) == (plain, told)


@pytest.mark.parametrize(
    ("start", "duration", "inclusive", "last"),
    [
        (date(2025, 1, 19), "P42D", True, date(2025, 3, 1)),
        (date(2025, 1, 19), "P42D", False, date(2025, 3, 2)),
        (date(2022, 4, 2), "P2M", False, date(2022, 6, 2)),
        (date(2024, 1, 31), "P1M", False, date(2024, 2, 29)),
        (date(2024, 12, 1), "P1Y2W", False, date(2025, 12, 15)),
    ],
)
def test_the_last_day_names_its_counting_rule(start: date, duration: str, inclusive: bool, last: date) -> None:
    assert last_day(start, duration, inclusive=inclusive) == last


@pytest.mark.parametrize("duration", ["P", "PT4H", "42 days", "P9999Y", "P99999999D"])
def test_no_last_day_for_what_is_no_calendar_length(duration: str) -> None:
    assert add_duration(date(2025, 1, 19), duration) is None


def test_an_id_leaves_out_who_we_think_it_is_the_step_and_doubts() -> None:
    first = Statement(REPORT.id, FRONT)
    again = replace(FRONT, actor="Upland Front", speaker="Ana Berg", step="other", confidence=0.4, unsure=True)
    assert Statement(REPORT.id, again, date(2031, 4, 9)).id == first.id


@pytest.mark.parametrize("change", [{"stance": "reject"}, {"actor_mention": "it"}, {"evidence": COUNCIL.evidence}])
def test_an_id_changes_with_value_mention_and_passage(change: dict[str, object]) -> None:
    assert Statement(REPORT.id, replace(FRONT, **change)).id != Statement(REPORT.id, FRONT).id  # type: ignore[arg-type]


def test_an_id_leaves_out_what_is_claimed_of_a_phase_but_not_the_phase() -> None:
    passage = Passage.of("The truce began", 4, 9)
    claimed = Phase(ordinal=1, claims=(PhaseClaim(status="in_force", words="began", by="Ostova"),))
    ids = [
        Statement(REPORT.id, Agreement(kind="truce", phases=phases, evidence=(passage,))).id
        for phases in ((Phase(ordinal=1),), (claimed,), (Phase(ordinal=2),))
    ]
    assert ids[0] == ids[1] != ids[2]


def test_the_id_of_a_report_is_its_text_outlet_and_address() -> None:
    assert replace(REPORT, process="x", published=None, title="t").id == REPORT.id
    assert replace(REPORT, outlet="other").id != REPORT.id
    assert replace(REPORT, text=TEXT + " ").id != REPORT.id


def test_undated_statements_are_dated_up_to_publication() -> None:
    dating = Statement(REPORT.id, FRONT, REPORT.published).dating
    assert dating is not None
    assert (dating.basis, dating.interval.first, dating.interval.last) == ("up_to_publication", None, REPORT.published)
    assert Statement(REPORT.id, FRONT).dating is None


@given(st.permutations([FRONT, COUNCIL, replace(FRONT, date="2031-03"), replace(COUNCIL, date="2031-05-01")]))
def test_one_order_whatever_came_first(contents: list[Position]) -> None:
    statements = tuple(Statement(REPORT.id, c, REPORT.published) for c in contents)
    view = MemoryView((REPORT,), statements)
    assert [s.dating.interval.last for s in view.statements() if s.dating] == [
        date(2031, 3, 31), date(2031, 4, 2), date(2031, 4, 2), date(2031, 5, 1),
    ]  # fmt: skip
    assert [s.start for s in view.statements()][1:3] == [0, 30]


def test_a_view_knows_only_what_was_published() -> None:
    later = Report("later", published=date(2031, 5, 1))
    undated = Report("undated")
    view = MemoryView(
        (later, REPORT, undated), (Statement(REPORT.id, FRONT, REPORT.published),), known_on=date(2031, 4, 30)
    )
    assert view.reports() == (REPORT,)
    assert len(view.statements()) == 1
    with pytest.raises(KeyError):
        view.report(later.id)


def test_a_view_tells_an_agreement_from_another_one() -> None:
    evidence = (Passage.of(TEXT, 0, 9),)
    main = Statement(REPORT.id, Agreement(kind="truce", evidence=evidence))
    other = Statement(REPORT.id, OtherAgreement(kind="truce", evidence=evidence))
    view = MemoryView((REPORT,), (main, other))
    assert view.of(Agreement) == (main,)
    assert view.of(OtherAgreement) == (other,)


def test_the_json_of_a_reading_has_every_kind_and_keeps_the_given_id() -> None:
    quote = Quote(speaker="x", mention="x", cue="said", type="direct", content=(Passage.of(TEXT, 0, 9),))
    report = replace(REPORT, given_id="a-7")
    statements = (Statement(report.id, quote), Statement(report.id, FRONT))
    out = Reading(report, statements, steps=("quotes 1",), models=("tagger@00ff",)).to_json()
    assert out["id"] == "a-7"
    assert (out["meta"]["steps"], out["meta"]["models"]) == (["quotes 1"], ["tagger@00ff"])  # type: ignore[index]
    assert {cls.KIND for cls in CONTENT_CLASSES} <= set(out)
    assert out["agreement"] is None
    assert out["quotes"][0]["content"] == [{"start": 0, "end": 9, "text": "The Front"}]  # type: ignore[index]
    assert "evidence" not in out["quotes"][0]  # type: ignore[index]
    assert out["positions"][0]["evidence"][0]["text"] == TEXT[:28]  # type: ignore[index]
    assert "text" not in out["meta"]  # type: ignore[operator]


def test_extracted_text_travels_with_its_reading() -> None:
    meta = Reading(replace(REPORT, extracted=True)).to_json()["meta"]
    assert meta["text"] == TEXT  # type: ignore[index]


def test_a_finding_keeps_its_id_while_its_evidence_stays() -> None:
    finding = Finding("x", "tension", "Two reports differ.", (Place(REPORT.id, FRONT.evidence[0]),))
    assert replace(finding, repairs=("a",), statements=("b",)).id == finding.id
    assert replace(finding, places=()).id != finding.id


def test_a_content_class_by_its_kind() -> None:
    assert content_class("other_agreements") is OtherAgreement


def test_an_error_says_what_was_found_expected_and_to_do() -> None:
    error = TrucewatchError("an empty file", expected="text", advice="Give a file with text.")
    assert str(error) == "an empty file. Expected text. Give a file with text."
