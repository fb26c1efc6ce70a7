from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details
from trucewatch.reports.meta import MetaTable, load_meta


def table(tmp_path: Path, text: str | bytes, name: str = "meta.csv") -> MetaTable:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_meta(path)


def files(tmp_path: Path, *names: str) -> list[Path]:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Talks.", encoding="utf-8")
    return [tmp_path / name for name in names]


def outlets(found: MetaTable, paths: list[Path]) -> dict[str, object]:
    rows = found.match(paths)
    return {p.name: row.details.outlet for p, row in rows.items() if isinstance(row.details, Details)}


def test_every_column_in_any_order(tmp_path: Path) -> None:
    text = (
        "\ufeffOutlet, FILE ,url,process,title,byline,language,published\r\n"
        '"Harbour, News",a.txt,https://x.example/1,strait,"A ""quiet"" day",B. Writer,en-GB,9 March 2025\r\n\r\n'
        ",b.txt,,,,,,\r\n"
    )
    first, second = table(tmp_path, text).rows
    assert (first.line, first.file, second.line) == (2, "a.txt", 4)
    assert first.details == Details(
        published=date(2025, 3, 9),
        outlet="Harbour, News",
        url="https://x.example/1",
        process="strait",
        title='A "quiet" day',
        byline="B. Writer",
        language="en",
    )
    assert second.details == Details()


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    text = separator.join(["file", "outlet"]) + "\n" + separator.join(["a.txt", "Harbour, News"]) + "\n"
    [row] = table(tmp_path, text.encode("utf-16")).rows
    assert row.details == Details(outlet="Harbour, News")


def test_files_are_found_from_the_folder_of_the_csv(tmp_path: Path) -> None:
    paths = files(tmp_path, "in/a.txt", "in/deep/a.txt")
    found = table(tmp_path, "file,outlet\na.txt,One\ndeep/a.txt,Two\n", "in/meta.csv")
    rows = found.match(paths)
    assert [rows[path].file for path in paths] == ["a.txt", "deep/a.txt"]


def test_files_are_found_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files(tmp_path, "in/a.txt", "elsewhere/none")
    monkeypatch.chdir(tmp_path)
    found = table(tmp_path, "file,outlet\nin/a.txt,One\n", "elsewhere/meta.csv")
    assert outlets(found, [Path("in/a.txt")]) == {"a.txt": "One"}
    assert outlets(found, [tmp_path / "in" / ".." / "in" / "a.txt"]) == {"a.txt": "One"}


def test_a_base_name_does_where_it_is_the_only_one(tmp_path: Path) -> None:
    paths = files(tmp_path, "in/a.txt", "in/b.txt", "other/b.txt")
    assert outlets(table(tmp_path, "file,outlet\nold/a.txt,One\n"), paths) == {"a.txt": "One"}
    with pytest.raises(ReportError, match=r'row 2 names "old/b.txt"'):
        table(tmp_path, "file,outlet\nold/b.txt,One\n").match(paths)


def test_a_row_about_a_file_outside_the_call_is_unused(tmp_path: Path) -> None:
    inside, _ = files(tmp_path, "in/a.txt", "out/a.txt")
    found = table(tmp_path, "file,outlet\nin/a.txt,One\nout/a.txt,Two\n")
    assert outlets(found, [inside]) == {"a.txt": "One"}


def test_rows_that_fit_no_file_are_all_named(tmp_path: Path) -> None:
    paths = files(tmp_path, "a.txt")
    text = "file,outlet\na.txt,One\nb.txt,Two\n./a.txt,Three\nc.txt,\n"
    with pytest.raises(ReportError) as caught:
        table(tmp_path, text).match(paths)
    sentence = str(caught.value)
    assert 'row 3 names "b.txt", which is not there' in sentence
    assert 'rows 2 and 4 are both about "./a.txt"' in sentence
    assert 'row 5 names "c.txt"' in sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no header"),
        ("\n", "no header"),
        ("outlet\nOne\n", 'no column "file"'),
        ("file,publisher\na.txt,One\n", 'unknown column "publisher"'),
        ("file,url,url\n", 'column "url" twice'),
        ("file,outlet\n,One\n", "row 2 names no file"),
        ("file,outlet\na.txt,One,Two\n", "row 2 has more cells"),
        ('file,outlet\na.txt,"One\n', "not valid CSV"),
        (b"file,outlet\na.txt,caf\xe9\n", "not valid UTF-8"),
        (b"PK\x03\x04", "office document"),
    ],
)
def test_a_broken_csv_stops_the_call(tmp_path: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as caught:
        table(tmp_path, text)
    assert "meta.csv" in str(caught.value)


def test_missing_csv(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="does not exist"):
        load_meta(tmp_path / "none.csv")


def test_a_wrong_date_or_language_stays_with_its_row(tmp_path: Path) -> None:
    text = "file,published,language\na.txt,03/04/2025,\nb.txt,2025-03-04,\nc.txt,,English\n"
    one, two, three = table(tmp_path, text).rows
    assert isinstance(one.details, ReportError)
    assert "meta.csv, row 2" in str(one.details)
    assert "two readings" in str(one.details)
    assert two.details == Details(published=date(2025, 3, 4))
    assert "row 4" in str(three.details)
