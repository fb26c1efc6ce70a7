from __future__ import annotations

import importlib
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.errors import ReadingError, ReportError, TrucewatchError, UnknownIdError
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Agreement, Content, Figure, Instrument, Phase, Position, Quote, Talks
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import Statement

RIDGE = (
    "The Pass Union rejected the grazing offer on Monday. Col. B. Tarn of the Pass Union said:\n"
    "“State radio said that 12 herders were killed.” Nothing was said of resolution 2720 (2024)."
)
LAKE = "The Lake Front accepted the grazing offer. Its radio told of 15 herders killed. A round is set for 9 June 2031."


MODELS = ("lake-tagger@0123456789ab", "xx_lake_sm 2.0.0")


def reader(report: Report) -> Reading:
    """Finds a few patterns of the sentences above; each by a step of its own in version 7."""
    text, found = report.text, list[Content]()

    def at(m: re.Match[str], group: int = 0) -> tuple[Passage, ...]:
        return (Passage.of(text, *m.span(group)),)

    for m in re.finditer(r"The (\w+ \w+) (rejected|accepted) the (grazing offer)", text):
        made = {"actor": m[1], "proposal": m[3], "evidence": at(m), "step": "positions"}
        found.append(Position(stance="accept" if m[2] == "accepted" else "reject", **made))  # type: ignore[arg-type]
    for m in re.finditer(r"“((State radio) said that (.+?))”", text):
        outer = {"speaker": "Col. B. Tarn", "mention": "Col. B. Tarn", "cue": "said", "content": at(m, 1)}
        inner = {"speaker": "State radio", "mention": "State radio", "cue": "said", "content": at(m, 3)}
        found.append(Quote(type="direct", step="speakers", **outer))  # type: ignore[arg-type]
        found.append(Quote(type="indirect", step="speakers", **inner))  # type: ignore[arg-type]
    for m in re.finditer(r"(\d+) herders (?:were )?killed", text):
        found.append(Figure(what="killed", measure="herders", number=int(m[1]), evidence=at(m), step="figures"))
    for m in re.finditer(r"resolution 2720 \(2024\)", text):
        found.append(Instrument(citation="S/RES/2720 (2024)", evidence=at(m), step="instruments"))
    for m in re.finditer(r"A round is set for 9 June 2031", text):
        found.append(Talks(venue=None, date="2031-06-09", status="planned", evidence=at(m), step="talks"))
    for m in re.finditer(r"The (truce) holds, but (the second phase was suspended)", text):
        phase = Phase(ordinal=2, status="was suspended", evidence=at(m, 2))
        found.append(Agreement(kind="truce", phases=(phase,), evidence=at(m, 1), step="agreements"))
    if "FAULT" in text:
        raise ValueError("a step went astray")
    steps = ("positions 7", "speakers 7", "figures 7", "instruments 7", "talks 7", "agreements 7")
    statements = tuple(Statement(report.id, c, report.published) for c in found)
    return Reading(report, statements, steps=steps, models=MODELS)


def options(**declared: object) -> api.AddOptions:
    return api.AddOptions(api.IntakeOptions(**declared), reader=reader, author="Noor")  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pass.txt").write_text(RIDGE)
    (tmp_path / "lake.txt").write_text(LAKE)
    return tmp_path


@pytest.fixture
def record(folder: Path) -> Record:
    opened = api.open_record(folder / "talks.sqlite")
    api.add_paths(opened, [folder / "pass.txt"], options(published=date(2031, 6, 3), outlet="Pass Post", process="p"))
    api.add_paths(opened, [folder / "lake.txt"], options(published=date(2031, 6, 5), outlet="Lake News", process="p"))
    return opened


def of(record: Record, cls: type[Content], number: int = 0) -> str:
    return [s.id for s in record.view().statements() if type(s.content) is cls][number]


def test_importing_the_api_loads_nothing() -> None:
    code = "import sys, trucewatch.api\nprint({'spacy', 'sqlalchemy', 'pydantic', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "set()"


