"""A brief says nothing without a source, quotes verbatim, keeps to its days, and exchanges when the parties do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.brief_case import ONE, OTHER, Names, bag, quotations, river_case, texts_of
from trucewatch.errors import TrucewatchError
from trucewatch.exports.brief import Brief, Cited, Clause, Searched, Sentence
from trucewatch.exports.brief_build import BriefAsked, build_brief, fitted, height
from trucewatch.exports.brief_material import Since
from trucewatch.exports.brief_wording import is_plan, proposal_words, quoted, with_article
from trucewatch.exports.positions_sheet import build_positions_sheet
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.kinds import Figure, Position, Violation
from trucewatch.vocabulary.view import View
from view_case import Case, passage


def section(brief: Brief, name: str) -> list[str]:
    return [s.text for one in brief.sections if one.name == name for s in one.sentences]


def river(names: Names | None = None) -> Brief:
    case = river_case(names)
    return build_brief(
        case.view(), BriefAsked("river", Since(frozenset({case.reports[-1].id}), "Changed since Tuesday."))
    )


@pytest.fixture(name="brief")
def _brief() -> Brief:
    return river()


def holds(brief: Brief, view: View) -> None:
    """What every brief keeps: a note for each clause, passages verbatim, quotations from the reports noted."""
    labels = {p.label.text.casefold() for p in _proposals(view)}
    for sentence in brief.sentences():
        for clause in sentence.clauses:
            assert clause.notes
            assert brief.numbers(clause)
            for note in clause.notes:
                if isinstance(note, Cited) and note.passage is not None:
                    assert note.passage.is_verbatim_in(view.report(note.report_id).text)
            for words in quotations(clause):
                told = " ".join(words.split())
                assert told in texts_of(clause, view) or told.casefold() in labels or told in _PAST, clause.text


def _proposals(view: View):  # type: ignore[no-untyped-def]
    from trucewatch.standing.positions import positions_as_of  # noqa: PLC0415

    return positions_as_of(view, None)


_PAST = {
    "accepted",
    "rejected",
    "endorsed",
    "adopted",
    "welcomed",
    "criticised",
    "set conditions on",
    "left open its answer",
}


def test_every_sentence_has_its_source_and_every_quotation_is_in_it(brief: Brief) -> None:
    holds(brief, river_case().view())
    assert len(brief.notes) > 8


def test_what_has_no_source_cannot_be_made() -> None:
    note = Searched(1, date(2031, 5, 9), date(2031, 5, 9), "Delta Wire")
    with pytest.raises(TrucewatchError, match="without a source"):
        Clause("The truce holds.", ())
    with pytest.raises(TrucewatchError, match="without words"):
        Clause(" ", (note,))
    with pytest.raises(TrucewatchError, match="without a clause"):
        Sentence(())


def test_sections_stand_in_their_order_and_none_is_empty(brief: Brief) -> None:
    names = [s.name for s in brief.sections]
    assert names == [
        "force", "changed", "due", "contested", "incidents", "positions", "talks", "figures", "quiet", "unknown",
        "sources",
    ]  # fmt: skip
    assert all(s.sentences for s in brief.sections)


def test_force_stands_beside_the_calendar(brief: Brief) -> None:
    told = section(brief, "force")
    assert "River Gazette reported on 2 April of phase 2 of the River Truce: “is to follow”." in told
    calendar = next(t for t in told if t.startswith("By the calendar"))
    assert "is on day 39 of 40; its last day is 10 May 2031 with the first day counted, or 11 May 2031" in calendar


def test_a_changed_stance_is_told_with_both_words(brief: Brief) -> None:
    told = " ".join(section(brief, "changed"))
    assert "1 report came in: River Gazette." in told
    assert (
        f"{OTHER} on the bridge plan, earlier (20 April) read as “rejected”: “{OTHER} rejected the bridge plan”" in told
    )
    assert f"now (9 May) read as “accepted”: “{OTHER} now accepts the bridge plan”." in told
    assert ONE not in told


def test_dates_ahead_are_told_by_day(brief: Brief) -> None:
    told = section(brief, "due")
    assert told[0].startswith("10 May 2031 (in 1 day): the last day, by computation, of phase 1 of the River Truce")
    assert told[1] == (
        "11 May 2031 (in 2 days): talks in Oxmouth, planned (River Gazette, 2 May): “Delegations are to meet "
        "in Oxmouth on 11 May 2031”."
    )
    assert told[2] == (
        "12 May 2031 (in 3 days), a last day (River Gazette, 2 April): "
        f"“{ONE} must open the ferry road to aid by 12 May”."
    )


def test_a_charge_stands_with_its_denial_and_only_while_new() -> None:
    case = river_case()
    everything = build_brief(case.view(), BriefAsked("river"))
    charge = next(s for s in everything.sentences() if s.text.startswith("Alleged"))
    assert charge.text == (
        f"Alleged by {OTHER} against {ONE} (Delta Wire, 6 May): “{ONE} had moved guns to the weir”; denied (Delta "
        f"Wire, 6 May): “{ONE} denied moving guns to the weir”."
    )
    assert section(river(), "contested") == ["Nothing newly contested was read."]


def test_access_positions_and_figures(brief: Brief) -> None:
    assert (
        f"Access, reported as halted (Delta Wire, 6 May): “{ONE} stopped the aid lorries on the ferry road”."
        in section(brief, "incidents")
    )
    positions = section(brief, "positions")
    assert positions[0] == (
        f"{ONE} accepted the bridge plan (put forward by mediators) (Delta Wire, 20 April); {OTHER} accepted it (River "
        "Gazette)."
    )
    assert (
        "Read as endorsement by four governments (Delta Wire, 20 April): “Four governments gave it their backing”; the "
        in (positions[1])
    )
    assert section(brief, "figures")[0] == (
        "Prisoners, released, side by side: 30 (monitors, in River Gazette, 2 May); 25 (relief office, in River "
        "Gazette, 2 May)."
    )


def test_what_was_read_doubtfully_is_counted_and_not_printed(brief: Brief) -> None:
    assert not any("its envoy said" in s.text for s in brief.sentences())
    assert any(t.startswith("1 statement was read too doubtfully") for t in section(brief, "unknown"))


def test_wishes_and_demands_are_never_told_as_deeds() -> None:
    case = Case()
    case.report("2031-05-09", "River Gazette", "The assembly must reject the bridge plan, the speaker said.")
    case.say(
        Position, "The assembly must reject the bridge plan", actor="assembly", stance="reject", confidence=0.95,
        proposal="bridge plan", proposal_mention="bridge plan", actor_mention="The assembly",
    )  # fmt: skip
    told = section(build_brief(case.view()), "positions")
    lead = "On the bridge plan, read as rejection by the assembly (River Gazette): "
    assert told == [lead + "“The assembly must reject the bridge plan, the speaker said”."]


def test_who_is_meant_is_told_only_where_the_sentence_says_so() -> None:
    case = Case()
    case.report(
        "2031-05-09", "River Gazette", f"It was quiet in {ONE}. The other side was blamed for fire at the mill."
    )
    case.say(
        Violation, "The other side was blamed for fire at the mill", alleged_by=ONE, against=OTHER,
        what="fire at the mill", status="alleged",
    )  # fmt: skip
    told = section(build_brief(case.view()), "contested")[0]
    assert told.startswith("Alleged (River Gazette): ")


def test_a_brief_keeps_to_its_last_day() -> None:
    case = river_case()
    until = build_brief(case.view("2031-05-06", "2031-05-06"), BriefAsked("river"))
    assert until.as_of == until.known_on == date(2031, 5, 6)
    shown = [n for n in until.notes if isinstance(n, Cited)]
    assert shown
    assert all(n.published is not None and n.published <= date(2031, 5, 6) for n in shown)
    assert not any("now accepts" in s.text for s in until.sentences())
    same = build_brief(river_case(last=False).view("2031-05-06", "2031-05-06"), BriefAsked("river"))
    assert until == same


def test_the_order_of_adding_changes_nothing() -> None:
    case = river_case()
    assert build_brief(case.view()) == build_brief(case.view(backwards=True))


def test_parties_exchanged_exchange_the_brief() -> None:
    names = Names()
    assert bag(river(names), names) == bag(river(names.exchanged))


def test_copies_count_as_one_source() -> None:
    case, words = Case(), "The ferry went over on Tuesday with flour, lamp oil and two nurses for the villages. " * 6
    case.report("2031-05-08", "River Gazette", words)
    case.report("2031-05-09", "Delta Wire", words)
    told = section(build_brief(case.view()), "sources")
    assert "River Gazette, 8 May and Delta Wire print one text, wholly or in part, and are one source in that." in told


def test_findings_and_incidents_have_their_places() -> None:
    case = river_case()
    report = case.reports[-1]
    second = passage(report, "Nobody spoke of the second phase")
    findings = (
        Finding("sums", "tension", "The report prints “two”; the other has “three”.", (Place(report.id, second),)),
        Finding("gone-quiet", "gap", "No report since speaks of the ferry.", (Place(report.id, second),)),
    )
    incident = Incident(kind="fire", what="spoke", evidence=(second,))
    made = build_brief(case.view(), BriefAsked("river", Since(), findings, {report.id: (incident,)}))
    assert "It does not add up: The report prints “two”; the other has “three”." in section(made, "contested")
    assert "No report since speaks of the ferry." in section(made, "quiet")
    assert "Incident (River Gazette): “Nobody spoke of the second phase”." in section(made, "incidents")


def test_an_empty_view_gives_a_brief_that_says_so() -> None:
    made = build_brief(Case().view())
    assert made.as_of is None
    assert section(made, "sources") == ["The record holds no report by that day."]
    assert all(isinstance(n, Searched) and n.text == "searched: no report" for n in made.notes)


def test_long_briefs_are_cut_to_two_pages_and_say_how_much() -> None:
    case = Case()
    for day in range(1, 10):
        words = " ".join(f"In camp {day}-{n} there were {day * 100 + n} people killed by the flood." for n in range(20))
        case.report(f"2031-05-{day:02}", "River Gazette", words)
        for n in range(20):
            told = f"In camp {day}-{n} there were {day * 100 + n} people killed"
            case.say(Figure, told, what="killed", measure=f"camp{day}x{n}", number=day * 100 + n, confidence=0.9)
            case.say(Violation, told, alleged_by=None, against=None, what=f"camp {day}-{n}", status="alleged")
    made = build_brief(case.view())
    assert height(made) <= 1_700
    figures = next(s for s in made.sections if s.name == "figures")
    assert figures.left_out + len(figures.sentences) == 180
    assert figures.rest == f"{figures.left_out} further sentences: see `trucewatch show figures`."
    assert fitted(made) == made


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("US", "the US"), ("health ministry", "the health ministry"), ("militants", "militants"),
        ("Norrland", "Norrland"),
        ("four governments", "four governments"), ("Upland Front", "the Upland Front"), ("a monitor", "a monitor"),
        ("River Truce", "the River Truce"), ("Norrland’s army", "Norrland’s army"), ("Front", "the Front"),
        ("Delta spokesman", "a Delta spokesman"), ("the envoy", "the envoy"),
    ],
)  # fmt: skip
def test_names_take_the_article_english_wants(name: str, told: str) -> None:
    assert with_article(name) == told


def test_a_name_of_a_plan_is_told_apart_from_other_words() -> None:
    assert proposal_words("bridge plan") == "the bridge plan"
    assert proposal_words("Norrland’s offer") == "Norrland’s offer"
    assert proposal_words("to go on with the talks") == "“to go on with the talks”"
    assert not is_plan("plan")
    assert quoted("he called it “a start”, again") == "‘he called it “a start”, again’"
    assert quoted("word " * 60, 40).endswith("…”")


def test_the_sheet_has_each_side_and_who_is_silent() -> None:
    case = river_case()
    case.report("2031-05-10", "Delta Wire", f"{ONE} would sign the bridge plan only if the weir is opened.")
    case.say(
        Position, f"{ONE} would sign the bridge plan only if the weir is opened", actor=ONE, stance="conditional",
        proposal="bridge plan", proposal_mention="bridge plan", actor_mention=ONE, condition="the weir is opened",
        confidence=0.9,
    )  # fmt: skip
    view = case.view()
    sheet = build_positions_sheet(view, "Bridge Plan", BriefAsked("river"))
    holds(sheet, view)
    titles = [s.title for s in sheet.sections]
    assert titles == ["The proposal", ONE, OTHER, "Conditions", "Unanswered", "Who has said nothing"]
    one = section(sheet, "side-1")
    assert one[0].startswith(f"Last words, 10 May (Delta Wire): “{ONE} would sign the bridge plan only if")
    assert one[1].startswith("Until then (20 April 2031, Delta Wire, 20 April), read as “accepted”")
    assert section(sheet, "conditions") == [f"{ONE} (Delta Wire): “the weir is opened”."]
    assert "no other side was heard on this" in section(sheet, "unanswered")[0]
    assert section(sheet, "silent")[0].startswith("Every party that reports name has a position here")
    with pytest.raises(TrucewatchError, match=r"no proposal has the name 'toll plan'.*“bridge plan”"):
        build_positions_sheet(view, "toll plan")


_PIECES = st.sampled_from(
    [
        "40 captives", "the truce", "Karsa", "said", "“we", "accept”", "rejected", "12 %", "\n\n", ".", " ", "plan",
        "‘", "’",
        "<b>", "&amp;", "[^1]", "🕊", "\u202e", "must", "…", "12", "of the 60", "”", "`rm`", "'s",
    ]
)  # fmt: skip
_STANCES = st.sampled_from(["accept", "endorse", "adopt", "reject", "conditional", "welcome", "criticise", "undecided"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(_PIECES, min_size=2, max_size=30), min_size=1, max_size=3),
    st.data(),
)
def test_no_view_breaks_a_brief(texts: list[list[str]], data: st.DataObject) -> None:
    case = Case()
    for number, pieces in enumerate(texts):
        text = "x " + " ".join(pieces) + " x"
        day = data.draw(st.sampled_from([None, f"2031-05-0{number + 1}"]))
        report = case.report(day, data.draw(st.sampled_from(["Delta Wire", "<i>", ""])), text)
        for _ in range(data.draw(st.integers(0, 4))):
            start = data.draw(st.integers(0, len(text) - 2))
            words = text[start : data.draw(st.integers(start + 1, len(text)))]
            if not words.strip() or words.strip() not in report.text:
                continue
            told = words.strip()
            name = data.draw(st.sampled_from(["Karsa", "it", "a (b)", "US", told[:20]]))
            match data.draw(st.integers(0, 3)):
                case 0:
                    stance = data.draw(_STANCES)
                    label = data.draw(st.sampled_from([None, "plan", "hill plan", told[:30]]))
                    case.say(Position, told, actor=name, stance=stance, proposal=label, actor_mention=name)
                case 1:
                    case.say(Violation, told, alleged_by=name, against=None, what=told, status="alleged")
                case 2:
                    case.say(Figure, told, what="killed", number=3, measure=name, attributed_to=name)
                case _:
                    case.say(Violation, told, alleged_by=None, against=name, what="it", status="denied", answers=told)
    view = case.view()
    made = build_brief(view)
    assert made == build_brief(case.view(backwards=True))
    for note in made.notes:
        if isinstance(note, Cited) and note.passage is not None:
            assert note.passage.is_verbatim_in(view.report(note.report_id).text)
    assert all(s.sentences for s in made.sections)
