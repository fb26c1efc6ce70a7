"""The actors of a reading: verbatim mentions, stable ids, offices in the report's words, class of person."""

from __future__ import annotations

import pytest

from trucewatch.reading.actors import ActorsStep, report_actors
from trucewatch.reading.page import Page
from trucewatch.reading.reader import read
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.report import Report

TEXT = (
    "Peru’s foreign minister, Ana Quiroga, met Karl Ott, a spokesman for the Lowland Liberation Front, on Monday.\n\n"
    "Quiroga said the group had agreed. “We will leave,” the minister told reporters.\n\n"
    "An official who asked not to be named said talks would resume. Tomas Ek, 54, a farmer, said he was afraid."
)


def rows(text: str) -> tuple[ReportActor, ...]:
    page = Page(Report(text))
    run_steps(page, [SentencesStep(), ActorsStep()])
    return report_actors(page)


def row(text: str, name: str) -> ReportActor:
    return next(a for a in rows(text) if a.name == name)


def test_mentions_are_verbatim_and_in_order() -> None:
    found = rows(TEXT)
    assert all(a.mentions for a in found)
    assert all(TEXT[m.passage.start : m.passage.end] == m.passage.text for a in found for m in a.mentions)
    assert all(list(a.mentions) == sorted(a.mentions, key=lambda m: m.passage.start) for a in found)
    assert [a.mentions[0].passage.start for a in found] == sorted(a.mentions[0].passage.start for a in found)
    places = [(m.passage.start, m.passage.end) for a in found for m in a.mentions]
    assert len(places) == len(set(places))


def test_a_person_carries_names_titles_and_offices() -> None:
    quiroga = row(TEXT, "Ana Quiroga")
    assert quiroga.offices == ("foreign minister",)
    assert quiroga.of == "Peru"
    assert {m.passage.text for m in quiroga.mentions} >= {"Ana Quiroga", "Quiroga", "minister"}
    assert {m.how for m in quiroga.mentions} >= {"name", "title"}


def test_ids_are_stable_and_differ() -> None:
    report = Report(TEXT, outlet="Wire")
    ids = [actor_id(a, report) for a in rows(TEXT)]
    assert ids == [actor_id(a, report) for a in rows(TEXT)]
    assert len(set(ids)) == len(ids)
    assert set(ids).isdisjoint(actor_id(a, Report(TEXT, outlet="Daily")) for a in rows(TEXT))


def test_a_reading_shows_its_actors() -> None:
    reading = read(Report(TEXT))
    shown = reading.to_json()["actors"]
    assert isinstance(shown, list)
    assert [each["id"] for each in shown] == [actor_id(a, reading.report) for a in reading.actors]
    assert [each["name"] for each in shown] == [a.name for a in reading.actors]
    first = shown[0]["mentions"][0]
    assert TEXT[first["passage"]["start"] : first["passage"]["end"]] == first["passage"]["text"]


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        (TEXT, "Ana Quiroga", "public_office"),
        (TEXT, "Karl Ott", "spokesperson"),
        (TEXT, "Tomas Ek", "private"),
        ("Petra Okonkwo said the road was shut.", "Petra Okonkwo", "unknown"),
        ("Lena Ruiz, 31, said she had walked for two days.", "Lena Ruiz", "private"),
        ("Lena Ruiz, a mother of two, said she had walked for two days.", "Lena Ruiz", "private"),
        ("Peruvian President Lena Ruiz, 61, said she would sign.", "Lena Ruiz", "public_office"),
        ("Lena Ruiz, an analyst, said the deal would hold.", "Lena Ruiz", "unknown"),
        ("Peru’s army spokeswoman, Lena Ruiz, said it was calm.", "Lena Ruiz", "spokesperson"),
    ],
)
def test_the_class_of_a_person(text: str, name: str, person: str) -> None:
    assert row(text, name).person == person


def test_only_persons_and_offices_have_a_class() -> None:
    assert all((a.person is None) == (a.type not in {"person", "office"}) for a in rows(TEXT))
    assert any(a.person is None for a in rows(TEXT))


@pytest.mark.parametrize(
    ("text", "name", "offices"),
    [
        ("Peruvian Deputy Prime Minister and Foreign Minister Ana Quiroga left.", "Ana Quiroga",
         ("deputy prime minister", "foreign minister")),
        ("Ana Quiroga, Peru’s chief negotiator, left. The negotiator gave no date.", "Ana Quiroga",
         ("chief negotiator",)),
        ("Ana Quiroga, the minister for foreign affairs, left.", "Ana Quiroga", ("minister for foreign affairs",)),
        ("Gen. Ana Quiroga left.", "Ana Quiroga", ("general",)),
    ],
)  # fmt: skip
def test_offices_are_in_the_words_of_the_report(text: str, name: str, offices: tuple[str, ...]) -> None:
    assert row(text, name).offices == offices


def test_a_sealed_source_is_marked() -> None:
    sealed = [a for a in rows(TEXT) if a.sealed]
    assert [a.name for a in sealed] == ["official"]


def test_a_name_within_a_title_is_a_mention_of_its_own_actor() -> None:
    text = "Peruvian President Lena Ruiz left. Bolivia stayed."
    assert [m.passage.text for m in row(text, "Peru").mentions] == ["Peruvian"]
    assert [m.passage.text for m in row(text, "Lena Ruiz").mentions] == ["Peruvian President Lena Ruiz"]


def test_men_and_things_of_a_side_are_no_mention_of_it() -> None:
    text = "Peruvian troops left the valley. Peru said its soldiers would not return."
    assert [m.passage.text for m in row(text, "Peru").mentions if m.how != "pronoun"] == ["Peruvian", "Peru"]
