"""What must not leave does not: in no form, no name of a file, no metadata, and not by computing an id anew."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trucewatch import api
from trucewatch.errors import TrucewatchError
from trucewatch.exports.all_tables import tables_of
from trucewatch.exports.coordinates import Ground, holds_coordinates, without_coordinates
from trucewatch.exports.formats import FORMATS, Form
from trucewatch.exports.keyed import ExportKey, kept_key
from trucewatch.exports.material import Material, material_of
from trucewatch.exports.private_names import PrivateNames
from trucewatch.exports.quoting import LEAST, MOST_SHARE, MOST_WORDS, Quotation
from trucewatch.exports.tables import Holds, Tables
from trucewatch.exports.withholding import KINDS, Audience, release
from trucewatch.linking.actors import link_actors
from trucewatch.record.redacting import WORDED
from trucewatch.record.writer import Record
from trucewatch.registers.known_actors import load_known_actors
from trucewatch.vocabulary.actors import ActorMention, ReportActor
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import MemoryView

from .export_case import MINISTER, NEIGHBOUR, NOTE, PRIVATE, SECRETS, SIDES, UNNAMED, record_at

SWAPPED = (SIDES[1], SIDES[0])
LEAVING: tuple[Form, ...] = tuple(form.form for form in FORMATS if form.form != "jsonl")
EXACT = ("12.34567", "45.67891")


@pytest.fixture(params=[SIDES, SWAPPED], ids=["as named", "sides exchanged"])
def record(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Record]:
    with record_at(tmp_path, request.param) as opened:
        yield opened


def everything_in(place: Path) -> str:
    """Every character of an export: names of files, their words, and what is inside zipped ones."""
    files = sorted(place.rglob("*")) if place.is_dir() else sorted(place.parent.glob(f"{place.name}*"))
    told = []
    for file in files:
        told.append(file.name)
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
                told += [f"{name} {archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist()]
        elif file.suffix == ".parquet":
            from pyarrow import parquet  # noqa: PLC0415 - read by a library that is not ours

            table = parquet.ParquetFile(file).read()
            told += [str(table.schema), json.dumps(table.to_pylist(), default=str, ensure_ascii=False)]
        elif file.is_file():
            told.append(file.read_text("utf-8").replace("\r\n ", ""))
    return "\n".join(told)


def all_ids(material: Material) -> set[str]:
    """Every id of the record that a table has."""
    found = set()
    for table in tables_of(material):
        for column, values in zip(table.columns, zip(*(row.values for row in table.rows), strict=True), strict=False):
            if column.holds == "id":
                for value in values:
                    found |= set(value) if isinstance(value, tuple) else {str(value)}
    return found - {"None"}


def material(record: Record) -> Material:
    return material_of(record, api.open_view(record))


@pytest.mark.parametrize("form", LEAVING)
@pytest.mark.parametrize("audience", ["partner", "public"])
def test_nothing_that_must_stay_is_in_an_export(record: Record, tmp_path: Path, form: Form, audience: Audience) -> None:
    place = tmp_path / ("out.xlsx" if form == "xlsx" else "out")
    api.export(record, form, place, api.ExportChoice(audience))
    told = everything_in(place)
    stays = [secret for secret in SECRETS if audience == "public" or secret not in EXACT]
    assert not [secret for secret in stays if secret.casefold() in told.casefold()]
    assert "mirela-dostan" not in told
    assert not [id_ for id_ in all_ids(material(record)) if id_ in told]
    assert "Nothing else was heard on the quays" not in told


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonld"])
def test_an_internal_export_has_what_the_others_lack(record: Record, tmp_path: Path, form: Form) -> None:
    place = tmp_path / ("out.xlsx" if form == "xlsx" else "out")
    api.export(record, form, place)
    told = everything_in(place)
    assert PRIVATE in told
    assert NEIGHBOUR in told
    assert all(id_ in told for id_ in {s.id for s in api.open_view(record).statements()})
    if form != "jsonld":
        assert NOTE in told


def released(record: Record, audience: Audience, key: ExportKey | None = None) -> Tables:
    held = material(record)
    return release(tables_of(held), held, audience, key)[0]


def test_a_private_person_has_one_pseudonym_and_a_minister_her_name(record: Record) -> None:
    given = released(record, "public", ExportKey(b"k" * 32))
    speakers = {str(row["mention"]) for row in given["quotes"].records()}
    (person,) = {name for name in speakers if name.startswith("Person ")}
    assert {str(row["attributed_to"]) for row in given["figures"].records()} == {person}
    assert f"Foreign minister {MINISTER}" in speakers
    assert "unnamed source" in speakers
    again = released(record, "public", ExportKey(b"k" * 32))
    other = released(record, "public", ExportKey(b"l" * 32))
    assert again == given
    names = [{str(row["speaker"]) for row in one["quotes"].records()} for one in (given, other)]
    assert names[0] & names[1] == {MINISTER, "unnamed source"}


def test_a_sealed_source_is_no_actor_of_an_export(record: Record) -> None:
    assert UNNAMED in {row["name"] for row in tables_of(material(record))["actors"].records()}
    assert not [row for row in released(record, "partner")["actors"].records() if row["sealed"]]


def test_offsets_and_coordinates_go_to_a_partner_and_not_to_the_public(record: Record) -> None:
    partner, public = (released(record, a) for a in ("partner", "public"))
    assert [row for row in partner["passages"].records() if row["start_offset"] is not None]
    assert not [
        row for t in public for row in t.records() for key in ("start_offset", "end_offset") if row.get(key) is not None
    ]
    assert not [p for t in public for row in t.rows for p in row.places if p.passage and p.passage.start]
    assert "12.34567, 45.67891" in str(next(partner["violations"].records())["what"])
    assert next(public["violations"].records())["what"] == "shelling the pier at [coordinates withheld]"


def test_passages_that_leave_are_verbatim_and_those_with_a_name_do_not(record: Record) -> None:
    texts = {r.id: r.text for r in api.open_view(record).reports()}
    key = ExportKey(b"k" * 32)
    of = {key.id(id_): text for id_, text in texts.items()}
    given = released(record, "partner", key)
    places = [p for table in given for row in table.rows for p in row.places if p.passage is not None]
    assert len(places) > 20
    assert all(p.passage.is_verbatim_in(of[p.report_id]) for p in places if p.passage is not None)
    (actor,) = [
        row
        for row in given["actors"].records()
        if str(row["name"]).startswith("Person ") and row["person"] == ("private",)
    ]
    assert actor["words"] is None
    assert actor["start_offset"] is None


def test_what_was_withheld_is_counted_and_not_told(record: Record, tmp_path: Path) -> None:
    done = api.export(record, "ics", tmp_path / "out.ics", api.ExportChoice("public"))
    told = json.loads((tmp_path / "out.ics.withheld.json").read_text())
    counts = {row["kind"]: row["count"] for row in told["withheld"]}
    assert counts == done.withheld.counts
    assert told["for"] == "public"
    assert counts["private names"] == 2
    assert counts["sealed sources"] == 1
    assert counts["addresses"] == 1
    assert counts["words of the desk"] >= 4  # a note, a file, an author line, an id it came with
    assert set(counts) <= set(KINDS)


def test_ids_cannot_be_computed_from_the_report(record: Record) -> None:
    """Whoever has the report and guesses the name finds the record's id, and nothing that left."""
    statement = next(s for s in api.open_view(record).statements() if getattr(s.content, "mention", "") == PRIVATE)
    given = released(record, "public")
    assert statement.id in all_ids(material(record))
    assert statement.id not in {row["id"] for row in given["quotes"].records()}