def test_every_public_name_is_where_the_table_says() -> None:
    assert sorted(api.__all__) == sorted(api._HOME)
    for name, module in api._HOME.items():
        assert getattr(api, name) is getattr(importlib.import_module(module), name)
    with pytest.raises(AttributeError):
        api.no_such_name  # noqa: B018
    assert dir(api) == sorted(api.__all__)


def test_a_report_comes_back_with_what_it_lacks_and_what_does_not_add_up() -> None:
    reading = api.read_report(api.report_of(RIDGE), reader=reader)
    assert [f.code for f in reading.findings] == ["publication-date-missing", "resolution-year"]
    assert [f.code for f in api.read_report(api.report_of(RIDGE), reader=reader, checks=False).findings] == [
        "publication-date-missing"
    ]


def test_the_day_that_a_text_suggests_is_named_with_its_passage_and_not_used() -> None:
    text = f"Offer on the table\n\nPublished 3 June 2031\n\n{RIDGE}"
    seen = list[date | None]()

    def watching(report: Report) -> Reading:
        seen.append(report.published)
        return reader(report)

    reading = api.read_report(api.report_of(text), reader=watching)
    missing = reading.findings[0]
    assert missing.code == "publication-date-missing"
    assert missing.sentence.endswith(
        'The text suggests 2031-06-03 ("Published 3 June 2031"); nothing was read with it.'
    )
    assert missing.repairs == ("published 2031-06-03",)
    [place] = missing.places
    assert place.passage is not None
    assert text[place.passage.start : place.passage.end] == place.passage.text == "Published 3 June 2031"
    assert (seen, reading.report.published) == ([None], None)
    declared = api.read_report(Report(text, published=date(2031, 6, 4), language="en"), reader=reader)
    assert "publication-date-missing" not in [f.code for f in declared.findings]


def test_another_language_is_not_given_to_the_reader() -> None:
    def never(report: Report) -> Reading:
        raise AssertionError(report)

    report = Report("Die Gespräche wurden vertagt.", published=date(2031, 6, 3), language="de")
    reading = api.read_report(report, reader=never)
    assert (reading.statements, [f.code for f in reading.findings]) == ((), ["language-not-read"])


def test_the_real_reader_gives_verbatim_passages() -> None:
    text = (
        "The Lake Front accepted the offer on Tuesday, its spokesman said.\r\n\r\n“We keep our word,” he said. 🕊\u200b"
    )
    reading = api.read_report(Report(text, published=date(2031, 6, 5), language="en"))
    assert reading.statements
    for statement in reading.statements:
        assert all(p.is_verbatim_in(text) for p in statement.content.passages)


