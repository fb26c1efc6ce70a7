"""Marked words as words of the parse."""

from __future__ import annotations

import pytest

from told_case import Marks, marked
from trucewatch.reading.sentences import Sentences, SentencesStep
from trucewatch.reading.told_words import ToldWords, apart

TEXT = "Chad agreed to withdraw its troops. The army of Mali, which had shelled the town, rejected the plan of Togo."
MARKS: Marks = {
    "duty": [("withdraw", "withdraw", 0.9), ("plan", "other", 0.2)],
    "bearer": [("Chad", "", 0.8), ("The army of Mali", "", 0.7), ("Togo", "", 0.3)],
}


@pytest.fixture(scope="module")
def words() -> ToldWords:
    return ToldWords(marked(TEXT, MARKS, [SentencesStep()]))


@pytest.fixture(scope="module")
def page_doc() -> Sentences:
    return marked(TEXT, MARKS, [SentencesStep()]).get(Sentences)


def test_a_mark_of_several_words_is_known_by_the_one_that_the_others_hang_on(words: ToldWords) -> None:
    assert [(w.token.text, w.kind, w.probability) for w in words.of("bearer")] == [
        ("Chad", "", 0.8), ("army", "", 0.7), ("Togo", "", 0.3),
    ]  # fmt: skip


def test_only_words_as_sure_as_asked_for_are_given(words: ToldWords) -> None:
    assert [w.token.text for w in words.of("duty", 0.5)] == ["withdraw"]
    assert not list(words.of("talks"))
    assert (words.knows("duty"), words.knows("talks")) == (True, False)


def test_beside_a_word_are_those_of_its_sentence_the_nearest_first() -> None:
    page = marked(TEXT, MARKS, [SentencesStep()])
    words, doc = ToldWords(page), page.get(Sentences).doc
    shelled = next(t for t in doc if t.text == "rejected")
    assert [w.token.text for w in words.beside("bearer", shelled)] == ["army", "Togo"]
    assert [w.token.text for w in words.beside("bearer", shelled, 0.5)] == ["army"]
    withdraw = next(t for t in doc if t.text == "withdraw")
    found = words.at("duty", withdraw)
    assert found is not None
    assert found.kind == "withdraw"
    assert words.at("duty", shelled) is None


def test_near_a_word_is_its_own_mark_else_the_surest_within_so_many_steps() -> None:
    page = marked(TEXT, MARKS, [SentencesStep()])
    words, tokens = ToldWords(page), {t.text: t for t in page.get(Sentences).doc}
    own, close = words.near("duty", tokens["plan"], 0), words.near("bearer", tokens["rejected"], 1)
    assert (own and own.token.text, close and close.token.text) == ("plan", "army")
    assert words.near("bearer", tokens["shelled"], 0) is None
    farther = words.near("bearer", tokens["plan"], 2)  # "Togo" hangs as near, and is marked less surely
    assert farther is not None
    assert farther.token.text == "army"


def test_words_within_a_stretch_share_a_character_with_it(words: ToldWords) -> None:
    at = TEXT.index("army")
    assert [w.token.text for w in words.within("bearer", at, at + 2)] == ["army"]
    assert words.within("bearer", 4, 10) == ()


def test_steps_in_the_parse_are_counted_over_the_common_word(page_doc: Sentences) -> None:
    tokens = {t.text: t for t in page_doc.doc}
    assert apart(tokens["Chad"], tokens["agreed"]) == 1
    assert apart(tokens["Chad"], tokens["withdraw"]) == 2
    assert apart(tokens["Chad"], tokens["Togo"]) == len(page_doc.doc)
