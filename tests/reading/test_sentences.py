"""Sentences, paragraphs and headlines."""

from __future__ import annotations

import pytest

from trucewatch.errors import ReadingError
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import (
    DEFAULT_PIPELINE,
    Sentences,
    SentencesStep,
    find_headline,
    find_paragraphs,
    load_pipeline,
    parse,
)
from trucewatch.vocabulary.report import Report


def read(text: str) -> Sentences:
    return SentencesStep()(Page(Report(text)))


def test_no_sentence_crosses_a_line_that_ends_a_paragraph() -> None:
    sentences = read("Truce holds in the north\nBoth armies kept to their lines. Nobody was hurt.")
    assert [s.text.strip() for s in sentences.spans] == [
        "Truce holds in the north",
        "Both armies kept to their lines.",
        "Nobody was hurt.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "The two armies agreed\nto part at dawn.\n\nMonitors will\nwatch the road."
    assert [text[a:b] for a, b in find_paragraphs(text)] == [
        "The two armies agreed\nto part at dawn.",
        "Monitors will\nwatch the road.",
    ]


def test_one_paragraph_a_line_where_lines_are_long() -> None:
    line = (
        "The monitors said that the convoy had crossed the river before noon and had met no checkpoint on its way. " * 2
    )
    assert len(find_paragraphs(f"{line}\n{line}\n\n{line}\n{line}")) == 4


@pytest.mark.parametrize(
    ("first", "is_headline"),
    [("Front turns down longer truce", True), ("The Front turned down a longer truce.", False), ("Q&A:", False)],
)
def test_headline(first: str, is_headline: bool) -> None:
    text = f"{first}\nThe Upland Front on Tuesday turned down the offer of a longer truce, its spokesman said."
    assert (find_headline(text, find_paragraphs(text)) is not None) is is_headline


def test_text_parsed_in_pieces_keeps_every_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trucewatch.reading.sentences._CHUNK", 80)
    text = "The first convoy left at dawn.\r\nA second followed.  It met no fire.\n" * 8 + "x" * 400
    doc = parse(load_pipeline(DEFAULT_PIPELINE), text, find_paragraphs(text))
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_lookups_by_offset() -> None:
    text = "Rain fell. The truce held.\nTalks resume on Friday."
    sentences = read(text)
    found = sentences.at(text.index("held"))
    assert found is not None
    assert found.text.strip() == "The truce held."
    assert sentences.number_at(text.index("Talks")) == 2
    assert sentences.paragraph_at(text.index("Friday")) == (27, len(text))
    assert [t.text for t in sentences.tokens(0, 9)] == ["Rain", "fell"]


def test_unknown_pipeline_is_refused_with_advice() -> None:
    with pytest.raises(ReadingError, match=r"no_such_pipeline.*pip install"):
        load_pipeline("no_such_pipeline")


def test_a_sentence_without_a_stop_is_cut() -> None:
    sentences = read("the convoy of lorries waits at the northern crossing and " * 200)
    assert max(len(s) for s in sentences.spans) <= 251
    assert len(read("The convoy waits. " * 200).spans) == 200


@pytest.mark.parametrize("word", ["cease-fire", "Cease-Fires", "CEASE-FIRE"])
def test_a_hyphen_does_not_part_the_word_for_a_truce(word: str) -> None:
    text = f"They broke the {word}, and the sea-fire burned."
    words = [token.text for token in load_pipeline(DEFAULT_PIPELINE)(text)]
    assert words[3:5] == [word, ","]
    assert "fire" in words
