"""The command `brief`; what it writes is tried in tests/exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from .cli_case import Desk, flat


def test_a_brief_is_printed_as_markdown(filled: Desk) -> None:
    told = filled.out("brief")
    assert told.startswith("# Brief, reef, 11 May 2031")
    assert "Harbour Council accepted the ferry offer" in told
    assert "[^1]: " in told


def test_since_and_until_are_days(filled: Desk) -> None:
    assert "Known: what was published by 10 May 2031." in filled.out("brief", "--until", "2031-05-10")
    assert "Changed since 10 May 2031." in filled.out("brief", "--since", "2031-05-10")
    assert "--since" in flat(filled.run("brief", "--since", "soon", rc=2).stderr)


@pytest.mark.parametrize("name", ["made.md", "made.html", "made.docx", "made.pdf"])
def test_the_ending_gives_the_format(filled: Desk, tmp_path: Path, name: str) -> None:
    done = filled.run("brief", "--out", name)
    assert f"Written: {name}" in flat(done.stderr)
    assert (tmp_path / name).stat().st_size > 500
    assert "is there already" in flat(filled.run("brief", "--out", name, rc=2).stderr)
    filled.run("brief", "--out", name, "--force")


def test_what_no_terminal_shows_wants_a_file(filled: Desk) -> None:
    assert "Expected --out FILE" in flat(filled.run("brief", "--format", "pdf", rc=2).stderr)
    assert "ends like no format" in flat(filled.run("brief", "--out", "made.odt", rc=2).stderr)


def test_marking_makes_the_next_one_tell_what_is_new(filled: Desk) -> None:
    filled.run("brief", "--mark")
    assert "when Noor last looked" in filled.out("brief")
    assert "No report came in since then." in filled.out("brief")


def test_a_sheet_on_one_proposal(filled: Desk) -> None:
    told = filled.out("brief", "--positions", "ferry offer")
    assert told.startswith("# Positions on “ferry offer”, 11 May 2031")
    assert "“The Shore League rejected the ferry offer" in told or "“Shore League rejected the ferry offer" in told
    assert "no proposal has the name" in flat(filled.run("brief", "--positions", "toll", rc=2).stderr)
