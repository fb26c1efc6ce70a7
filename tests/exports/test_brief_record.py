"""The brief of a record: which process, since when, until when, for whom; and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.errors import RecordError, TrucewatchError
from trucewatch.exports.brief import Cited
from trucewatch.record.writer import Record

from .export_case import DESK_HAND, PRIVATE, SECRETS, SIDES, record_at


@pytest.fixture(params=[SIDES, SIDES[::-1]], ids=["as named", "sides exchanged"])
def record(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Record]:
    with record_at(tmp_path, request.param) as opened:
        yield opened


def told(made: api.Brief) -> str:
    """All that any of its formats could hold."""
    return repr(made) + "".join(api.brief_as(made, form).decode("utf-8", "replace") for form in ("md", "html"))


def test_internal_has_the_words_and_they_are_verbatim(record: Record) -> None:
    made = api.brief(record)
    view = api.open_view(record)
    assert PRIVATE in told(made) or "Mirela" in told(made)
    for note in made.notes:
        if isinstance(note, Cited) and note.passage is not None:
            assert note.passage.is_verbatim_in(view.report(note.report_id).text)


def test_public_holds_nothing_that_stays_at_the_desk(record: Record) -> None:
    api.mark_visit(record, DESK_HAND, api.brief(record).process or None)
    made = api.brief(record, api.BriefOptions(author=DESK_HAND, audience="public"))
    held = told(made)
    assert not [secret for secret in SECRETS if secret.casefold() in held.casefold()]
    ids = {r.id for r in api.open_view(record).reports()}
    assert not [id_ for id_ in ids if id_[:12] in held]
    assert "when the desk last looked" in held
    assert all(not note.placed for note in made.notes if isinstance(note, Cited) and note.passage is not None)
    assert any("For public:" in remark for remark in made.remarks)


def test_partner_has_no_private_name_and_no_id_of_the_record(record: Record) -> None:
    held = told(api.brief(record, api.BriefOptions(audience="partner")))
    assert PRIVATE not in held
    assert not [r.id for r in api.open_view(record).reports() if r.id[:12] in held]


def test_footnotes_with_words_withheld_are_counted_as_they_are_printed(record: Record) -> None:
    made = api.brief(record, api.BriefOptions(audience="partner"))
    printed = sum(bool(note.withheld) for note in made.notes if isinstance(note, Cited))
    assert printed
    assert any(f"{printed} footnote" in remark for remark in made.remarks)


STAND_IN = re.compile(r"Person [0-9a-f]{8}")


def test_a_person_has_one_stand_in_in_briefs_and_exports(record: Record) -> None:
    """Under the key that is kept beside the record, and another under another key."""
    first, again = (told(api.brief(record, api.BriefOptions(audience="public"))) for _ in range(2))
    tables, _ = api.tables(record, api.ExportChoice("public"))
    names = {str(row["name"]) for row in tables["actors"].records()}
    stand_ins = set(STAND_IN.findall(first))
    assert stand_ins
    assert stand_ins == set(STAND_IN.findall(again))
    assert stand_ins <= names
    assert record.path is not None
    other = record.path.with_name("other.key")
    apart = set(STAND_IN.findall(told(api.brief(record, api.BriefOptions(audience="public", key=other)))))
    assert other.is_file()
    assert apart
    assert not apart & stand_ins


def test_a_brief_of_the_desk_makes_no_key(record: Record) -> None:
    api.brief(record)
    assert record.path is not None
    assert not list(record.path.parent.glob("*.export-key"))


def test_a_file_that_holds_no_key_is_refused(record: Record, tmp_path: Path) -> None:
    (tmp_path / "no.key").write_text("no key", encoding="ascii")
    with pytest.raises(TrucewatchError, match="holds no export key"):
        api.brief(record, api.BriefOptions(audience="partner", key=tmp_path / "no.key"))


def test_a_visit_is_what_last_means(record: Record) -> None:
    process = api.brief(record).process
    assert "the day of publication before the newest" in api.brief(record, api.BriefOptions(author="Noor")).since
    api.mark_visit(record, "Noor", process or None)
    made = api.brief(record, api.BriefOptions(author="Noor"))
    assert made.since.endswith("when Noor last looked: by what was added since.")
    changed = next(s for s in made.sections if s.name == "changed")
    assert [s.text for s in changed.sentences] == ["No report came in since then."]


def test_a_day_is_what_changes_count_from(record: Record) -> None:
    days = sorted(r.published for r in api.open_view(record).reports() if r.published)
    made = api.brief(record, api.BriefOptions(since=days[0]))
    assert made.since.startswith("Changed since ")
    changed = next(s for s in made.sections if s.name == "changed")
    assert " came in: " in changed.sentences[0].text
    with pytest.raises(TrucewatchError, match="--since before --until"):
        api.brief(record, api.BriefOptions(since=days[-1], until=days[0]))


def test_until_bounds_both_clocks(record: Record) -> None:
    days = sorted(r.published for r in api.open_view(record).reports() if r.published)
    made = api.brief(record, api.BriefOptions(until=days[0]))
    assert made.as_of == made.known_on == days[0]
    assert all(n.published == days[0] for n in made.notes if isinstance(n, Cited))
    empty = api.brief(record, api.BriefOptions(until=date(1990, 1, 1)))
    assert "The record holds no report by that day." in [s.text for s in empty.sentences()]


def test_a_process_that_is_not_there_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="no report of a process 'elsewhere'"):
        api.brief(record, api.BriefOptions(process="elsewhere"))


def test_a_file_is_written_whole_or_not_at_all(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, path = api.brief(record), tmp_path / "made" / "brief.html"
    with pytest.raises(TrucewatchError, match="no folder"):
        api.write_brief(made, path, "html")
    path.parent.mkdir()
    api.write_brief(made, path, "html")
    before = path.read_bytes()
    with pytest.raises(TrucewatchError, match="is there already"):
        api.write_brief(made, path, "html")

    def fails(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no room"):
        api.write_brief(made, path, "md", force=True)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["brief.html"]


def test_every_format_is_made(record: Record) -> None:
    made = api.brief(record)
    starts = {"md": b"# Brief", "html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF-"}
    assert {form: api.brief_as(made, form)[: len(starts[form])] for form in api.BRIEF_FORMATS} == starts
