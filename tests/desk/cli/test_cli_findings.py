"""The commands findings, dismiss and reopen."""

from __future__ import annotations

import json
from typing import Any

from .cli_case import Desk, flat


def told(desk: Desk, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.out("findings", "--json", *options))
    return found


def one(desk: Desk) -> dict[str, Any]:
    (finding,) = told(desk, "--code", "resolution-year")
    return finding


def test_a_finding_shows_its_passages_with_their_reports(filled: Desk) -> None:
    finding = one(filled)
    assert len(finding["sources"]) == len(finding["places"]) > 0
    shown = flat(filled.out("findings", "--code", "resolution-year"))
    for place, source in zip(finding["places"], finding["sources"], strict=True):
        assert f"“{place['passage']['text']}”" in shown
        assert source in shown
    assert "Possible readings" in shown


def test_what_is_dismissed_is_left_out_until_it_is_opened_again(filled: Desk) -> None:
    finding = one(filled)
    others = len(told(filled)) - 1
    said = filled.out("dismiss", finding["id"][:10], "The bulletin has the right year.", "--by", "Noor")
    assert f"{finding['id'][:12]} is dismissed" in flat(said)
    assert told(filled, "--code", "resolution-year") == []
    assert len(told(filled)) == others
    assert "1 dismissed (--all shows them)" in flat(filled.out("findings"))
    (shown,) = told(filled, "--all", "--code", "resolution-year")
    assert shown["decided"]["author"] == "Noor"
    assert "dismissed by Noor" in flat(filled.out("findings", "--all"))
    (board,) = json.loads(filled.out("board", "--json"))
    assert finding["id"] not in [f["id"] for f in board["findings"]]
    filled.out("reopen", finding["id"][:10], "It has not.", "--by", "Ravi")
    assert one(filled)["decided"]["verdict"] == "reopened"


def test_an_id_that_no_finding_has_is_refused(filled: Desk) -> None:
    assert "no one finding begins with 'ffffffff'" in flat(filled.run("dismiss", "ffffffff", "why", rc=2).stderr)
    assert "first digits" in flat(filled.run("dismiss", "f", "why", rc=2).stderr)


def test_a_dismissal_without_a_reason_is_refused(filled: Desk) -> None:
    assert "without reason" in flat(filled.run("dismiss", one(filled)["id"], " ", "--by", "Noor", rc=2).stderr)
    assert one(filled)["decided"] is None
