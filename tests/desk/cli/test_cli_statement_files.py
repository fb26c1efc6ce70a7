"""The commands `export statements` and `import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucewatch.desk.cli.app import app
from trucewatch.record import sealed

from .cli_case import HARBOUR, WIRE, Desk, flat

WORDS = "reef, harbour and a grey ferry"


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is made quickly: nobody guesses here."""
    monkeypatch.setattr(sealed.seal_files, "__kwdefaults__", {"n": 2**4})


def typed(desk: Desk, lines: str, *words: str, **env: str) -> int:
    """Run a call and type these lines; gives its exit code."""
    return CliRunner().invoke(app, list(words), input=lines, env={**desk.env, **env}).exit_code


def board(desk: Desk, **env: str) -> object:
    return json.loads(desk.out("board", "--json", **env))


def test_a_record_goes_out_and_comes_back(filled: Desk, tmp_path: Path) -> None:
    done = filled.run("export", "statements", "out", "--with-text", "all")
    assert "Wrote 2 reports with 12 statements to out." in flat(done.stdout)
    assert "It holds the words of 2 reports whose rights do not let them leave: keep it to yourself" in flat(
        done.stderr
    )
    new = str(tmp_path / "new.sqlite")
    told = flat(filled.out("import", "out", TRUCEWATCH_RECORD=new))
    assert told.startswith("Took in 2 reports with 12 statements, ")
    assert "; 0 rows known already" in told
    assert board(filled, TRUCEWATCH_RECORD=new) == board(filled)
    again = json.loads(filled.out("import", "out", "--json", TRUCEWATCH_RECORD=new))
    assert (again["added"], again["held"]["report"], again["late"], again["erased"]) == ({}, 2, [], [])


def test_words_stay_and_are_put_back_from_the_reports(filled: Desk, tmp_path: Path) -> None:
    done = filled.run("export", "statements", "out")
    assert "The words of 2 reports stayed here (their rights do not let them leave)" in flat(done.stderr)
    everything = "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert "Guns fall silent" not in everything
    new = str(tmp_path / "new.sqlite")
    refused = flat(filled.run("import", "out", rc=2, TRUCEWATCH_RECORD=new).stderr)
    assert "lacks the words of 2 of its reports" in refused
    assert "Give their texts with --texts" in refused
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "a.txt").write_text(HARBOUR)
    assert "lacks the words of 1 of its reports" in flat(
        filled.run("import", "out", "--texts", "found", rc=2, TRUCEWATCH_RECORD=new).stderr
    )
    lines = tmp_path / "b.jsonl"
    lines.write_text(json.dumps({"text": WIRE}) + "\n")
    filled.run("import", "out", "--texts", "found", "--texts", lines, TRUCEWATCH_RECORD=new)
    assert board(filled, TRUCEWATCH_RECORD=new) == board(filled)


def test_none_of_the_words_and_json(filled: Desk) -> None:
    done = filled.run("export", "statements", "out", "--with-text", "none", "--process", "reef", "--json")
    plain = json.loads(done.stdout)
    assert (plain["place"], plain["rows"]["report.jsonl"], len(plain["without_text"])) == ("out", 2, 2)
    other = flat(filled.run("export", "statements", "other", "--with-text", "none").stderr)
    assert "stayed here (as you asked)" in other
    refused = flat(filled.run("export", "statements", "third", "--process", "valley", rc=2).stderr)
    assert "no report is filed under the process 'valley'" in refused
    assert "is there already" in flat(filled.run("export", "statements", "out", rc=2).stderr)


def test_a_sealed_export(filled: Desk, tmp_path: Path) -> None:
    filled.write("words.txt", WORDS + "\nsecond line\n")
    call = ("export", "statements", "all.sealed", "--with-text", "all", "--seal")
    filled.run(*call, "--passphrase-file", "words.txt")
    assert b"Guns fall silent" not in (tmp_path / "all.sealed").read_bytes()
    new = str(tmp_path / "new.sqlite")
    filled.write("wrong.txt", WORDS.upper())
    wrong = flat(
        filled.run("import", "all.sealed", "--passphrase-file", "wrong.txt", rc=2, TRUCEWATCH_RECORD=new).stderr
    )
    assert "the passphrase does not open all.sealed" in wrong
    assert not (tmp_path / "new.sqlite").exists()
    filled.run("import", "all.sealed", "--passphrase-file", "words.txt", TRUCEWATCH_RECORD=new)
    assert board(filled, TRUCEWATCH_RECORD=new) == board(filled)
    assert typed(filled, f"{WORDS}\n", "import", "all.sealed", TRUCEWATCH_RECORD=new) == 0
    assert typed(filled, "another one\n", "import", "all.sealed", TRUCEWATCH_RECORD=new) == 2


def test_passphrases_are_asked_for_twice_and_once(filled: Desk, tmp_path: Path) -> None:
    assert typed(filled, f"{WORDS}\n{WORDS}\n", "export", "statements", "all.sealed", "--seal") == 0
    assert sealed.is_sealed(tmp_path / "all.sealed")
    for lines in ("", f"{WORDS}\n", f"{WORDS}\nanother one\n"):
        assert typed(filled, lines, "export", "statements", "bare.sealed", "--seal") == 2
    assert not (tmp_path / "bare.sealed").exists()
    for text in (b"", b" \n", b"\xff\xff"):
        filled.write("words.txt", text)
        filled.run("export", "statements", "bare.sealed", "--seal", "--passphrase-file", "words.txt", rc=2)
    filled.write("words.txt", "short")
    told = flat(filled.run("export", "statements", "x", "--seal", "--passphrase-file", "words.txt", rc=2).stderr)
    assert "the passphrase has 5 characters" in told
    told = flat(filled.run("export", "statements", "x", "--passphrase-file", "words.txt", rc=2).stderr)
    assert "--passphrase-file was given without --seal" in told


def test_what_is_no_export(desk: Desk, tmp_path: Path) -> None:
    for place, told in (("reports", "has no manifest.json"), ("meta.csv", "is not a copy"), ("x", "is nothing at x")):
        assert told in flat(desk.run("import", place, rc=2).stderr)
    assert not desk.record.exists()


def test_mistakes_are_listed_a_line_each(filled: Desk, tmp_path: Path) -> None:
    filled.run("export", "statements", "out")
    for name in ("report.jsonl", "run.jsonl"):
        with (tmp_path / "out" / name).open("a") as file:
            file.write("{}\n")
    lines = filled.run("import", "out", rc=2).stderr.splitlines()
    assert "the copy out has 2 mistakes:" in lines[0]
    assert [line.split()[0] for line in lines[1:3]] == ["report.jsonl:", "run.jsonl:"]