def test_a_pipeline_that_is_not_there_stops_the_call(folder: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be loaded"):
        list(api.read_paths([folder / "lake.txt"], pipeline="no_such_pipeline"))


def test_read_paths_refuses_what_fails_and_goes_on(folder: Path) -> None:
    (folder / "a.txt").write_text("")
    (folder / "b.txt").write_text("The FAULT of this English sentence lies in a step, the herders said.")
    items = list(api.read_paths([folder], reader=reader))
    refused = [i for i in items if isinstance(i, api.Refusal)]
    assert [Path(r.name).name for r in refused] == ["a.txt", "b.txt"]
    assert "ValueError: a step went astray" in str(refused[1].error)
    assert [Path(i.report.name or "").name for i in items if isinstance(i, Reading)] == ["lake.txt", "pass.txt"]


def test_adding_twice_changes_nothing(folder: Path) -> None:
    with api.open_record(folder / "r.sqlite") as record:
        first = api.add_paths(record, [folder / "pass.txt", folder / "lake.txt"], options(process="p"))
        assert [(a.added.is_new, a.statements) for a in first.added] == [(True, 5), (True, 3)]
        again = api.add_paths(record, [folder / "lake.txt"], options(process="p"))
        assert (len(again.added), len(again.known), again.refused) == (0, 1, ())
        assert len(record.view().statements()) == 8


def test_what_the_same_steps_and_models_have_read_is_not_read_again(folder: Path) -> None:
    read_: list[str] = []

    def counting(report: Report) -> Reading:
        read_.append(Path(report.name or "").name)
        return reader(report)

    steps = reader(Report(LAKE)).steps
    loaded = api.LoadedReader(counting, steps, MODELS)
    with api.open_record(folder / "r.sqlite") as record:
        chosen = replace(options(process="p"), reader=loaded)
        first = api.add_paths(record, [folder], chosen)
        assert read_ == ["lake.txt", "pass.txt"]
        known = api.add_paths(record, [folder], chosen).known
        assert read_ == ["lake.txt", "pass.txt"]
        assert [(k.report, k.statements, k.findings) for k in known] == [
            (a.report, a.statements, a.findings) for a in first.added
        ]
        # asked for, with another model, or with a date that was not known: then it is
        api.add_paths(record, [folder / "lake.txt"], replace(chosen, again=True))
        other = api.LoadedReader(lambda r: replace(counting(r), models=("b",)), steps, ("b",))
        assert len(api.add_paths(record, [folder / "lake.txt"], replace(chosen, reader=other)).added) == 1
        dated = replace(options(published=date(2031, 6, 5), process="p"), reader=other)
        assert len(api.add_paths(record, [folder / "lake.txt"], dated).added) == 1
        assert read_[2:] == ["lake.txt"] * 3


def test_metadata_that_differs_is_told_and_the_record_keeps_its_own(record: Record, folder: Path) -> None:
    given = options(published=date(2031, 6, 9), outlet="Lake News", process="q")
    (known,) = api.add_paths(record, [folder / "lake.txt"], given).known
    assert len(known.kept) == 2
    assert "keeps published 2031-06-05, not 2031-06-09" in known.kept[0]
    assert {r.report.process for r in record.reports()} == {"p"}


def test_one_report_that_cannot_be_kept_stops_no_other(folder: Path) -> None:
    def careless(report: Report) -> Reading:
        reading = reader(report)
        if "Lake" not in report.text:
            return reading
        return replace(reading, headline=Passage(0, 4, "What"))

    with api.open_record(folder / "r.sqlite") as record:
        done = api.add_paths(record, [folder], replace(options(), reader=careless))
        assert [Path(r.name).name for r in done.refused] == ["lake.txt"]
        assert "not in its text" in str(done.refused[0].error)
        assert [Path(r.report.name or "").name for r in record.reports()] == ["pass.txt"]


def test_progress_counts_files_and_reports(folder: Path) -> None:
    (folder / "z.jsonl").write_text('{"text": "One ferry sailed."}\n{"text": "Two ferries sailed."}\n')
    steps: list[api.Progress] = []
    with api.open_record(folder / "r.sqlite") as record:
        api.add_paths(record, [folder], options(), steps.append)
    assert [(Path(s.name).name, s.reports, s.file, s.files) for s in steps] == [
        ("lake.txt", 0, 0, 3), ("pass.txt", 1, 1, 3), ("z.jsonl:1", 2, 2, 3), ("z.jsonl:2", 3, 2, 3),
    ]  # fmt: skip


def test_a_corrected_date_reads_the_report_again(record: Record) -> None:
    id_ = next(r.report.id for r in record.reports() if r.report.outlet == "Pass Post")
    seen: list[date | None] = []

    def watching(report: Report) -> Reading:
        seen.append(report.published)
        return reader(report)

    changes = {"published": date(2031, 6, 2)}
    done = api.set_report_meta(record, id_[:8], changes, author="Noor", reason="misprint", reader=watching)
    assert seen == [date(2031, 6, 2)]
    assert done.is_changed
    assert [h.reason for h in record.history(id_)][-1] == "misprint"
    assert not any(r.needs_reading for r in record.reports())


def test_the_board_of_a_record_is_that_of_its_view(record: Record) -> None:
    assert api.board(record, process="p") == api.board(api.open_view(record, process="p"))
    assert api.board(record).as_of == date(2031, 6, 5)
    early = api.board(record, date(2031, 6, 4), known_on=date(2031, 6, 3))
    assert (early.as_of, early.known_on, early.sources.reports) == (date(2031, 6, 4), date(2031, 6, 3), 1)
    with pytest.raises(TrucewatchError, match="one of p"):
        api.board(record, process="q")


def test_checks_of_a_record_hold_what_came_up_in_reading(folder: Path) -> None:
    with api.open_record(folder / "r.sqlite") as record:
        api.add_paths(record, [folder / "pass.txt"], options())
        found = api.check(record.view())
    assert [f.code for f in found] == ["publication-date-missing", "resolution-year"]


def test_parts_by_process_share_the_clocks_and_leave_nothing_out(record: Record, folder: Path) -> None:
    (folder / "c.txt").write_text("Nobody said what this English report of the day was about, not even its author.")
    api.add_paths(record, [folder / "c.txt"], options())
    view = api.open_view(record, as_of=date(2031, 6, 4))
    parts = api.parts_by_process(view)
    assert [name for name, _ in parts] == ["p", ""]
    assert all(part.as_of == date(2031, 6, 4) for _, part in parts)
    assert sorted(r.id for _, part in parts for r in part.reports()) == sorted(r.id for r in view.reports())
    assert sum(len(part.statements()) for _, part in parts) == len(view.statements())
    assert [f.code for f in api.check(parts[1][1])] == ["publication-date-missing"]
    with pytest.raises(KeyError):
        parts[1][1].report(parts[0][1].reports()[0].id)


def test_statements_of_a_day(record: Record) -> None:
    assert len(api.statements(api.open_view(record), "figures")) == 2
    view = api.open_view(record, as_of=date(2031, 6, 3))
    assert [s.content.number for s in api.statements(view, "figures") if isinstance(s.content, Figure)] == [12]
    later = api.open_view(record, as_of=date(2031, 6, 5))
    (row,) = api.rows_of(later, api.statements(later, "talks"))
    assert (row.when, row.ahead, row.voice) == ("9 June 2031", True, "Lake News (the report itself)")


def test_why_gives_the_sentence_the_chain_of_speakers_and_the_step(record: Record) -> None:
    found = api.explain(record, of(record, Figure)[:12])
    assert isinstance(found, api.Explanation)
    assert found.speakers == ("State radio", "Col. B. Tarn")
    (shown,) = found.shown
    assert (shown.before, shown.passage.text, shown.after) == (
        "“State radio said that ", "12 herders were killed", ".”",
    )  # fmt: skip
    assert [(s.step, s.step_version, s.models) for s in found.sightings] == [("figures", "7", MODELS)]
    told = found.to_json()["sightings"]
    assert isinstance(told, list)
    assert (told[0]["step"], told[0]["version"], told[0]["models"]) == ("figures", "7", list(MODELS))
    assert (found.outlet, found.in_force) == ("Pass Post", True)
    assert {s.content.KIND for s, _ in found.beside} == {"quotes"}
    inner = api.explain(record, of(record, Quote, 1))
    assert isinstance(inner, api.Explanation)
    assert inner.speakers == ("State radio", "Col. B. Tarn")


def test_why_of_an_agreement_shows_the_sentences_of_its_phases(record: Record, folder: Path) -> None:
    (folder / "truce.txt").write_text("The truce holds, but the second phase was suspended.")
    api.add_paths(record, [folder / "truce.txt"], options(published=date(2031, 6, 7), outlet="Pass Post", process="p"))
    found = api.explain(record, of(record, Agreement))
    assert isinstance(found, api.Explanation)
    assert [s.passage.text for s in found.shown] == ["truce", "the second phase was suspended"]


def test_a_ruling_shows_and_takes_away(record: Record) -> None:
    id_ = of(record, Figure)
    record.rule(Ruling(id_, "withdraw", "Noor", datetime(2031, 6, 6, tzinfo=UTC), "counted elsewhere"))
    found = api.explain(record, id_)
    assert isinstance(found, api.Explanation)
    assert not found.in_force
    assert [r.reason for r in found.rulings] == ["counted elsewhere"]


def test_why_of_a_finding(record: Record) -> None:
    finding = next(f for f in api.check(record.view()) if f.code == "resolution-year")
    found = api.explain(record, finding.id[:10])
    assert isinstance(found, api.FindingExplanation)
    ((report, shown),) = found.places
    assert report.outlet == "Pass Post"
    assert shown
    assert shown.before == "Nothing was said of "
    assert [e.statement.content.KIND for e in found.explanations] == ["instruments"]


def test_ids_that_open_nothing(record: Record) -> None:
    with pytest.raises(UnknownIdError, match="no statement"):
        api.explain(record, "0123456789abcdef")
    with pytest.raises(UnknownIdError, match="is a report"):
        api.explain(record, record.reports()[0].report.id)


@pytest.mark.parametrize(
    ("text", "passage", "before", "after"),
    [
        ("One fell. Gen. A. Orr of the U.S. Army left on 3 May. Two stayed.", "left",
         "Gen. A. Orr of the U.S. Army ", " on 3 May."),
        ("A head\n\nThe end came. It rained", "It", "", " rained"),
        ("No stop here\nbut a line", "line", "but a ", ""),
        ("He said: “Stop!” Then he left.", "Stop", "He said: “", "!”"),
        ("Was it over? “Yes.” So they said.", "over? “Yes", "Was it ", ".”"),
    ],
)  # fmt: skip
def test_the_sentence_around_a_passage(text: str, passage: str, before: str, after: str) -> None:
    start = text.index(passage)
    shown = api.sentence_around(text, Passage.of(text, start, start + len(passage)))
    assert (shown.before, shown.after) == (before, after)


def test_lines_of_wrapped_text_belong_together_and_long_ones_are_cut() -> None:
    text = "First line of the first\nparagraph runs on\nhere and stops.\n\nSecond paragraph\nhas the word."
    shown = api.sentence_around(text, Passage.of(text, text.index("word"), text.index("word") + 4))
    assert (shown.before, shown.paragraph, shown.paragraphs) == ("Second paragraph\nhas the ", 2, 2)
    endless = "and so on " * 300
    cut = api.sentence_around(endless, Passage.of(endless, 1500, 1509))
    assert cut.before.startswith("… ")
    assert cut.after.endswith(" …")
    assert len(cut.before) + len(cut.after) < 900


def test_demo_files_each_folder_under_its_process(tmp_path: Path) -> None:
    home = tmp_path / "samples"
    for name, text in (("north", RIDGE), ("south", LAKE)):
        (home / name).mkdir(parents=True)
        (home / name / "one.txt").write_text(text)
    (home / "meta.csv").write_text("file,published,outlet\nnorth/one.txt,2031-06-03,Pass Post\n")
    steps: list[api.Progress] = []
    done = api.demo(tmp_path / "d.sqlite", samples=home, reader=reader, on_progress=steps.append)
    assert (done.processes, len(done.summary.added)) == (("north", "south"), 2)
    assert [(s.file, s.files) for s in steps] == [(0, 2), (1, 2)]
    with api.open_record(done.record, read_only=True) as record:
        assert {(r.report.process, r.report.outlet) for r in record.reports()} == {
            ("north", "Pass Post"), ("south", None),
        }  # fmt: skip


def test_a_wrong_csv_stops_the_call_before_anything_is_added(folder: Path) -> None:
    (folder / "meta.csv").write_text("file,colour\npass.txt,blue\n")
    with api.open_record(folder / "r.sqlite") as record:
        with pytest.raises(ReportError, match="unknown column"):
            api.add_paths(record, [folder], options(meta=folder / "meta.csv"))
        assert record.reports() == ()