def test_the_order_of_rows_tells_nothing_of_names(record: Record) -> None:
    key = ExportKey(b"k" * 32)
    given = released(record, "public", key)
    rows = [(str(row["first_reported"]), str(row["id"])) for row in given["actors"].records()]
    assert rows == sorted(rows)


def test_a_person_of_the_users_file_is_public_unless_it_says_private(tmp_path: Path) -> None:
    with record_at(tmp_path) as record:
        for private, names in ((False, {NEIGHBOUR}), (True, set[str]())):
            file = tmp_path / f"actors-{private}.yaml"
            extra = "    private: true\n" if private else ""
            file.write_text(f"actors:\n  - name: {NEIGHBOUR}\n    type: person\n{extra}")
            done = material_of(record, api.open_view(record), load_known_actors(file))
            given = release(tables_of(done), done, "public")[0]
            assert {str(row["alleged_by"]) for row in given["violations"].records()} & {NEIGHBOUR} == names
            assert "own:" not in json.dumps(list(given["actors"].records()), default=str) or not private


def test_statement_files_leave_for_nobody_else(record: Record, tmp_path: Path) -> None:
    with pytest.raises(TrucewatchError, match="copy of the record"):
        api.export(record, "jsonl", tmp_path / "out", api.ExportChoice("partner"))
    assert not (tmp_path / "out").exists()


