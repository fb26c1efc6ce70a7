from __future__ import annotations

from itertools import count
from threading import Barrier, Event, Thread

import pytest

from trucewatch.desk.web.turns import Turns


def test_in_one_turn_the_same_is_asked_once() -> None:
    turns, asked = Turns(), count()
    with turns:
        assert [turns.once("record", lambda: next(asked)) for _ in range(3)] == [0, 0, 0]
        assert turns.once("another", lambda: next(asked)) == 1
        with turns:
            assert turns.once("record", lambda: next(asked)) == 0
    assert [turns.once("record", lambda: next(asked)) for _ in range(2)] == [2, 3]
    with turns:
        assert turns.once("record", lambda: next(asked)) == 4


def test_whoever_writes_finds_what_was_written() -> None:
    turns, asked = Turns(), count()
    with turns:
        assert turns.once("record", lambda: next(asked)) == 0
        with turns.writing():
            assert [turns.once("record", lambda: next(asked)) for _ in range(2)] == [1, 2]
        assert [turns.once("record", lambda: next(asked)) for _ in range(2)] == [3, 3]
    with pytest.raises(KeyError), turns.writing():
        raise KeyError
    with turns:
        assert [turns.once("record", lambda: next(asked)) for _ in range(2)] == [4, 4]


def test_one_has_the_turn_at_a_time() -> None:
    turns, begun, seen, both = Turns(), Event(), list[str](), Barrier(2, timeout=10)

    def other() -> None:
        both.wait()
        with turns:
            seen.append("other")
        begun.set()

    with turns:
        thread = Thread(target=other)
        thread.start()
        both.wait()
        assert not begun.wait(0.05)
        seen.append("first")
    thread.join(10)
    assert seen == ["first", "other"]
