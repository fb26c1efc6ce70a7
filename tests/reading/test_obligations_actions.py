"""Which act a verb or noun names, and when two records are one duty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from spacy.tokens import Token

from trucewatch.reading.obligation_actions import act_of, classes
from trucewatch.reading.obligation_merging import merged
from trucewatch.reading.sentences import DEFAULT_PIPELINE, load_pipeline
from trucewatch.vocabulary.kinds import Obligation, Quantity
from trucewatch.vocabulary.passage import Passage


def token(text: str, word: str) -> Token:
    return next(t for t in load_pipeline(DEFAULT_PIPELINE)(text) if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "action", "subtype"),
    [
        ("Chad pulled out of the valley.", "pulled", "withdraw", None),
        ("Chad pulled back its tanks.", "pulled", "withdraw", "withdraw_heavy_weapons"),
        ("The rebels will hand over their rifles.", "hand", "disarm", None),
        ("The rebels will hand over the hostages.", "hand", "release", None),
        ("The rebels will hand over the bodies.", "hand", "release", "return_remains"),
        ("The rebels will hand over the town.", "hand", "withdraw", None),
        ("The soldiers will fall back.", "fall", "withdraw", None),
        ("The army will reduce its garrison.", "reduce", "withdraw", None),
        ("The rebels will lock away their guns.", "lock", "disarm", None),
        ("The state will neutralise the militia.", "neutralise", "disarm", None),
        ("The rebels agreed to leave the convoys alone.", "leave", "allow_aid", None),
        ("The rebels must let go of the hostages.", "let", "release", None),
        ("The rebels let two soldiers and a nurse go.", "let", "release", None),
        ("The reduction of the garrison began.", "reduction", "withdraw", None),
        ("They laid down their arms.", "laid", "disarm", None),
        ("Chad will stop its attacks.", "stop", "cease_hostilities", None),
        ("Chad will lift the siege.", "lift", "lift_blockade", None),
        ("Chad will reopen the airport.", "reopen", "other", "reopen_crossing"),
        ("Chad will rebuild the harbour.", "rebuild", "reconstruct", None),
        ("The withdrawal of troops began.", "withdrawal", "withdraw", None),
        ("The release of 12 hostages was delayed.", "release", "release", None),
        ("They discussed an exchange of prisoners.", "exchange", "exchange", None),
        ("They discussed a prisoner swap.", "swap", "exchange", None),
    ],
)
def test_the_act_is_told_by_word_and_object(text: str, word: str, action: str, subtype: str | None) -> None:
    act = act_of(token(text, word))
    assert act is not None
    assert (act.action, act.subtype) == (action, subtype)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ministry released a statement.", "released"),
        ("Chad withdrew from the talks.", "withdrew"),
        ("Money was given in exchange for silence.", "exchange"),
        ("The ceasefire talks went on.", "ceasefire"),
        ("The farmers sold rice.", "sold"),
        ("The ministry let the matter go.", "let"),
    ],
)
def test_other_things_released_withdrawn_or_exchanged_are_no_acts(text: str, word: str) -> None:
    assert act_of(token(text, word)) is None


def test_classes_come_from_the_head_before_its_modifiers() -> None:
    assert classes([token("They freed the army officers.", "officers")]) == ["fighter"]
    assert classes([token("They let in the relief lots.", "lots")]) == ["aid"]


def _record(start: int, text: str, **fields: Any) -> Obligation:
    base = Obligation(
        bearer="Chad", action="release", object="prisoners", state="pending",
        evidence=(Passage(start, start + len(text), text),),
    )  # fmt: skip
    return replace(base, **fields)


def test_one_duty_told_twice_is_joined_and_keeps_what_each_tells() -> None:
    first = _record(0, "will free prisoners", bearer=None)
    second = _record(90, "Chad to free 30 prisoners", quantity=Quantity(number=30))
    (joined,) = merged([second, first])
    assert (joined.bearer, joined.quantity, len(joined.evidence)) == ("Chad", Quantity(number=30), 2)


@pytest.mark.parametrize(
    "change",
    [
        {"bearer": "Niger"},
        {"state": "done"},
        {"quantity": Quantity(number=12)},
        {"object": "the ship"},
        {"action": "withdraw"},
    ],
)
def test_another_bearer_state_count_or_object_is_another_duty(change: dict[str, Any]) -> None:
    first = _record(0, "will free 30 prisoners", quantity=Quantity(number=30))
    other = replace(_record(90, "another clause", quantity=Quantity(number=30)), **change)
    assert len(merged([first, other])) == 2
