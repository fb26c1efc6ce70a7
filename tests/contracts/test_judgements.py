"""What people decide about two actors, proposals or agreements: kept once, never changed, and as of every clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from record.making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of
from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.schema import json_text
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.judgement import Judged, Judgement, LinkedKind
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, Proposal
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.statement import Statement

from .conftest import Places
from .places import Kept

NOON = Clock().now
READINGS = tuple(read(report_of(text)) for text in (ISLAND, VALLEY, DELTA))


def actor(number: int, *, sealed: bool = False) -> str:
    """The id of the party, or of the unnamed source, of one of the readings."""
    reading = READINGS[number]
    return next(actor_id(a, reading.report) for a in reading.actors if a.sealed == sealed)


COUNCIL, FRONT, UNION, MONITORS, ELDERS = actor(0), actor(1), actor(2), actor(0, sealed=True), actor(1, sealed=True)


def judged(
    left: str = COUNCIL, right: str = FRONT, verdict: Judged = "same", minute: int = 0, kind: LinkedKind = "actor"
) -> Judgement:
    return Judgement(kind, left, right, verdict, "Noor", NOON + timedelta(minutes=minute), "read side by side")


def as_kept(judgement: Judgement) -> Judgement:
    left, right = judgement.pair
    return replace(judgement, left=left, right=right)


@pytest.fixture
def record(kept: Kept) -> Iterator[Record]:
    with open_record(kept.place, clock=Clock()) as opened:
        for reading in READINGS:
            opened.add(reading)
        yield opened


def test_a_judgement_is_kept_once_whichever_id_comes_first(record: Record, kept: Kept) -> None:
    first, second = judged(), judged(verdict="different", minute=5)
    assert record.judge(first)
    before = kept.dump()
    assert not record.judge(first)
    assert not record.judge(replace(first, left=first.right, right=first.left))
    elsewhere = replace(first, at=first.at.astimezone(timezone(timedelta(hours=9))))
    assert not record.judge(elsewhere)  # the same moment, told in another zone
    assert kept.dump() == before
    assert record.judge(second)
    assert record.judgements() == (as_kept(first), as_kept(second))


def test_a_judgement_that_differs_in_anything_is_another(record: Record) -> None:
    for other in (
        judged(),
        replace(judged(), author="Ade"),
        replace(judged(), reason=""),
        judged(verdict="withdrawn"),
        judged(minute=1),
        judged(right=UNION),
    ):
        assert record.judge(other)
    assert len(record.judgements()) == 6


def test_judgements_of_one_kind(record: Record) -> None:
    report = report_of("The ferry offer, or harbour plan, followed the reef truce and the grazing accord.")
    words = {w: (Passage.of(report.text, (i := report.text.index(w)), i + len(w)),) for w in (
        "ferry offer", "harbour plan", "reef truce", "grazing accord",
    )}  # fmt: skip
    offer, plan = (Statement(report.id, Proposal(label=w, evidence=words[w])) for w in ("ferry offer", "harbour plan"))
    truce = Statement(report.id, Agreement(kind="truce", evidence=words["reef truce"]))
    accord = Statement(report.id, OtherAgreement(kind="accord", evidence=words["grazing accord"]))
    record.add(Reading(report, (offer, plan, truce, accord)))
    proposals = judged(offer.id, plan.id, kind="proposal")
    agreements = judged(truce.id, accord.id, "different", kind="agreement")
    assert record.judge(proposals)
    assert record.judge(agreements)
    assert record.judge(judged())
    assert record.judgements(kind="proposal") == (as_kept(proposals),)
    assert record.judgements(kind="agreement") == (as_kept(agreements),)
    assert record.judgements(kind="actor") == (as_kept(judged()),)
    assert len(record.judgements()) == 3
    for wrong in (
        judged(offer.id, truce.id, kind="proposal"),
        judged(offer.id, plan.id, kind="agreement"),
        judged(offer.id, plan.id, kind="actor"),
        judged(COUNCIL, FRONT, kind="proposal"),
    ):
        with pytest.raises(UnknownIdError, match=r"the record holds no|no reading"):
            record.judge(wrong)


def test_judgements_that_do_not_fit_are_refused(record: Record, kept: Kept) -> None:
    before = kept.dump()
    for bad, why in (
        (judged(right=COUNCIL), "and itself"),
        (replace(judged(), author=" "), "without an author"),
        (replace(judged(), at=datetime(2031, 5, 1)), "zone"),  # noqa: DTZ001
        (judged(right="f" * 64), "no reading in the record tells of an actor ffff"),
        (judged(right=FRONT[:12]), "full id"),
        (judged(right=figure_in(READINGS[0]).id), "no reading in the record"),
        (judged(right=figure_in(READINGS[0]).id, left=figure_in(READINGS[1]).id, kind="proposal"), "holds no proposal"),
    ):
        with pytest.raises((RecordError, UnknownIdError), match=why):
            record.judge(bad)
    assert kept.dump() == before


@pytest.mark.parametrize(("left", "right"), [(MONITORS, COUNCIL), (COUNCIL, ELDERS), (MONITORS, ELDERS)])
def test_a_sealed_source_is_taken_for_nobody(record: Record, kept: Kept, left: str, right: str) -> None:
    before = kept.dump()
    for pair in ((left, right), (right, left)):
        with pytest.raises(RecordError, match="stay unnamed"):
            record.judge(judged(*pair))
    assert kept.dump() == before
    assert record.judge(judged(left, right, "different"))


def test_a_record_that_is_open_for_reading_takes_no_judgement(record: Record, kept: Kept) -> None:
    record.judge(judged())
    with open_record(kept.place, read_only=True) as reader:
        assert reader.judgements() == (as_kept(judged()),)
        with pytest.raises(RecordError, match="reading only"):
            reader.judge(judged(minute=1))


def test_what_was_recorded_by_then_is_all_that_counts(kept: Kept) -> None:
    clock = Clock()
    with open_record(kept.place, clock=clock) as record:
        for reading in READINGS:
            record.add(reading)
        record.judge(judged(minute=30))
        between = clock.now
        clock.now += timedelta(days=1)
        then = record.view(recorded_by=between)
        # decided earlier, though the record learns of it later
        record.judge(judged(verdict="different", minute=10))
        assert [j.verdict for j in record.view().judgements()] == ["different", "same"]
        assert record.judgements(between) == (as_kept(judged(minute=30)),)
        again = record.view(recorded_by=between)
        assert again.judgements() == then.judgements() == (as_kept(judged(minute=30)),)
        assert record.view(recorded_by=NOON).judgements() == ()
    with pytest.raises(RecordError, match="zone"), open_record(kept.place) as record:
        record.judgements(datetime(2031, 5, 1))  # noqa: DTZ001


DECISIONS = [
    judged(left, right, verdict, minute)
    for left, right in ((COUNCIL, FRONT), (FRONT, UNION))
    for verdict in ("same", "different", "withdrawn")
    for minute in (0, 1)
]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(DECISIONS))
def test_the_order_of_recording_never_changes_what_is_given(places: Places, order: list[Judgement]) -> None:
    with open_record(places().place, clock=Clock()) as record:
        for reading in READINGS[:: -1 if order[0].at == NOON else 1]:
            record.add(reading)
        for judgement in order:
            assert record.judge(judgement)
        found = record.judgements()
    assert sorted(found, key=str) == sorted(map(as_kept, DECISIONS), key=str)
    assert [j.at for j in found] == sorted(j.at for j in found)
    # by the time of the decision, then by what it says
    assert found == tuple(sorted(found, key=lambda j: (j.at, j.pair, j.verdict)))


def test_a_judgement_changes_no_statement(record: Record) -> None:
    before = record.view().statements()
    record.judge(judged())
    assert record.view().statements() == before


def test_an_actor_is_found_by_the_beginning_of_its_id(record: Record) -> None:
    report, found = record.find_actor(COUNCIL[:8])
    assert (report, found) == (READINGS[0].report, READINGS[0].actors[0])
    with pytest.raises(UnknownIdError, match="first 6"):
        record.find_actor("12")
    with pytest.raises(UnknownIdError, match="holds no actor"):
        record.find_actor(READINGS[0].report.id)


def test_an_actor_that_the_reading_in_force_no_longer_tells_of_is_still_found(record: Record) -> None:
    reading = READINGS[0]
    council, monitors = reading.actors
    renamed = replace(council, name="Council of the Harbour", type="body")
    record.add(replace(reading, actors=(renamed,)))
    assert record.view().actors_of(reading.report.id) == (renamed,)
    assert record.find_actor(COUNCIL)[1] == renamed  # who we think it is is no part of its id
    assert record.find_actor(MONITORS)[1] == monitors
    assert record.judge(judged())


def test_an_actor_that_is_mentioned_nowhere_is_refused(record: Record, kept: Kept) -> None:
    before = kept.dump()
    reading = READINGS[0]
    with pytest.raises(RecordError, match="mentions it nowhere"):
        record.add(replace(reading, actors=(ReportActor(name="Somebody", type="person"),)))
    crooked = replace(reading.actors[0].mentions[0], passage=Passage(0, 5, "Wrong"))
    with pytest.raises(RecordError, match="not in its text at 0:5"):
        record.add(replace(reading, actors=(replace(reading.actors[0], mentions=(crooked,)),)))
    assert kept.dump() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE judgement SET verdict = 'guilty'",
        "UPDATE judgement SET kind = 'state'",
        "UPDATE judgement SET at = 'soon'",
    ],
)
def test_a_damaged_judgement_is_refused_by_name(record: Record, kept: Kept, change: str) -> None:
    record.judge(judged())
    record.close()
    kept.spoil(change)
    with open_record(kept.place, read_only=True) as opened:
        for source in (opened, opened.view()):
            with pytest.raises(RecordError, match="row judgement 1 is damaged"):
                source.judgements()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda _: "{", "JSON"),
        (lambda layers: layers.replace('"how":"name"', '"how":"guess"'), "how"),
        (lambda layers: layers.replace('"text":"Harbour Council"', '"text":"Harbour Castle"'), "not in the report"),
        (
            lambda layers: _with_actors(layers, [{**json.loads(layers)["actors"][0], "mentions": []}]),
            "mentioned nowhere",
        ),
        (lambda layers: _with_actors(layers, "none"), "array|JSON"),
    ],
)
def test_a_damaged_layer_is_refused_when_it_is_asked_for(
    record: Record, kept: Kept, change: Callable[[str], str], why: str
) -> None:
    record.close()
    _spoil_layers(kept, change)
    with open_record(kept.place, read_only=True) as opened:
        view = opened.view()  # who asks for no actors is not stopped
        assert view.actors_of(READINGS[1].report.id) == READINGS[1].actors
        with pytest.raises(RecordError, match="row reading 1 is damaged") as caught:
            view.actors_of(READINGS[0].report.id)
        assert any(word in caught.value.found for word in why.split("|"))


def _with_actors(layers: str, actors: object) -> str:
    return json_text({**json.loads(layers), "actors": actors})


def _spoil_layers(kept: Kept, change: Callable[[str], str]) -> None:
    ((layers,),) = kept.rows("SELECT layers FROM reading WHERE id = 1")
    changed = change(str(layers)).replace("'", "''")
    assert changed != layers
    kept.spoil(f"UPDATE reading SET layers = '{changed}' WHERE id = 1")  # noqa: S608


def test_an_actor_without_a_reading_is_damage(record: Record, kept: Kept) -> None:
    record.close()
    _spoil_layers(kept, lambda layers: _with_actors(layers, []))
    with open_record(kept.place) as opened, pytest.raises(RecordError, match=f"row actor {COUNCIL} is damaged"):
        opened.judge(judged())


def test_the_clock_of_the_record_stands_beside_the_time_of_the_decision(record: Record, kept: Kept) -> None:
    record.judge(judged(minute=-90))
    assert record.judgements(NOON - timedelta(minutes=1)) == ()  # taken before, recorded after
    assert record.judgements(datetime(2031, 6, 1, tzinfo=UTC)) == (as_kept(judged(minute=-90)),)
