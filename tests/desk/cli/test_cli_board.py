from __future__ import annotations

import json
import re

import pytest

from trucewatch import api

from .cli_case import ID, Desk, flat

SECTIONS = (
    "In force?", "Due within 72 hours", "Due within 14 days", "Contested", "Positions on proposals", "Talks",
    "Figures side by side", "Obligations as stated", "Findings", "Gone quiet", "Balance of sources",
)  # fmt: skip


def section(board: str, name: str) -> str:
    """The words of one section, without ids."""
    start = board.index(name)
    ends = [board.index(other) for other in SECTIONS if other in board and board.index(other) > start]
    return flat(ID.sub("", board[start : min(ends, default=len(board))]))


def test_the_sections_stand_in_the_order_in_which_an_analyst_looks(filled: Desk) -> None:
    board = filled.out("board")
    places = [board.index(name) for name in SECTIONS]
    assert places == sorted(places)
    assert board.startswith("reef  as of 11 May 2031")


def test_what_the_board_must_show(filled: Desk) -> None:
    board = filled.out("board")
    force = section(board, "In force?")
    assert "last day: 22 May 2031, computed from 3 May 2031 and 20 days" in force
    assert "the calendar day 9 of 20" in force
    assert "12 May 2031 (in 1 day): Shore League: withdraw" in section(board, "Due within 72 hours")
    assert "talks, Sarn, 20 May 2031" in section(board, "Due within 14 days")
    assert "shelling the pier alleged, about" in section(filled.out("board", COLUMNS="120"), "Contested")
    positions = section(board, "Positions on proposals")
    assert "Harbour Council accept Harbour Post itself" in positions
    assert "Shore League reject Island Wire itself" in positions
    assert positions.index("Harbour Council") < positions.index("Shore League")
    figures = section(board, "Figures side by side")
    assert "14 dead Dr. Ana Velu, in Harbour Post, 10 May 2031" in figures
    assert "27 dead Island Wire itself, 11 May 2031" in figures
    assert "2720 (2024); the register has 2720 in 2023" in section(board, "Findings")
    assert "2 reports: Harbour Post 1, Island Wire 1; the newest of that day" in section(board, "Balance of sources")


def test_every_id_on_the_board_opens(filled: Desk) -> None:
    ids = set(ID.findall(filled.out("board", "--all")))
    assert len(ids) > 10
    for id_ in ids:
        why = filled.out("why", id_)
        assert "»" in why
        assert "made by" in why


def test_the_day_and_what_was_known_decide(filled: Desk) -> None:
    before = filled.out("board", "--known-on", "2031-05-10")
    assert "as of 10 May 2031, as known on 10 May 2031" in flat(before)
    assert "Shore League reject" not in flat(before)
    after = filled.out("board", "--as-of", "2031-06-01")
    assert "period ended 10 days ago by computation (22 May 2031)" in section(after, "In force?")
    assert "planned; its day has passed" in section(after, "Talks")
    assert "Shore League: withdraw" in section(after, "Gone quiet")


def test_one_board_a_process(filled: Desk) -> None:
    filled.write("other.txt", "The Hill Union accepted the well plan, and nothing else was heard of it there.")
    filled.run("add", "other.txt", "--process", "hills", "--published", "2031-05-12")
    filled.write("loose.txt", "Nobody has said what this report is about, and it was printed all the same.")
    filled.run("add", "loose.txt", "--published", "2031-05-13")
    titles = re.findall(r"^(\S.*?)  as of", filled.out("board"), re.MULTILINE)
    assert titles == ["hills", "reef", "Reports of no named process"]
    assert re.findall(r"^(\S.*?)  as of", filled.out("board", "--process", "hills"), re.MULTILINE) == ["hills"]
    wrong = filled.run("board", "--process", "hill", rc=2)
    assert "hills, reef" in flat(wrong.stderr)


def test_actors_stand_in_alphabetical_order_whatever_their_code(desk: Desk) -> None:
    desk.write("far.txt", "Germany rejected the ferry offer. Chad accepted the ferry offer, its envoys said there.")
    desk.run("add", "far.txt", "--outlet", "Far News", "--published", "2031-05-12")
    positions = section(desk.out("board"), "Positions on proposals")
    assert positions.index("Chad accept") < positions.index("Germany reject")


