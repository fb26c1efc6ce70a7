"""Which marks open and close, and which are apostrophes."""

from __future__ import annotations

import pytest

from trucewatch.reading.quotation_marks import Marked, find_marked, marked_between
from trucewatch.reading.sentences import find_paragraphs


def inner(text: str) -> list[str]:
    return [text[slice(*m.inner)] for m in marks(text)]


def marks(text: str) -> tuple[Marked, ...]:
    return find_marked(text, find_paragraphs(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They spoke of “a long road” and left.", ["a long road"]),
        ('They spoke of "a long road" and left.', ["a long road"]),
        ("They spoke of ``a long road'' and left.", ["a long road"]),
        ("They spoke of ''a long road'' and left.", ["a long road"]),
        ("They spoke of «a long road» and left.", ["a long road"]),
        ("They spoke of ‘a long road’ and left.", ["a long road"]),
        ("They spoke of 'a long road' and left.", ["a long road"]),
        ("The rebels' camp wasn't far from the soldiers' tents.", []),
        ("The rebels’ camp wasn’t far from the soldiers’ tents.", []),
        ("He called it ‘the soldiers’ road’ twice.", ["the soldiers’ road"]),
        ("In the '90s and in ’94 they met 'in secret' twice.", ["in secret"]),
        ("\"He said 'never again' to us,\" she recalled.", ["He said 'never again' to us,"]),
        ("A 5' 10\" fence.", []),
    ],
)
def test_kinds_of_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_running_on_stays_open_in_the_first_paragraph() -> None:
    first, second = marks("“The dam is safe.\n“So is the bridge,” he said.")
    assert not first.closed
    assert second.closed


def test_a_lonely_mark_opens_nothing() -> None:
    assert marks('The board read 12" across the top and nothing else\nThe end.') == ()


def test_holds() -> None:
    text = "They met “in secret” twice."
    (found,) = marks(text)
    assert found.holds(text.index("“"))
    assert not found.holds(text.index("twice"))


def test_those_between_two_offsets() -> None:
    text = "“One,” he said, “two,” and “three.”"
    marked = find_marked(text, ((0, len(text)),))
    assert [text[slice(*m.inner)] for m in marked_between(marked, 7, text.index("and"))] == ["two,"]
    assert list(marked_between(marked, 6, 7)) == []
