"""Views of the reports that name a party, or hold some words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from record.making import DELTA, ISLAND, VALLEY, read, report_of
from record.reviewing_case import rule
from trucewatch.errors import RecordError
from trucewatch.record.search import search
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.vocabulary.actors import ActorMention, ReportActor
from trucewatch.vocabulary.kinds import Party
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading

TEXTS = {"island": ISLAND, "valley": VALLEY, "delta": DELTA}


@pytest.fixture(autouse=True)
def _filled(record: Record) -> None:
    for day, text in enumerate(TEXTS.values()):
        record.add(read(report_of(text, date(2031, 4, 10 + day))))


def told(view: RecordView) -> list[str]:
    """Which reports a view holds; its statements are theirs."""
    reports = view.reports()
    assert {s.report_id for s in view.statements()} == {r.id for r in reports}
    return [name for name, text in TEXTS.items() if any(r.text == text for r in reports)]


@pytest.mark.parametrize("name", ["Harbour Council", "the Harbour Council", "harbour council's"])
def test_a_party_is_found_by_its_name_in_the_report(record: Record, name: str) -> None:
    assert told(record.view(parties=(name,))) == ["island"]


def test_one_of_several_parties_is_enough(record: Record) -> None:
    assert told(record.view(parties=("Delta Union", "Harbour Council", "Hill League"))) == ["island", "delta"]
    assert told(record.view(parties=("Delta Union",), known_on=date(2031, 4, 11))) == []


def test_nobody_is_found_by_a_part_of_a_name_or_as_a_sealed_source(record: Record) -> None:
    assert told(record.view(parties=("Harbour", "Monitors", "elders"))) == []


def actor_in(text: str, words: str, kind: str) -> Reading:
    """A reading that tells of one actor and nothing else."""
    at = text.index(words)
    mention = ActorMention(passage=Passage.of(text, at, at + len(words)), how="name")
    actor = ReportActor(name=words, type=kind, mentions=(mention,))  # type: ignore[arg-type]
    return Reading(report_of(text), actors=(actor,), steps=("made 1",))


def test_the_registers_know_a_state_by_its_other_names(record: Record) -> None:
    told_of = actor_in("The Norwegian envoy spoke.", "Norwegian", "state")
    beside = actor_in("It rained in Oslo.", "Oslo", "place")
    for reading in (told_of, beside):
        record.add(reading)
    assert record.view(parties=("Norway",)).reports() == (told_of.report,)
    assert set(record.view(parties=("Oslo",)).reports()) == {told_of.report, beside.report}


def test_a_party_that_was_withdrawn_and_is_no_actor_is_none(record: Record) -> None:
    reading = replace(read(report_of("The Hill League rejected the well pact on Tuesday.")), actors=())
    record.add(reading)
    asked = ("Hill League",)
    assert record.view(parties=asked).reports() == (reading.report,)
    rule(record, next(s for s in reading.statements if isinstance(s.content, Party)), "withdraw")
    assert not record.view(parties=asked).reports()


@pytest.mark.parametrize("is_searched", [False, True])
def test_words_are_found_as_a_search_finds_them(record: Record, is_searched: bool) -> None:
    for query in ("harbour", "tuesday -grazing", '"ferry truce"', "herd*", "harbour grazing"):
        if is_searched:
            search(record, record.view(), query)
        expected = {hit.report.id for hit in search(record, record.view(), query)} if is_searched else None
        found = record.view(text=query).reports()
        assert expected is None or {r.id for r in found} == expected
        assert bool(found) == (query != "harbour grazing")


def test_words_and_parties_bound_one_view_together(record: Record) -> None:
    parties = ("Harbour Council", "Delta Union")
    assert told(record.view(parties=parties, text="tuesday")) == ["island", "delta"]
    assert told(record.view(parties=parties, text="ferry")) == ["delta"]
    assert told(record.view(parties=parties, text="ferry", process="south")) == []


def test_a_text_without_words_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="names no word"):
        record.view(text="-only")