def test_every_field_with_words_of_a_report_is_in_a_column_that_says_so(record: Record) -> None:
    """A field that can hold a report's words is in no open column, so a new one cannot leave by an oversight."""
    fixed = {"status", "what"}  # closed lists in some kinds; what is not, is a column of words
    for table in tables_of(material(record)):
        for column in table.columns:
            assert column.holds in get_args(Holds)
            if column.key in WORDED - fixed and column.type in ("text", "list"):
                assert column.holds != "open", (table.name, column.key)


def test_every_kind_of_statement_has_a_table_with_all_its_fields() -> None:
    from trucewatch.exports.statement_tables import fields_told  # noqa: PLC0415

    # Passages have columns and tables of their own; `step` tells how, not what; grounds and codes of them stay inside.
    elsewhere = {
        "evidence", "unsure", "note", "confidence", "step", "speaker", "content", "surface", "source", "cue_at",
        "phases", "alias_grounds", "timex", "performs", "as_of_basis", "as_of_at", "kind",
    }  # fmt: skip
    for cls in CONTENT_CLASSES:
        missing = {f.name for f in fields(cls)} - fields_told(cls.KIND) - elsewhere
        assert not missing, (cls.KIND, missing)


@pytest.mark.parametrize(
    "words",
    [
        "at 33.8938, 35.5018", "near 33°53'38\"N 35°30'06\"E", "grid 36S YC 3012 4521", "lat 33.89 lon 35.50",
        "33.8938 N, 35.5018 E", "36SYC30124521",
    ],
)  # fmt: skip
def test_coordinates_are_seen_and_taken_out(words: str) -> None:
    assert holds_coordinates(words)
    assert not holds_coordinates(without_coordinates(words))


@pytest.mark.parametrize(
    "words",
    ["1 May 2025", "9 MAY 2025", "12.5, 13.75 and 14", "a budget of 2,450,000", "S/RES/2720 (2024)", "3.14, 2.71 times",
     "14 dead, 27 hurt", "12 MAR 2031 1400"],
)  # fmt: skip
def test_other_numbers_are_no_coordinates(words: str) -> None:
    assert not holds_coordinates(words)
    assert without_coordinates(words) == words


def test_quotations_end_where_the_right_to_quote_ends() -> None:
    text = "word " * 2000
    report = Report(text)
    quotation = Quotation({report.id: report}, {})
    whole = quotation.quoted(report.id, Passage.of(text, 0, 5 * 100))
    assert whole is not None
    assert len(whole.text.split()) == MOST_WORDS
    assert whole.is_verbatim_in(text)
    shown = set[int]()
    for start in range(0, len(text), 50):
        passage = quotation.quoted(report.id, Passage.of(text, start, start + 50))
        shown |= set(range(passage.start, passage.end)) if passage else set()
    assert LEAST < len(shown) <= MOST_SHARE * len(text)
    own = Quotation({report.id: report}, {report.id: "own"})
    assert own.quoted(report.id, Passage.of(text, 0, 5000)) == Passage.of(text, 0, 5000)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "key"
    key = kept_key(file)
    assert kept_key(file) == key
    assert file.stat().st_mode & 0o077 == 0
    assert key.secret.hex() not in repr(key)
    file.write_text("no key")
    with pytest.raises(TrucewatchError, match="holds no export key"):
        kept_key(file)


