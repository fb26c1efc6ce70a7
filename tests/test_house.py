"""The house rules that a machine can see. Run as a script it writes the golden lists of steps and checks anew."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import trucewatch
from trucewatch import api
from trucewatch.checks.all_checks import ALL_CHECKS
from trucewatch.desk.cli.app import app
from trucewatch.reading.step import check_order
from trucewatch.reading.steps import DEFAULT_STEPS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "trucewatch"
STEPS = ROOT / "tests" / "snapshots" / "steps.json"
CHECKS = ROOT / "tests" / "snapshots" / "checks.json"
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("decisions/*.md"), *ROOT.glob("docs/**/*.md")]
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(path.relative_to(SOURCE)) for path in MODULES]

# Words that tell nothing of what is inside (CONTRIBUTING.md).
REFUSED = {"core", "common", "utils", "helpers", "models", "engine", "pipeline", "store", "facts"}
MOST_LINES = 420
MOST_FUNCTION_LINES = 60
# Loaded when they are first needed, never when a name is imported.
HEAVY = {"spacy", "thinc", "numpy", "onnxruntime", "tokenizers"} | {
    "sqlalchemy",
    "alembic",
    "trafilatura",
    "lxml",
    "py3langid",
    "pydantic",
}


def steps_now() -> list[dict[str, str]]:
    return [{"name": step.name, "version": step.version} for step in DEFAULT_STEPS]


def checks_now() -> list[dict[str, str]]:
    return [{"code": check.code, "severity": check.severity} for check in ALL_CHECKS]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_steps_are_those_of_the_golden_list() -> None:
    assert steps_now() == json.loads(STEPS.read_text(encoding="utf-8")), (
        "Steps or versions changed. If that is meant, run `make generated` and commit tests/snapshots/steps.json."
    )


def test_checks_are_those_of_the_golden_list() -> None:
    assert checks_now() == json.loads(CHECKS.read_text(encoding="utf-8")), (
        "Checks changed. If that is meant, run `make generated` and commit tests/snapshots/checks.json."
    )


def test_steps_fit_together_and_are_named_once() -> None:
    check_order(DEFAULT_STEPS)
    names = [step.name for step in DEFAULT_STEPS]
    assert len(set(names)) == len(names)


def test_codes_of_checks_are_used_once() -> None:
    codes = [check.code for check in ALL_CHECKS]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("module", ["trucewatch", "trucewatch.api", "trucewatch.errors", "trucewatch.vocabulary.view"])
def test_import_loads_nothing_heavy(module: str) -> None:
    loaded = loaded_by(module)
    assert not HEAVY & loaded, f"importing {module} loads {sorted(HEAVY & loaded)}"


def test_command_line_starts_without_the_reader_and_the_record() -> None:
    slow = HEAVY & loaded_by("trucewatch.desk.cli")
    assert not slow, f"the command line loads {sorted(slow)} before a command asks for it"


def loaded_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)  # noqa: S603
    return set(done.stdout.split())


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path)), f"{path.relative_to(ROOT)} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_module_fits_on_a_few_pages(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{path.relative_to(ROOT)} has {lines} lines; part it, or take out its lists"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_functions_fit_on_a_page(path: Path) -> None:
    functions = (n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = {
        f.name: size for f in functions if (size := (f.end_lineno or f.lineno) - f.lineno + 1) > MOST_FUNCTION_LINES
    }
    assert not long, f"{path.relative_to(ROOT)}: {long}"


def test_no_module_has_a_refused_name() -> None:
    named = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert not named & REFUSED


def test_licence_is_the_whole_apache_licence() -> None:
    words = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in words
    assert "Version 2.0, January 2004" in words
    assert "END OF TERMS AND CONDITIONS" in words


def test_changelog_tells_of_this_version() -> None:
    words = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(trucewatch.__version__)}\b", words, re.MULTILINE)


def test_version_is_said_once_alike() -> None:
    words = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{trucewatch.__version__}"\n' in words


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_pins_are_hashed_and_name_no_address(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert "://" not in words
    assert not re.search(r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b", words, re.MULTILINE)
    pins = re.findall(r"^[a-z0-9][\w.-]*==.*$", words.replace("\\\n", " "), re.MULTILINE)
    assert pins
    assert not [pin for pin in pins if "--hash=sha256:" not in pin]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in DOCUMENTS
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not broken


@lru_cache
def command_line() -> Any:
    """The commands; making them takes a while, and the documents have hundreds of calls."""
    return get_command(app)


def unknown_in(words: list[str]) -> list[str]:
    """What the command line does not know of a call: commands and options."""
    command: Any = command_line()
    rest = list(words)
    while hasattr(command, "commands") and rest and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    is_group = hasattr(command, "commands") and rest
    unknown = rest[:1] if is_group and not re.match(r"-|\[|COMMAND", rest[0]) else []
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)} | {"--help"}
    return unknown + [word for word in rest if word.startswith("--") and word not in known]


def test_commands_in_documents_exist_with_their_options() -> None:
    call = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?trucewatch (.+)$", re.MULTILINE)
    calls = [(path, words) for path in DOCUMENTS for words in call.findall(path.read_text(encoding="utf-8"))]
    assert calls
    wrong = {f"{path.name}: trucewatch {words}": unknown_in(words.split()) for path, words in calls}
    assert not {call_: unknown for call_, unknown in wrong.items() if unknown}


def test_names_of_the_python_page_exist() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    names = set(re.findall(r"\bapi\.(\w+)", page)) | set(re.findall(r"`(\w+)\(", page))
    assert names
    assert not names - set(api.__all__)


def test_no_figure_is_left_to_be_filled_in() -> None:
    open_ = [path.name for path in DOCUMENTS if "FIGURE:" in path.read_text(encoding="utf-8")]
    assert not open_, "Measure, write the figure, and take the mark away."


if __name__ == "__main__":
    STEPS.write_text(json.dumps(steps_now(), indent=2) + "\n", encoding="utf-8")
    CHECKS.write_text(json.dumps(checks_now(), indent=2) + "\n", encoding="utf-8")
