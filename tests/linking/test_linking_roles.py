"""Offices and roles over time: only for the days told, with who tells them."""

from __future__ import annotations

from datetime import date

from linking_case import ARDA, BELM, LinkingCase, person, source, thing
from trucewatch.linking.actors import LinkedActors
from trucewatch.linking.roles import RoleOverTime, Told, roles_over_time, speaking_for
from trucewatch.vocabulary.actors import ActorMention, ReportActor
from trucewatch.vocabulary.kinds import Party, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

NAME = "Elen Maro"


def roles(case: LinkingCase) -> tuple[LinkedActors, tuple[RoleOverTime, ...]]:
    linked = case.linked()
    return linked, roles_over_time(case.view(), linked)


def spans(found: tuple[RoleOverTime, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(r.name, r.role, str(r.first) if r.first else None, str(r.last) if r.last else None) for r in found]


def test_an_office_lasts_from_the_first_day_told_to_the_last() -> None:
    case = LinkingCase()
    case.report("2031-03-20", ARDA, person(NAME, "Arda", "foreign minister"))
    first = case.report("2031-03-01", ARDA, person(NAME, "Arda", "minister of foreign affairs"))
    case.report("2031-03-09", ARDA, person(NAME, "Arda"))
    linked, found = roles(case)
    assert spans(found) == [(NAME, "minister of foreign affairs", "2031-03-01", "2031-03-20")]
    assert found[0].of == case.actor(linked, first, "Arda").id
    assert found[0].of_name == "Arda"
    assert [told.report_id for told in found[0].told] == [first.id, case.reports[0].id]


def test_an_office_that_changes_hands_ends_for_the_one_before() -> None:
    case = LinkingCase()
    for day, name in (("01", NAME), ("05", "Ivo Tark"), ("09", NAME)):
        case.report(f"2031-03-{day}", ARDA, person(name, "Arda", "foreign minister"))
    assert spans(roles(case)[1]) == [
        (NAME, "foreign minister", "2031-03-01", "2031-03-01"),
        (NAME, "foreign minister", "2031-03-09", "2031-03-09"),
        ("Ivo Tark", "foreign minister", "2031-03-05", "2031-03-05"),
    ]


def test_what_several_hold_does_not_end_because_another_has_it() -> None:
    case = LinkingCase()
    for day, name in (("01", NAME), ("05", "Ivo Tark"), ("09", NAME)):
        case.report(f"2031-03-{day}", ARDA, person(name, "Arda", "spokeswoman", cls="spokesperson"))
    assert spans(roles(case)[1])[0] == (NAME, "spokeswoman", "2031-03-01", "2031-03-09")


def test_a_former_minister_holds_nothing() -> None:
    case = LinkingCase()
    case.report("2031-03-01", ARDA, person(NAME, "Arda", "foreign minister"))
    case.report("2031-03-05", ARDA, person(NAME, "Arda", "former foreign minister"))
    case.report("2031-03-09", ARDA, person(NAME, "Arda", "prime minister"))
    assert spans(roles(case)[1]) == [
        (NAME, "foreign minister", "2031-03-01", "2031-03-01"),
        (NAME, "prime minister", "2031-03-09", "2031-03-09"),
    ]


def test_who_speaks_for_whom_on_a_day() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, BELM, person(NAME, "Arda", "foreign minister"))
    case.report("2031-03-09", ARDA, BELM, person(NAME, "Arda", "foreign minister"), person("Ivo Tark", "Belm", "envoy"))
    linked, found = roles(case)
    arda = case.actor(linked, one, "Arda").id
    assert [r.name for r in speaking_for(found, arda, date(2031, 3, 5))] == [NAME]
    assert not speaking_for(found, arda, date(2031, 3, 10))
    assert not speaking_for(found, case.actor(linked, one, "Belm").id, date(2031, 3, 5))


def test_a_ministrys_minister_is_the_states() -> None:
    case = LinkingCase()
    ministry = thing("Foreign Ministry", "body", of="Arda")
    one = case.report("2031-03-01", ARDA, ministry, person(NAME, "Foreign Ministry", "foreign minister"))
    linked, found = roles(case)
    assert found[0].of == case.actor(linked, one, "Arda").id


def test_an_anonymous_source_has_no_role() -> None:
    case = LinkingCase()
    case.report("2031-03-01", ARDA, source("an official", "Arda"))
    assert roles(case)[1] == ()


def test_a_role_that_only_a_speaker_tells_is_told_by_the_speaker() -> None:
    case = LinkingCase()
    words = "“the foreign minister is wrong”"
    report = case.report("2031-03-01", ARDA, person("Ivo Tark", "Arda", "army chief"), text=words)
    start = words.index("foreign minister")
    mention = ActorMention(passage=Passage(start, start + 16, words[start : start + 16]), how="title")
    minister = ReportActor(
        name="foreign minister", type="office", of="Arda", offices=("foreign minister",), person="public_office",
        mentions=(mention,),
    )  # fmt: skip
    case.actors[report.id] += (minister,)
    quote = Quote(
        speaker="Ivo Tark", mention="Ivo Tark", cue="said", type="direct",
        content=(Passage(0, len(words), words),),
    )  # fmt: skip
    case.statements.append(Statement(report.id, quote, report.published))
    found = {role.role: role for role in roles(case)[1]}
    assert found["foreign minister"].told == (Told(report.id, date(2031, 3, 1), "Ivo Tark"),)
    assert found["army chief"].told == (Told(report.id, date(2031, 3, 1), None),)


def test_roles_in_the_process() -> None:
    case = LinkingCase()
    for day in ("2031-03-09", "2031-03-01"):
        report = case.report(day, ARDA, BELM, text="talks ")
        party = Party(name="Belm", role="mediator", evidence=(Passage(0, 5, "talks"),))
        case.statements.append(Statement(report.id, party, report.published))
    found = [role for role in roles(case)[1] if role.kind == "role"]
    assert spans(tuple(found)) == [("Belm", "mediator", "2031-03-01", "2031-03-09")]
    assert found[0].of_name == "strait"


def test_a_report_without_a_day_tells_a_role_of_no_days() -> None:
    case = LinkingCase()
    case.report(None, ARDA, person(NAME, "Arda", "foreign minister"))
    found = roles(case)[1]
    assert spans(found) == [(NAME, "foreign minister", None, None)]
    assert not found[0].is_told_on(date(2031, 3, 1))
