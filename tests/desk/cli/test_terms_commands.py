from __future__ import annotations

import json
from pathlib import Path

import pytest

from terms_case import TRUCE

from .cli_case import Desk, flat


@pytest.fixture
def truce(desk: Desk) -> Path:
    return desk.write("truce.yaml", TRUCE)


def test_check_lists_what_is_lacking_with_its_line(desk: Desk, truce: Path) -> None:
    assert "the file can be read. 0 findings." in flat(desk.out("terms", "check", truce))
    text = TRUCE.replace("    due: [2031-05-01, phase-1.end]\n", "").replace("area: the valley of the Ansel\n", "")
    desk.write("truce.yaml", text)
    told = flat(desk.out("terms", "check", truce))
    for part in ("The terms do not say where they apply.", "PA-X-style CeProv", "lacking (no-area)",
                 "free-prisoners.due", "2 findings."):  # fmt: skip
        assert part in told, part
    found = json.loads(desk.out("terms", "check", truce, "--json"))
    assert [(one["code"], one["path"], one["line"]) for one in found] == [
        ("no-area", "area", None),
        ("no-due", "free-prisoners.due", text[: text.index("  free-prisoners:")].count("\n") + 1),
    ]


def test_check_tells_every_mistake_and_leaves_with_2(desk: Desk, truce: Path) -> None:
    desk.write("truce.yaml", TRUCE.replace("zone: Africa/Nairobi", "zone: Nairobi").replace("  S3: a", "  S1: a"))
    for command in ("check", "show"):
        told = desk.run("terms", command, truce, rc=2).stderr
        assert "truce.yaml has 3 mistakes" in told
        assert "line 5: `zone: Nairobi`" in told
        assert "line 10: the key `S1` a second time" in told


def test_a_name_that_is_neither_file_nor_agreement(desk: Desk) -> None:
    told = flat(desk.run("terms", "show", "gaza-2025-02", rc=2).stderr)
    assert "`gaza-2025-02` is no file, and no agreement of the library" in told
    assert "Did you mean `gaza-2025-01`?" in told


def test_an_agreement_of_the_library_goes_by_its_name(desk: Desk) -> None:
    assert json.loads(desk.out("terms", "show", "gaza-2025-01", "--json"))["id"] == "gaza-2025-01"
    assert "gaza-2025-01" in desk.out("terms", "show", "gaza-2025-01")


def test_show_has_every_section(desk: Desk, truce: Path) -> None:
    told = flat(desk.out("terms", "show", truce, COLUMNS="120"))
    for part in (
        "Truce of Ansel", "ansel-2031, of 2031-04-02", "in force since: 2031-04-02 19:30 UTC+03:00 [S1]",
        "Northern Council", "bound through south", "P42D (inclusive) [S1] or P60D",
        "P1D (exclusive) from", "33 captives", "in exchange for free-prisoners", "unsure: from memory",
        "at least 60 trucks every P1D [S1]", "a number left open trucks", "30 for each", "extend phase-1",
        "at most 1 times", "each of north, south", "Joint Committee", "may find a breach", "prohibited: mines",
        "map of the lines", "not published", "joint statement", "note: all names are invented", "area: the valley",
        "no-fire.until, phase-1.lasts; not in what is shown",
    ):  # fmt: skip
        assert part in told, part


def test_show_as_of_a_day_has_the_amendments_up_to_it(desk: Desk, truce: Path) -> None:
    told = flat(desk.out("terms", "show", truce, "--as-of", "2031-06-01"))
    assert "phase-3" in told
    assert "P2M (inclusive)" in told
    assert "phase-1.lasts; not in what is shown" in told
    held = json.loads(desk.out("terms", "show", truce, "--as-of", "2031-06-02", "--json"))
    assert held["phases"]["phase-1"]["lasts"] == [{"lasts": "P4M"}]
    assert "--as-of" in desk.run("terms", "show", truce, "--as-of", "soon", rc=2).stderr


def test_json_of_terms_is_a_terms_file_again(desk: Desk, truce: Path) -> None:
    again = desk.write("again.yaml", desk.out("terms", "show", truce, "--json"))
    assert "0 differences." in desk.out("terms", "diff", truce, again)


def test_diff_names_each_path_with_both_values(desk: Desk, truce: Path) -> None:
    other = desk.write(
        "other.yaml", TRUCE.replace("lasts: P2M, times: 1", "lasts: P3M").replace("P42D, sources", "P40D, sources", 1)
    )
    told = flat(desk.out("terms", "diff", truce, other))
    assert "3 differences." in told
    assert json.loads(desk.out("terms", "diff", truce, other, "--json")) == [
        {"path": "phase-1.lasts", "before": "P42D", "after": "P40D"},
        {"path": "renew.lasts", "before": "P2M", "after": "P3M"},
        {"path": "renew.times", "before": "1", "after": "null"},
    ]


def test_the_schema_is_printed_as_json(desk: Desk) -> None:
    held = json.loads(desk.out("terms", "schema"))
    assert "obligations" in held["properties"]


def test_words_of_a_file_do_not_steer_the_terminal(desk: Desk, truce: Path) -> None:
    desk.write("truce.yaml", TRUCE.replace("area: the valley of the Ansel", 'area: "\\e[2J the valley"'))
    for command in ("show", "check"):
        assert "\x1b" not in desk.out("terms", command, truce)
