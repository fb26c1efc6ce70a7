from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import trucewatch
from trucewatch import api
from trucewatch.settings import Settings

from .cli_case import HARBOUR, Desk, flat

COMMANDS = (
    "demo", "read", "add", "board", "show", "findings", "why", "report list", "report set",
    "actors list", "actors show", "actors merge", "actors split", "actors review",
)  # fmt: skip
HEAVY = ("spacy", "trafilatura", "py3langid", "numpy", "thinc")
SOURCE = Path(trucewatch.__file__).parent


def python(code: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(SOURCE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    full = {**os.environ, "PYTHONPATH": paths, **env}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=full, capture_output=True, text=True, check=True)  # noqa: S603


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(desk: Desk, command: str) -> None:
    shown = flat(desk.out(*command.split(), "--help"))
    assert "Examples" in shown
    assert f"trucewatch {command}" in shown


def test_version_and_bare_call(desk: Desk) -> None:
    assert desk.out("--version").strip() == f"trucewatch {trucewatch.__version__}"
    assert "Commands" in desk.run(rc=2).output


def test_help_and_board_load_neither_reader_nor_language_pipeline(filled: Desk) -> None:
    code = (
        "import sys\nfrom trucewatch.desk.cli.app import app\n"
        "try: app({args!r})\nexcept SystemExit as end: assert not end.code, end.code\n"
        "print([m for m in {heavy!r} if m in sys.modules])"
    )
    shown = python(code.format(args=["--help"], heavy=(*HEAVY, "sqlalchemy", "pydantic")), filled.folder)
    assert shown.stdout.splitlines()[-1] == "[]"
    for args in (["board"], ["why", "abc"], ["report", "list"]):
        call = code.format(args=args, heavy=HEAVY).replace("assert not end.code, end.code", "pass")
        done = python(call, filled.folder, TRUCEWATCH_RECORD=str(filled.record))
        assert done.stdout.splitlines()[-1] == "[]", done.stdout


def test_a_closed_pipe_is_quiet(filled: Desk) -> None:
    command = f"{sys.executable} -m trucewatch board --all --record {filled.record} | head -n 1"
    done = subprocess.run(command, shell=True, cwd=filled.folder, capture_output=True, text=True, check=True)  # noqa: S602
    assert "reef" in done.stdout
    assert done.stderr == ""


def test_the_desk_uses_the_api_and_nothing_beside_it() -> None:
    allowed = ("trucewatch.desk", "trucewatch.settings", "trucewatch.errors", "trucewatch.vocabulary")
    for path in (SOURCE / "desk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                inside = name.startswith("trucewatch.")
                assert not inside or name == "trucewatch.api" or name.startswith(allowed), (path.name, name)


def test_settings_take_options_before_environment_before_defaults() -> None:
    env = {"TRUCEWATCH_RECORD": "a.sqlite", "TRUCEWATCH_PIPELINE": "some_pipeline", "TRUCEWATCH_AUTHOR": "Noor"}
    assert Settings.read(env) == Settings(Path("a.sqlite"), "some_pipeline", "Noor")
    given = Settings.read(env, record=Path("b.sqlite"), pipeline="other", author="Ilse")
    assert given == Settings(Path("b.sqlite"), "other", "Ilse")
    assert Settings.read({}).record == Path("trucewatch.sqlite")


def samples(desk: Desk) -> Path:
    home = desk.folder / "examples"
    (home / "reef").mkdir(parents=True)
    (home / "reef" / "harbour.txt").write_text(HARBOUR)
    (home / "meta.csv").write_text("file,published,outlet\nreef/harbour.txt,2031-05-10,Harbour Post\n")
    return home


def test_demo_shows_the_board_and_ids_to_try(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    home = samples(desk)
    monkeypatch.setattr("trucewatch.api.demonstration.find_samples", lambda: home)
    shown = desk.out("demo", "--record", "demo.sqlite")
    assert "reef  as of 10 May 2031" in shown
    assert "1 sample report is in the record demo.sqlite" in flat(shown)
    for what in ("the last day of a phase, computed", "an offer accepted", "talks ahead", "a finding"):
        assert what in shown
    tries = [line.split() for line in shown.splitlines() if line.strip().startswith("trucewatch why")]
    assert len(tries) >= 4
    for words in tries:
        assert "»" in desk.out(*words[1:])
    assert "reef  as of" in desk.out("demo", "--record", "demo.sqlite")


def test_demo_without_a_record_makes_one_elsewhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    home = samples(desk)
    monkeypatch.setattr("trucewatch.api.demonstration.find_samples", lambda: home)
    monkeypatch.setattr("tempfile.tempdir", str(desk.folder))
    desk.out("demo")
    (made,) = desk.folder.glob("trucewatch-demo-*/demo.sqlite")
    with api.open_record(made, read_only=True) as record:
        assert len(record.reports()) == 1


def test_the_samples_of_the_repository_are_found() -> None:
    home = api.find_samples()
    assert (home / "meta.csv").is_file()
    assert sum(p.is_dir() for p in home.iterdir()) >= 2