def test_who_denies_is_not_who_alleged(desk: Desk) -> None:
    desk.write("deny.txt", "The Shore League denied a claim by the Harbour Council that boats had crossed at night.")
    desk.run("add", "deny.txt", "--outlet", "Wire", "--published", "2031-05-12")
    contested = section(desk.out("board", COLUMNS="120"), "Contested")
    assert "denied, about Shore League;" in contested
    assert "alleged by Harbour Council" in contested
    assert "Wire itself" in contested
    (row,) = json.loads(desk.out("show", "violations", "--json"))
    assert (row["said_by"], row["alleged_by"]) == (None, "Harbour Council")


def test_the_board_as_json(filled: Desk) -> None:
    (board,) = json.loads(filled.out("board", "--json"))
    assert board["process"] == "reef"
    assert board["as_of"] == "2031-05-11"
    assert board["agreements"][0]["phases"][0]["computed"][0]["period"]["inclusive"] == "2031-05-22"
    assert [v["what"] for v in board["violations"]] == ["shelling the pier"]
    assert "resolution-year" in {f["code"] for f in board["findings"]}


@pytest.mark.parametrize("columns", ["80", "100", "200"])
def test_nothing_is_cut_at_any_width(filled: Desk, columns: str) -> None:
    board = filled.out("board", "--all", COLUMNS=columns)
    assert max(map(len, board.splitlines())) <= min(int(columns), 120)
    with api.open_record(filled.record, read_only=True) as record:
        ids = {s.id[:12] for s in record.view().statements() if s.content.KIND not in ("quotes", "instruments")}
    assert ids - set(ID.findall(board)) == set()
    assert "…" not in board


def test_long_sections_say_how_much_is_left_out(desk: Desk) -> None:
    text = " ".join(f"By noon they counted {n} dead in the village of that number, officials said." for n in range(30))
    desk.write("many.txt", text)
    desk.run("add", "many.txt", "--published", "2031-05-12")
    assert "… and 15 more" in section(desk.out("board"), "Figures side by side")
    assert "more: add --all" not in desk.out("board", "--all")


def test_colours_take_no_side(filled: Desk) -> None:
    board = filled.out("board", FORCE_COLOR="1", TERM="xterm-256color")
    codes = {code for seq in re.findall(r"\x1b\[([\d;]+)m", board) for code in seq.split(";")}
    assert codes
    assert not codes & {"31", "32", "41", "42", "91", "92", "101", "102"}
    plain = filled.out("board", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert not {c for seq in re.findall(r"\x1b\[([\d;]+)m", plain) for c in seq.split(";")} & {"36", "96"}
    assert "\x1b" not in filled.out("board")


def test_an_empty_record_says_so(desk: Desk) -> None:
    api.open_record(desk.record).close()
    assert "holds no report yet" in desk.out("board")
    assert json.loads(desk.out("board", "--json")) == []


def test_no_record_is_one_clear_message(desk: Desk) -> None:
    result = desk.run("board", rc=2)
    assert result.stdout == ""
    assert "there is no record at" in flat(result.stderr)
    assert not desk.record.exists()


@pytest.mark.parametrize(
    ("what", "rows"),
    [
        ("agreements", 1), ("obligations", 1), ("proposals", 2), ("positions", 2), ("talks", 1), ("figures", 2),
        ("quotes", 1), ("instruments", 1), ("violations", 1), ("parties", 0), ("times", 0), ("timeline", 3),
    ],
)  # fmt: skip
def test_every_listing_in_words_and_as_json(filled: Desk, what: str, rows: int) -> None:
    told = json.loads(filled.out("show", what, "--json"))
    assert len(told) == rows
    assert len(ID.findall(filled.out("show", what))) >= rows
    if what != "timeline":
        assert all({"id", "said_by", "outlet", "published", "report_id"} <= set(row) for row in told)


def test_show_says_who_when_and_in_which_words(filled: Desk) -> None:
    shown = flat(filled.out("show", "figures"))
    assert "14 dead killed reported" in shown
    assert "“14 dead”" in shown
    assert "Dr. Ana Velu, in Harbour Post" in shown


def test_show_as_of_leaves_out_what_cannot_be_placed(filled: Desk) -> None:
    assert len(json.loads(filled.out("show", "figures", "--as-of", "2031-05-10", "--json"))) == 1
    assert "1 of later reports cannot be placed" in flat(filled.out("show", "figures", "--as-of", "2031-05-10"))


def test_an_unknown_listing_is_a_usage_error(filled: Desk) -> None:
    assert "timeline" in filled.run("show", "feelings", rc=2).stderr


def test_findings_in_words_and_as_json(filled: Desk) -> None:
    told = json.loads(filled.out("findings", "--json"))
    shown = filled.out("findings")
    assert "the register has 2720 in 2023" in flat(shown)
    assert [f["id"][:12] for f in told] == ID.findall(shown)
