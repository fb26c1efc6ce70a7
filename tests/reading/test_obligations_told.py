"""Duties that the tagger marks: joined with what words and syntax find, and read where these find nothing."""

from __future__ import annotations

import pytest

from obligation_case import STEPS
from told_case import Marks, marked
from trucewatch.reading.obligations import Obligations
from trucewatch.vocabulary.kinds import Obligation

KNOWN = "Chad agreed to withdraw its troops from the northern strip."
UNKNOWN = "The last gunners of Chad have heard that Friday is their final day there."


def found(text: str, marks: Marks) -> tuple[Obligation, ...]:
    return marked(text, marks, STEPS).get(Obligations).obligations


def test_a_model_without_the_head_leaves_the_word_lists_alone() -> None:
    assert [(o.bearer, o.action, o.state) for o in found(KNOWN, {})] == [("Chad", "withdraw", "pending")]


def test_what_the_tagger_thinks_unlikely_is_dropped() -> None:
    assert found(KNOWN, {"duty": []}) == ()
    assert found(KNOWN, {"duty": [("withdraw", "withdraw", 0.03)]}) == ()
    assert len(found(KNOWN, {"duty": [("withdraw", "withdraw", 0.6)]})) == 1


def test_where_it_is_sure_the_tagger_says_how_a_duty_stands() -> None:
    marks: Marks = {"duty": [("withdraw", "withdraw", 0.9)], "duty_state": [("withdraw", "breached", 0.98)]}
    assert [o.state for o in found(KNOWN, marks)] == ["breached"]
    marks["duty_state"] = [("withdraw", "breached", 0.2)]
    assert [o.state for o in found(KNOWN, marks)] == ["pending"]


def test_a_sure_mark_of_its_own_names_the_action_of_a_verb_that_no_list_has() -> None:
    text = "Chad agreed to shelve its howitzers and to mail a letter."
    assert next(o.action for o in found(text, {"duty": [("shelve", "disarm", 0.9)]})) == "disarm"
    assert next(o.action for o in found(text, {"duty": [("shelve", "disarm", 0.5)]})) == "other"
    assert next(o.action for o in found(text, {"duty": [("agreed", "disarm", 0.9)]})) == "other"


def test_a_duty_in_words_that_no_list_has_is_read_by_its_marks() -> None:
    marks: Marks = {
        "duty": [("final", "withdraw", 0.8)],
        "duty_state": [("final", "pending", 0.8)],
        "bearer": [("Chad", "", 0.8)],
    }
    (one,) = found(UNKNOWN, marks)
    assert (one.bearer, one.action, one.state, one.unsure) == ("Chad", "withdraw", "pending", True)
    assert one.evidence[0].is_verbatim_in(UNKNOWN)
    assert "final" in one.evidence[0].text


def test_a_weak_mark_alone_is_no_duty() -> None:
    assert found(UNKNOWN, {"duty": [("final", "withdraw", 0.3)], "duty_state": [("final", "pending", 0.8)]}) == ()


def test_one_duty_marked_on_two_words_is_one() -> None:
    marks: Marks = {"duty": [("agreed", "withdraw", 0.8), ("withdraw", "withdraw", 0.9)]}
    assert len(found(KNOWN, marks)) == 1


def told(text: str, word: str, bearer: str | None = None) -> list[str | None]:
    """The bearers of a duty that is marked on one word, and its bearer on another."""
    marks: Marks = {"duty": [(word, "other", 0.9)], "duty_state": [(word, "pending", 0.9)]}
    if bearer is not None:
        marks["bearer"] = [(bearer, "", 0.8)]
    return [o.bearer for o in found(text, marks) if o.unsure]


def test_a_bearer_whom_the_report_does_not_know_goes_by_the_words_that_name_him() -> None:
    text = "Friday is the final day there for the salt merchants, and nobody else has one."
    assert told(text, "final", "merchants") == ["salt merchants"]
    assert told(text.replace("the salt merchants", "them"), "final", "them") == [None]


def test_both_sides_bear_it_where_the_parse_alone_says_so() -> None:
    text = "Chad and Ghana signed a truce in May. Both sides keep their dogs on the leash."
    assert told(text, "keep") == ["Chad and Ghana"]
    assert told(text.replace("Both sides keep", "Ghana keeps"), "keeps") == [None]


def test_who_speaks_of_himself_bears_what_he_says() -> None:
    text = "Chad said it would repaint the hangars. Ghana was silent."
    assert told(text, "repaint") == ["Chad"]
    assert told(text.replace("it would repaint", "the snow would bury"), "bury") == [None]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The envoy hoped that a deal would be reached by Friday.", "reached"),
        ("The delegate of Chad expressed the hope that a road would open before 16 May.", "expressed"),
        ("Kenya voiced its hope that the guns would go.", "go"),
    ],
)
def test_what_is_only_hoped_for_binds_nobody(text: str, word: str) -> None:
    assert told(text, word) == []
    bound = text.replace("hoped", "ruled").replace("the hope", "the rule").replace("its hope", "its rule")
    assert told(bound, word) != []
