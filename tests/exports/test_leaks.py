"""Leaks, looked for in the bytes: whatever a file for partner or public holds, zipped, deflated or as metadata.

The same search finds what is planted where nothing is withheld, form by form: else it would prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from record.filling import fresh
from record.making import Clock
from trucewatch import api
from trucewatch.api import briefing, exporting
from trucewatch.exports.brief import Brief
from trucewatch.exports.formats import FORMATS, Form
from trucewatch.exports.tables import Tables
from trucewatch.exports.withholding import Audience, Withheld
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Figure, Obligation, Position, Proposal, Quote, Talks, Violation

from .bytes_told import squeezed, told_at, told_in
from .export_case import COORDINATES, DESK_HAND, NEIGHBOUR, PRIVATE, SIDES, UNNAMED, Made, first

FILE = "/home/desk/night-ferry-notes.txt"
TAIL = "and the last lantern on the breakwater went out long after dusk"
TEXT = (
    "{private} must hand the ferry list to the {one} by 14 May 2031.\n"
    "{private} is to meet envoys of the {one} and the {other} at the buoy at {coordinates} on 12 May 2031.\n"
    "{private} rejected the ferry offer. The {one} accepts the ferry offer.\n"
    "The {other} must open the north quay by 13 May 2031, and the boats, which had lain for eleven days without water "
    "or bread or any word from the shore, were told by loudhailer to wait until the tide had turned and the pilots had "
    "been counted twice over, {tail}.\n"
    "The crews will not be let ashore, {unnamed} said. {neighbour} counted 31 dead, the {one} counted 12 dead.\n"
    "The {other} accused {private} of cutting the mooring at {coordinates}.\n"
)
SHEETS = (None, "ferry offer")
FORMS: tuple[Form, ...] = tuple(one.form for one in FORMATS if one.form != "jsonl")
SECRETS: Mapping[str, tuple[str, ...]] = {
    "private name": (PRIVATE, "Dostan", NEIGHBOUR, "Takala", "mirela-dostan"),
    "sealed source": (UNNAMED, "clerk of the port"),
    "coordinates": tuple(COORDINATES.split(", ")),
    "report text": (TAIL, "the last lantern"),
    "file name": ("night-ferry-notes", "in-confidence", "strait.sqlite"),
    "author": (DESK_HAND, "Petra Byline"),
}


def night(one: str, other: str) -> Made:
    """A report in which what must stay at the desk stands in what briefs, calendars and entities tell of."""
    words = {"private": PRIVATE, "coordinates": COORDINATES, "tail": TAIL, "unnamed": UNNAMED, "neighbour": NEIGHBOUR}
    made = Made(TEXT.format(one=one, other=other, **words), date(2031, 5, 10), name=FILE, given_id="row-18")
    lines = made.report.text.splitlines()
    for name in (one, other):
        made.actor(name, "party")
    made.actor(PRIVATE, "person", "private")
    made.actor(NEIGHBOUR, "person", "unknown")
    made.actor(UNNAMED, "office", "unknown", sealed=True)
    sure: dict[str, Any] = {"confidence": 0.9}
    made.say(
        Obligation, lines[0].rstrip("."), bearer=PRIVATE, bearer_mention=PRIVATE, action="other",
        object="the ferry list", deadline="2031-05-14", state="pending", **sure,
    )  # fmt: skip
    made.say(
        Talks, lines[1].rstrip("."), venue=f"the buoy at {COORDINATES}", date="2031-05-12",
        participants=(PRIVATE, one, other), status="planned", **sure,
    )  # fmt: skip
    made.say(Proposal, "ferry offer", label="ferry offer")
    for actor, stance, told in (
        (PRIVATE, "reject", f"{PRIVATE} rejected the ferry offer"),
        (one, "accept", f"The {one} accepts the ferry offer"),
    ):
        made.say(Position, told, actor=actor, actor_mention=actor, stance=stance, proposal="ferry offer", **sure)
    made.say(
        Obligation, lines[3].rstrip("."), bearer=other, bearer_mention=other, action="other", object="the north quay",
        deadline="2031-05-13", state="pending", **sure,
    )  # fmt: skip
    _voices(made, one, other)
    return made


def _voices(made: Made, one: str, other: str) -> None:
    told = made.at("The crews will not be let ashore")
    made.say(
        Quote, "The crews will not be let ashore", speaker=UNNAMED, mention=UNNAMED, cue="said", type="indirect",
        sealed=True, source=made.at(UNNAMED), content=told,
    )  # fmt: skip
    made.say(
        Obligation, "The crews will not be let ashore", bearer=UNNAMED, bearer_mention=UNNAMED, action="other",
        object="the crews", state="pending", deadline="2031-05-13", confidence=0.9,
    )  # fmt: skip
    for who, number in ((NEIGHBOUR, 31), (one, 12)):
        made.say(
            Figure, f"counted {number} dead", what="killed", measure="dead", number=number, attributed_to=who,
            confidence=0.9,
        )  # fmt: skip
    deed = f"cutting the mooring at {COORDINATES}"
    made.say(
        Violation, f"The {other} accused {PRIVATE} of {deed}", alleged_by=other, against=PRIVATE, what=deed,
        status="alleged",
    )  # fmt: skip


@pytest.fixture(params=[SIDES, SIDES[::-1]], ids=["as named", "sides exchanged"])
def record(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Record]:
    (tmp_path / "kept").mkdir()
    with fresh(tmp_path / "kept" / "strait.sqlite", Clock()) as opened:
        opened.add(first(*request.param).reading(), author=DESK_HAND)
        api.mark_visit(opened, DESK_HAND, "strait")
        opened.add(night(*request.param).reading(), author=DESK_HAND)
        yield opened


def found(told: str, audience: Audience = "public") -> dict[str, list[str]]:
    """What of the secrets stands in a squeezed text, by kind; a partner may have coordinates."""
    kinds = {kind: words for kind, words in SECRETS.items() if audience == "public" or kind != "coordinates"}
    held = {kind: [one for one in words if squeezed(one) in told] for kind, words in kinds.items()}
    return {kind: words for kind, words in held.items() if words}


def ids_in(told: str, record: Record) -> list[str]:
    """The ids of the record, or the part of them that footnotes give, that a text has."""
    view = api.open_view(record)
    return [id_ for id_ in (*(r.id for r in view.reports()), *(s.id for s in view.statements())) if id_[:12] in told]


def briefed(record: Record, audience: Audience, proposal: str | None) -> dict[api.BriefFormat, str]:
    """All that can be read out of a brief, by its format."""
    made = api.brief(record, api.BriefOptions(author=DESK_HAND, audience=audience, proposal=proposal))
    return {form: told_in("brief", api.brief_as(made, form)) for form in api.BRIEF_FORMATS}


def exported(record: Record, form: Form, out: Path, audience: Audience) -> str:
    ending = next(one.suffix for one in FORMATS if one.form == form)
    place = out / f"out{ending}"
    api.export(record, form, place, api.ExportChoice(audience))
    return told_at(place)


@pytest.mark.parametrize("audience", ["partner", "public"])
@pytest.mark.parametrize("proposal", SHEETS, ids=["brief", "sheet"])
def test_no_byte_of_a_brief_tells(record: Record, audience: Audience, proposal: str | None) -> None:
    for form, told in briefed(record, audience, proposal).items():
        assert not found(told, audience), form
        assert not ids_in(told, record), form


@pytest.mark.parametrize("audience", ["partner", "public"])
@pytest.mark.parametrize("form", FORMS)
def test_no_byte_of_an_export_tells(record: Record, tmp_path: Path, form: Form, audience: Audience) -> None:
    told = exported(record, form, tmp_path, audience)
    assert not found(told, audience)
    assert not ids_in(told, record)


@pytest.fixture(name="nothing_withheld")
def _nothing_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    def all_of(tables: Tables, *_: object) -> tuple[Tables, Withheld]:
        return tables, Withheld("public", {})

    def whole(brief: Brief, *_: object) -> Brief:
        return brief

    monkeypatch.setattr(exporting, "release", all_of)
    monkeypatch.setattr(briefing, "released_brief", whole)


NAMED = {"private name", "sealed source"}
WORDED = NAMED | {"report text"}
TABLES = {*SECRETS}
TOLD: Mapping[Form, set[str]] = {
    "csv": TABLES, "xlsx": TABLES, "parquet": TABLES, "ics": WORDED | {"coordinates"}, "plover": {"private name"},
    "ftm": {"private name", "coordinates"}, "jsonld": WORDED | {"coordinates"}, "crosswalk": WORDED,
}  # fmt: skip
"""What each form would tell, were nothing withheld."""


@pytest.mark.usefixtures("nothing_withheld")
@pytest.mark.parametrize(
    ("proposal", "kinds"), [(None, NAMED | {"coordinates"}), ("ferry offer", {"private name"})], ids=["brief", "sheet"]
)
def test_the_search_finds_what_a_brief_would_tell(record: Record, proposal: str | None, kinds: set[str]) -> None:
    for form, told in briefed(record, "public", proposal).items():
        assert set(found(told)) >= kinds, form
        assert ids_in(told, record), form


@pytest.mark.usefixtures("nothing_withheld")
@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_what_an_export_would_tell(record: Record, tmp_path: Path, form: Form) -> None:
    told = exported(record, form, tmp_path, "public")
    assert set(found(told)) >= TOLD[form]
    assert ids_in(told, record) or form == "ics"  # an entry's id is a digest of its own


def test_a_brief_of_the_desk_names_no_file_either(record: Record) -> None:
    for form, told in briefed(record, "internal", None).items():
        assert "private name" in found(told), form
        assert "file name" not in found(told), form
