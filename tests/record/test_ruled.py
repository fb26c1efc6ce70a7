"""Rulings and people's own statements: whatever the order in which they are recorded, views show the same."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from trucewatch.record.person_statements import add_person_statement, by_person
from trucewatch.record.schema import moment_text
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement

from .filling import fresh
from .making import ISLAND, read, report_of
from .reviewing_case import NOON, changed, corrected, ruling, with_content

READING = read(report_of(ISLAND))
FIRST, SECOND = (s for s in READING.statements if isinstance(s.content, Figure))
DAYS = (None, date(2031, 4, 9), date(2031, 4, 10))

Act = tuple[AnyStatement, Ruling | None]


def own(number: int, author: str) -> AnyStatement:
    place = (Passage.of(ISLAND, ISLAND.index("Monitors"), ISLAND.index(" counted")),)
    content = Figure(what="other", number=2, attributed_to=f"{number}", evidence=place)
    return with_content(FIRST, by_person(content, author))


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Somebody rules on one of two counts, or on what one was corrected to, or reads something; times may be one."""
    author, minute = draw(st.sampled_from(["Noor", "Ade"])), draw(st.integers(0, 2))
    on = draw(st.sampled_from([FIRST, SECOND, corrected(FIRST, 41), own(0, "Noor")]))
    match draw(st.sampled_from(["accept", "withdraw", "count", "source", "own"])):
        case "own":
            return own(draw(st.integers(0, 2)), author), None
        case "count":
            put = corrected(FIRST, draw(st.sampled_from([41, 42])))
            return (put, ruling(SECOND if on == put else on, "correct", put, minute, author))
        case "source":
            who = draw(st.sampled_from(["the monitors", "nurses"]))
            put = changed(on, attributed_to=who)
            return put, ruling(on, "correct", put, minute, author)
        case verdict:
            return on, ruling(on, "accept" if verdict == "accept" else "withdraw", None, minute, author)


def act(record: Record, one: Act) -> None:
    statement, what = one
    if what is None:
        at = NOON + timedelta(minutes=5)
        with record.writing() as connection:
            add_person_statement(connection, statement, (statement.content.step, at, ""), moment_text(record.now()))
    else:
        record.rule(what, statement if what.replacement_id else None)


def prepared(folder: str, name: str) -> Record:
    """A record that holds whatever may be ruled on."""
    record = fresh(Path(folder) / name)
    record.add(READING)
    act(record, (own(0, "Noor"), None))
    put = corrected(FIRST, 41)
    record.rule(ruling(SECOND, "correct", put, minute=-9), put)
    return record


@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(acts(), min_size=2, max_size=6).flatmap(lambda held: st.tuples(st.just(held), st.permutations(held))))
def test_the_order_of_rulings_never_changes_a_view(both: tuple[list[Act], list[Act]]) -> None:
    shown = []
    with tempfile.TemporaryDirectory() as folder:
        for number, order in enumerate(both):
            with prepared(folder, f"{number}.db") as record:
                before = record.view().statements()
                between = record.now()
                for one in order:
                    act(record, one)
                shown.append([record.view(known_on=day).statements() for day in DAYS])
                shown[-1].append(tuple(record.find_statement(s.id) for s in (FIRST, SECOND, corrected(FIRST, 41))))
                assert record.view(recorded_by=between).statements() == before
    assert shown[0] == shown[1]
