"""Who is who through the api: linked as the clocks say, decided on by people, the same in whatever order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.linking.score import Model
from trucewatch.record.writer import Record
from trucewatch.vocabulary.actors import ActorMention, PersonClass, ReportActor, actor_id
from trucewatch.vocabulary.kinds import Agreement, Content, Party, Position, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import MemoryView

NOON = datetime(2031, 6, 10, 12, tzinfo=UTC)
TEXTS = (
    "The Pass Union rejected the grazing offer. “No,” said its secretary Ivo Tarn. A herder watched. They went home.",
    "Ivo Tarn of the Pass Union signed the pass truce as mediator. “Yes,” said officials.",
    "The Pass Union and Tarn, once its secretary, were not heard. “Perhaps,” said officials.",
)
DAYS = (date(2031, 6, 3), date(2031, 6, 5), date(2031, 6, 9))


class Clock:
    """Moves on by a minute each time."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """No candidate is sure: groups are what people decided, whatever weights were measured."""
    monkeypatch.setattr("trucewatch.linking.decide.load_model", lambda: Model({}, sure=0.9, review=0.1))


def reading(number: int) -> Reading:
    """One of the three reports with its actors."""
    text = TEXTS[number]
    report = Report(text, DAYS[number], f"Pass Post {number}", process="pass", language="en")

    def at(words: str) -> Passage:
        return Passage.of(text, (start := text.index(words)), start + len(words))

    def actor(name: str, words: str, **told: object) -> ReportActor:
        how = "name" if words[0].isupper() and words != "They" else "pronoun" if words == "They" else "nominal"
        mentions = (ActorMention(passage=at(words), how=how),)  # type: ignore[arg-type]
        return ReportActor(**{"name": name, "type": "person", "mentions": mentions, **told})  # type: ignore[arg-type]

    public: PersonClass = "public_office"
    actors = [actor("Pass Union", "Pass Union", type="party")]
    if person := re.search(r"(?:Ivo )?Tarn", text):
        offices = ("secretary",) if "its secretary Ivo" in text else ("former secretary",) if "once" in text else ()
        actors.append(actor(person[0], person[0], person=public, offices=offices, of="Pass Union"))
    if "officials" in text:
        actors.append(actor("officials", "officials", type="office", person="unknown", sealed=True))
    if "herder" in text:
        actors.append(actor("herder", "herder", person="private"))
        actors.append(actor("they", "They", type="group"))
    contents: list[Content] = [Party(name="Pass Union", role="party", evidence=(at("Pass Union"),))]
    if "rejected" in text:
        contents.append(Position(actor="Pass Union", stance="reject", evidence=(at("rejected the grazing offer"),)))
        contents.append(quoted("Ivo Tarn", at("secretary Ivo Tarn"), at("“No,”")))
    if "officials" in text:
        contents.append(quoted(None, at("officials"), at("“Yes,”" if "Yes" in text else "“Perhaps,”")))
    if "truce" in text:
        truce = Agreement(kind="truce", term_used="pass truce", mediators=("Ivo Tarn",), evidence=(at("pass truce"),))
        contents.append(truce)
    statements = tuple(Statement(report.id, content, report.published) for content in contents)
    return Reading(report, statements, actors=tuple(sorted(actors, key=lambda a: a.mentions[0].passage)))


def quoted(speaker: str | None, source: Passage, words: Passage) -> Quote:
    """Direct speech; of nobody by name: of an unnamed source."""
    told = {"mention": source.text, "cue": "said", "source": (source,), "content": (words,), "sealed": speaker is None}
    return Quote(speaker=speaker, type="direct", **told)  # type: ignore[arg-type]


READINGS = tuple(reading(number) for number in range(3))


def id_of(number: int, name: str) -> str:
    report = READINGS[number].report
    return next(actor_id(a, report) for a in READINGS[number].actors if a.name == name)


SECRETARY, MEDIATOR, TARN = id_of(0, "Ivo Tarn"), id_of(1, "Ivo Tarn"), id_of(2, "Tarn")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with api.open_record(tmp_path / "pass.sqlite", clock=Clock()) as opened:
        for each in READINGS:
            opened.add(each)
        yield opened


def groups(linked: api.LinkedActors) -> set[frozenset[str]]:
    return {frozenset(m.id for m in actor.members) for actor in linked.actors}


def test_every_actor_of_every_report_is_in_one_linked_actor(record: Record) -> None:
    linked = api.actors(record, process="pass")
    members = [m.id for actor in linked.actors for m in actor.members]
    assert sorted(members) == sorted(actor_id(a, r.report) for r in READINGS for a in r.actors)
    assert len(groups(api.actors(record, known_on=DAYS[0]))) == len(READINGS[0].actors)


def test_a_record_a_view_a_part_and_memory_link_alike(record: Record) -> None:
    memory = MemoryView(
        tuple(r.report for r in READINGS),
        tuple(s for r in READINGS for s in r.statements),
        all_actors={r.report.id: r.actors for r in READINGS},
    )
    (_, part), *_ = api.parts_by_process(record.view())
    assert api.actors(record) == api.actors(record.view()) == api.actors(part) == api.actors(memory)
    api.merge(record, SECRETARY, MEDIATOR, author="Noor")
    (_, part), *_ = api.parts_by_process(record.view())
    assert api.actors(record) == api.actors(part) != api.actors(memory)
    with pytest.raises(KeyError):
        part.actors_of("0" * 64)


def test_merge_split_and_withdraw(record: Record) -> None:
    judgement = api.merge(record, SECRETARY[:8], MEDIATOR, author="Noor", reason="the same beard")
    assert (judgement.verdict, judgement.pair, judgement.reason) == (
        "same", tuple(sorted((SECRETARY, MEDIATOR))), "the same beard",
    )  # fmt: skip
    assert judgement.at > NOON
    assert api.decided_on(record, MEDIATOR, SECRETARY[:9]) is not None
    assert frozenset({SECRETARY, MEDIATOR}) in groups(api.actors(record))
    api.split(record, MEDIATOR, SECRETARY, author="Ade")
    linked = api.actors(record)
    assert frozenset({SECRETARY}) in groups(linked)
    assert {SECRETARY, MEDIATOR} not in [{c.left, c.right} for c in linked.queue]
    api.withdraw(record, MEDIATOR, SECRETARY, author="Ade")
    assert api.decided_on(record, MEDIATOR, SECRETARY) is None
    assert {SECRETARY, MEDIATOR} in [{c.left, c.right} for c in api.actors(record).queue]
    with pytest.raises(RecordError, match="nothing is decided"):
        api.withdraw(record, MEDIATOR, SECRETARY, author="Ade")
    assert [j.verdict for j in record.judgements()] == ["same", "different", "withdrawn"]


def test_the_order_of_decisions_on_other_pairs_does_not_matter(tmp_path: Path) -> None:
    acts: list[tuple[Callable[..., object], str, str]] = [
        (api.merge, SECRETARY, MEDIATOR), (api.merge, MEDIATOR, TARN), (api.split, id_of(0, "Pass Union"), TARN),
    ]  # fmt: skip
    found = []
    for number, order in enumerate(permutations(acts)):
        with api.open_record(tmp_path / f"{number}.sqlite", clock=lambda: NOON) as record:
            for each in READINGS:
                record.add(each)
            for act, left, right in order:
                act(record, left, right, author="Noor")
            found.append((groups(api.actors(record)), record.view().judgements()))
    assert all(each == found[0] for each in found)
    assert frozenset({SECRETARY, MEDIATOR, TARN}) in found[0][0]


def test_an_earlier_clock_never_learns_of_a_later_decision(record: Record) -> None:
    views = {}
    for act, pair in (
        (api.merge, (SECRETARY, MEDIATOR)),
        (api.split, (SECRETARY, TARN)),
        (api.merge, (MEDIATOR, TARN)),
    ):
        at = record.now()
        views[at] = groups(api.actors(record.view(recorded_by=at)))
        act(record, *pair, author="Noor")
    assert all(groups(api.actors(record.view(recorded_by=at))) == held for at, held in views.items())
    assert len({frozenset(held) for held in (*views.values(), groups(api.actors(record)))}) == 3  # a split parts nobody


def test_a_contradicted_decision_is_kept_and_told(record: Record) -> None:
    api.split(record, SECRETARY, TARN, author="Noor")
    api.merge(record, SECRETARY, MEDIATOR, author="Noor")
    judgement = api.merge(record, MEDIATOR, TARN, author="Noor")
    linked = api.actors(record)
    assert frozenset({SECRETARY, MEDIATOR, TARN}) in groups(linked)  # the newest holds; the oldest is in its way
    (refused,) = linked.refused
    assert refused.judgement.verdict == "different"
    done = api.outcome(linked, judgement)
    assert done.refused is None
    assert done.left is done.right is linked.of(TARN)
    assert api.outcome(linked, refused.judgement).refused == refused.reason


@pytest.mark.parametrize("other", ["officials", "they"])
def test_nobody_is_merged_with_what_is_tied_to_nobody(record: Record, other: str) -> None:
    number = 1 if other == "officials" else 0
    for pair in ((id_of(number, other), SECRETARY), (SECRETARY, id_of(number, other))):
        with pytest.raises(RecordError, match="tied to nobody"):
            api.merge(record, *pair, author="Noor")
    assert record.judgements() == ()


def test_two_unnamed_sources_stay_two(record: Record) -> None:
    linked = api.actors(record)
    sealed = {id_of(1, "officials"), id_of(2, "officials")}
    assert {frozenset({id_}) for id_ in sealed} <= groups(linked)
    assert not any({c.left, c.right} & sealed for c in linked.queue)
    assert all(row.unnamed for row in api.actor_rows(record.view(), linked) if row.actor.id in sealed)


def test_what_is_told_of_one(record: Record) -> None:
    api.merge(record, SECRETARY, MEDIATOR, author="Noor", reason="the same beard")
    api.merge(record, SECRETARY, TARN, author="Noor", reason="so he says")
    view = record.view()
    linked = api.actors(view)
    details = api.actor_details(view, linked, api.find_actor(linked, TARN[:8]))
    told = [(t.sort, t.what, t.of, t.days, t.according_to) for t in details.told]
    assert told == [
        ("office", "secretary", "Pass Union", (DAYS[0],), ("Pass Post 0",)),
        ("office", "former secretary", "Pass Union", (DAYS[2],), ("Pass Post 2",)),
        ("role", "mediator", "pass truce", (DAYS[1],), ("Pass Post 1",)),
    ]
    assert details.row.stands_for == ("Pass Union",)
    assert details.row.persons == ("public_office",)
    assert details.row.reports == 3
    assert [m.shown.passage.text for m in details.members] == ["Ivo Tarn", "Ivo Tarn", "Tarn"]
    assert {kind: len(ids) for kind, ids in details.statements.items()} == {"agreement": 1, "quotes": 1}
    assert {j.reason for j in details.judgements} == {"the same beard", "so he says"}
    union = api.actor_details(view, linked, api.find_actor(linked, id_of(0, "Pass Union")))
    assert [(t.what, t.according_to) for t in union.told] == [("party", ("Pass Post 0",))]
    assert {kind: len(ids) for kind, ids in union.statements.items()} == {"parties": 1, "positions": 1}
    officials = api.actor_details(view, linked, api.find_actor(linked, id_of(1, "officials")))
    assert {kind: len(ids) for kind, ids in officials.statements.items()} == {"quotes": 1}


def test_rows_stand_in_the_order_of_the_alphabet_not_of_weight(record: Record) -> None:
    rows = api.actor_rows(record.view(), api.actors(record))
    assert [r.actor.name for r in rows] == sorted((r.actor.name for r in rows), key=str.casefold)
    names_nobody = {r.actor.name for r in rows if not r.names_somebody}
    assert names_nobody == {"they"}


def test_what_waits_is_shown_from_both_sides(record: Record) -> None:
    view = record.view()
    linked = api.actors(view)
    waiting = api.review(view, linked)
    assert [w.candidate for w in waiting] == list(linked.queue)
    pair = next(w for w in waiting if {w.left.id, w.right.id} == {SECRETARY, MEDIATOR})
    assert pair.left.outlet == "Pass Post 0"
    assert "secretary" in pair.left.told
    assert "of Pass Union" in pair.right.told
    assert pair.right.shown.after.strip().startswith("of the Pass Union signed")
    assert pair.right.listed_as == "Ivo Tarn"
    assert pair.right.reports == 1


def test_an_id_is_found_by_its_first_digits(record: Record) -> None:
    linked = api.actors(record)
    assert api.find_actor(linked, f" {SECRETARY[:6].upper()}").id == SECRETARY
    for prefix, told in (("12345", "first 6"), ("zzzzzz", "no report in view tells"), ("0" * 65, "no report in view")):
        with pytest.raises(UnknownIdError, match=told):
            api.find_actor(linked, prefix)
    alike = replace(
        linked,
        actors=tuple(
            replace(actor, members=(replace(actor.members[0], id=f"abcdef{number}" + "0" * 57),))
            for number, actor in enumerate(linked.actors)
        ),
    )
    with pytest.raises(UnknownIdError, match=r"several actor ids begin with abcdef: abcdef000000 \("):
        api.find_actor(alike, "abcdef")
    proposals = api.linked(record.view(), "proposal")
    assert isinstance(proposals, api.LinkedStatements)
    with pytest.raises(UnknownIdError, match="no report in view tells of a proposal"):
        api.find_group(proposals, "abcdef")


def test_the_users_file_gives_the_name_and_the_time_in_office(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_text(
        "actors:\n  - {name: Union of the Pass, type: party, aliases: [Pass Union]}\n"
        "  - name: Ivo Tarn\n    type: person\n    of: Union of the Pass\n"
        "    offices:\n      - {office: secretary, of: Union of the Pass, from: 2030-01-01, until: 2031-06-04}\n"
    )
    known = api.load_known_actors(file)
    view = record.view()
    linked = api.actors(view, known=known)
    union = linked.of(id_of(0, "Pass Union"))
    assert union is not None
    assert union.name == "Union of the Pass"
    assert [n.name for n in union.other_names] == ["Pass Union"]
    row = next(r for r in api.actor_rows(view, linked) if r.actor.id == SECRETARY)
    assert row.stands_for == ("Union of the Pass",)
    told = api.actor_details(view, linked, api.find_actor(linked, SECRETARY), known).told
    in_file = [t for t in told if t.since is not None]
    assert [(t.what, t.of, t.days, t.since, t.until, t.according_to) for t in in_file] == [
        ("secretary", "Union of the Pass", (), date(2030, 1, 1), date(2031, 6, 4), ("your own file",))
    ]


def test_whom_the_users_file_keeps_private_is_private_and_tied_to_nobody(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_text("actors:\n  - {name: Ivo Tarn, type: person, private: true}\n")
    known = api.load_known_actors(file)
    api.merge(record, SECRETARY, MEDIATOR, author="Noor")
    view = record.view()
    linked = api.actors(view, known=known)
    rows = [row for row in api.actor_rows(view, linked, known) if row.actor.name == "Ivo Tarn"]
    assert [row.persons for row in rows] == [("private",), ("private",)]
    assert all(row.actor.sealed and row.names_somebody for row in rows)
    assert len(linked.refused) == 1  # what was decided before the file knew is kept, and not applied