LETTERS = st.sampled_from("abdeéghilmnoøprstuzß")
NAME = st.text(LETTERS, min_size=3, max_size=9).map(str.capitalize)
FORMS = (
    "{first} {last}", "{last}", "Mr {last}", "{first}", "{first} {last}'s", "{FIRST} {LAST}", "{first}-{last}",
    "Dr. {first} {last}", "{first}\u00a0{last}",
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(NAME, NAME, st.sampled_from(FORMS), st.booleans())
def test_a_name_is_found_in_whatever_form_it_is_written(first: str, last: str, form: str, parted: bool) -> None:
    """Accents may be printed as characters of their own, and a name in capitals is the same name."""
    assume(first.casefold() != last.casefold() and not {first.casefold(), last.casefold()} & {"mar", "and", "the"})
    written = form.format(first=first, last=last, FIRST=first.upper(), LAST=last.upper())
    text = f"{first} {last} came. Later {written} left the quay, and hope was there."
    if parted:
        text = unicodedata.normalize("NFD", text)
    report = Report(text)
    found = ReportActor(
        name=f"{first} {last}", type="person", person="private",
        mentions=(ActorMention(passage=Passage.of(text, 0, text.index(" came")), how="name"),),
    )  # fmt: skip
    view = MemoryView((report,), (), all_actors={report.id: (found,)})
    names = PrivateNames(Material(view, link_actors(view)), ExportKey.fresh())
    left = names.scrub(text, (report.id,)).text
    plain = unicodedata.normalize("NFKD", left).casefold()
    for part in (first, last):
        word = unicodedata.normalize("NFKD", part).casefold()
        assert not re.search(rf"(?<!\w){re.escape(word)}(?![\w\u0300-\u036f])", plain), (left, part)
    assert "left the quay, and hope was there." in unicodedata.normalize("NFC", left)


def test_a_part_of_coordinates_is_coordinates(tmp_path: Path) -> None:
    text = "The girl was seen at 35.12345, 36.54321 on Friday. In all 14 were seen."
    ground = Ground([Report(text)])
    id_ = Report(text).id
    for words, held in (("35.12345", True), ("seen at 35", True), ("36.54321 on Friday", True), ("In all 14", False)):
        start = text.index(words)
        assert ground.holds(id_, Passage.of(text, start, start + len(words))) == held, words
    assert ground.left_of("near 35.12345", (id_,)) == "near [coordinates withheld]"
    assert ground.left_of("near 35.12345", ()) == "near 35.12345"
    assert ground.is_part(36.54321, (id_,))
    assert not ground.is_part(14, (id_,))


@pytest.mark.parametrize(("words", "leaves"), [("Amina, 9, was there", False), ("Amina was there on 9 May", True)])
def test_a_name_beside_an_age_is_a_persons_whatever_the_reading_made_of_it(words: str, leaves: bool) -> None:
    report = Report(f"{words}. The quay was empty.")
    mention = ActorMention(passage=Passage.of(report.text, 0, 5), how="name")
    view = MemoryView(
        (report,), (), all_actors={report.id: (ReportActor(name="Amina", type="place", mentions=(mention,)),)}
    )
    names = PrivateNames(Material(view, link_actors(view)), ExportKey.fresh())
    assert (names.scrub("Amina", (report.id,)).why is None) == leaves


def test_an_outlet_that_is_called_after_a_private_person_is_not_named(tmp_path: Path) -> None:
    with record_at(tmp_path, later=False) as record:
        text = f"{PRIVATE} writes again."
        report = Report(text, outlet=f"The {PRIVATE} Diary", process="strait")
        actor = ReportActor(
            name=PRIVATE, type="person", person="private",
            mentions=(ActorMention(passage=Passage.of(text, 0, len(PRIVATE)), how="name"),),
        )  # fmt: skip
        record.add(Reading(report, actors=(actor,), steps=("made 1",)))
        outlets = {str(row["outlet"]) for row in released(record, "partner")["reports"].records()}
    assert len(outlets) == 2
    assert not [outlet for outlet in outlets if "Mirela" in outlet]


def hints_of(cls: type[Content]) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(cls).items() if name in {f.name for f in fields(cls)}}


def named_everywhere(cls: type[Content], passage: Passage, name: str) -> Content:
    """A content in which every field that can hold a report's words has the name in it."""
    values: dict[str, Any] = {}
    for key, hint in hints_of(cls).items():
        options = get_args(hint) or (hint,)
        if hint == tuple[str, ...]:
            values[key] = (name, f"the brother of {name}")
        elif str in options and key in WORDED:
            values[key] = f"{name} of the quay"
        elif str in options and type(None) not in options and key not in {"step", "note"}:
            values[key] = "truce"
        elif key == cls.SPANS:
            values[key] = (passage,)
        elif key not in {f.name for f in fields(cls) if f.default is not MISSING}:
            literal = next((get_args(o)[0] for o in (hint, *options) if get_origin(o) is Literal), None)
            values[key] = literal
    return cls(**values)


@pytest.mark.parametrize("cls", CONTENT_CLASSES, ids=lambda cls: cls.KIND)
@pytest.mark.parametrize("audience", ["partner", "public"])
def test_a_name_in_any_field_of_any_kind_is_withheld(cls: type[Content], audience: Audience) -> None:
    report = Report(f"{PRIVATE} came. The quay was empty.", outlet="Quay Daily")
    whole = Passage.of(report.text, 0, len(report.text))
    at = ActorMention(passage=Passage.of(report.text, 0, len(PRIVATE)), how="name")
    actor = ReportActor(name=PRIVATE, type="person", person="private", mentions=(at,))
    told = Statement(report.id, named_everywhere(cls, whole, PRIVATE))
    view = MemoryView((report,), (told,), all_actors={report.id: (actor,)})
    held = Material(view, link_actors(view))
    inside = tables_of(held)
    assert PRIVATE in json.dumps([list(t.records()) for t in inside], default=str)
    out = release(inside, held, audience)[0]
    assert not [s for s in ("Mirela", "Dostan") if s in json.dumps([list(t.records()) for t in out], default=str)]
