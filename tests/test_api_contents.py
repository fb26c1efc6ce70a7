"""What a person gives of a statement: fields with their closed lists, and words of the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trucewatch.api.contents import GivenFields, _names, content_changed, content_given, find_passage
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Figure, Obligation, Position, Quantity, Quote, Talks
from trucewatch.vocabulary.passage import Passage

TEXT = "The Harbour Council rejected the plan.\nThe Harbour\n Council counted 14 dead, 3 of them nurses. #2 is closed."
FIGURE = Figure(what="killed", number=14, evidence=(Passage.of(TEXT, 68, 75),), confidence=0.4, note="a remark")


def made(kind: str, *pairs: str, at: str = "14 dead") -> object:
    return content_given(kind, GivenFields.of(pairs, [at]), TEXT)


def refused(kind: str, *pairs: str, at: str = "14 dead") -> str:
    with pytest.raises(TrucewatchError) as caught:
        made(kind, *pairs, at=at)
    return str(caught.value)


def test_values_are_read_as_their_fields_take_them() -> None:
    figure = made("figures", "what=killed", "number=14", "unsure=true", "scope=", "as_of=2031-05", "measure=14")
    assert figure == Figure(
        what="killed", number=14, unsure=True, as_of="2031-05", measure="14", evidence=FIGURE.evidence
    )
    talks = made("talks", "status=held", "participants=A; B", "mediators=C", "mediators=D, E", "answers=[]")
    assert talks == Talks(
        venue=None, date=None, status="held", participants=("A", "B"), mediators=("C", "D, E"), evidence=FIGURE.evidence
    )
    duty = made(
        "obligations", "action=withdraw", "state=pending", 'quantity={"number":5,"qualifier":"about"}', "duration=P3D"
    )
    assert duty == Obligation(
        bearer=None, action="withdraw", state="pending", quantity=Quantity(number=5, qualifier="about"), duration="P3D",
        evidence=FIGURE.evidence,
    )  # fmt: skip


def test_the_name_stands_for_the_mention_that_was_not_given() -> None:
    assert made("positions", "actor=Council", "stance=reject") == Position(
        actor="Council", actor_mention="Council", stance="reject", evidence=FIGURE.evidence
    )
    given = made("positions", "actor=Council", "actor_mention=The Council", "stance=reject")
    assert isinstance(given, Position)
    assert given.actor_mention == "The Council"


def test_words_of_the_report_stand_for_passages_in_fields_too() -> None:
    quote = made("quotes", "speaker=Ana", "type=direct", "cue=said", "source=Harbour Council#1", "cue_at=rejected")
    assert isinstance(quote, Quote)
    assert quote.content == FIGURE.evidence
    assert [p.start for p in (*quote.source, *quote.cue_at)] == [4, 20]


def test_what_does_not_fit_is_told_with_what_does() -> None:
    assert "stance cannot be 'hostile'. Expected one of accept, endorse" in refused(
        "positions", "actor=A", "stance=hostile"
    )
    assert "no field 'stanze'. Expected one of unsure, note, actor" in refused("positions", "stanze=accept")
    assert "lacks actor, stance" in refused("positions", "proposal=x")
    assert "a day such as" in refused("positions", "actor=A", "stance=reject", "date=soon")
    assert "such as P42D" in refused("obligations", "action=withdraw", "state=done", "duration=6 weeks")
    assert "number cannot be 'many'. Expected a number" in refused("figures", "what=killed", "number=many")
    assert "number cannot be 'NaN'" in refused("figures", "what=killed", "number=NaN")
    assert "number cannot be '1e999'" in refused("figures", "what=killed", "number=1e999")
    assert "a JSON object with number, qualifier" in refused(
        "obligations", "action=release", "state=done", "quantity=5"
    )
    assert "true or false" in refused("figures", "what=killed", "unsure=maybe")
    assert "no statements of a kind 'rumours'" in refused("rumours")
    both = refused("positions", "actor=A", "stance=no", "when=now")
    assert "stance cannot be" in both
    assert "no field 'when'" in both
    for name in ("evidence", "step", "confidence"):
        assert f"no field '{name}'" in refused("figures", f"{name}=x")
    with pytest.raises(TrucewatchError, match="is no field"):
        GivenFields.of(["stance"])
    with pytest.raises(TrucewatchError, match="without a passage"):
        content_given("figures", GivenFields.of(["what=killed", "number=1"]), TEXT)


def test_every_kind_names_its_fields() -> None:
    for cls in CONTENT_CLASSES:
        assert "note" in _names(cls)
        assert cls.SPANS not in _names(cls)


def test_words_are_found_where_they_stand_and_nowhere_else() -> None:
    assert find_passage(TEXT, "14 dead") == Passage(68, 75, "14 dead")
    second = find_passage(TEXT, "The Harbour Council#2")
    assert second.text == "The Harbour\n Council"
    assert second.is_verbatim_in(TEXT)
    assert find_passage(TEXT, "The Harbour Council#1").start == 0
    assert find_passage(TEXT, "#2").text == "#2"  # words that end so are words first
    for words, told in (
        ("The Harbour Council", "2 times. Expected which of them is meant: The Harbour Council#1 to"),
        ("The Harbour Council#3", "2 times, not 3"),
        ("the harbour council REJECTED", "such as 'The Harbour Council rejected'"),
        ("15 dead", "does not have the words '15 dead'"),
        ("  ", "does not have the words"),
    ):
        with pytest.raises(TrucewatchError) as caught:
            find_passage(TEXT, words)
        assert told in str(caught.value)


def test_a_content_is_changed_in_what_is_given_alone() -> None:
    changed = content_changed(FIGURE, GivenFields.of(["number=41"]), TEXT)
    assert changed == Figure(what="killed", number=41, evidence=FIGURE.evidence, confidence=0.4)
    moved = content_changed(FIGURE, GivenFields.of([], ["counted 14 dead"]), TEXT)
    assert [p.text for p in moved.passages] == ["counted 14 dead"]
    for pairs in ([], ["what="], ["number=41", "what=saved"]):
        with pytest.raises(TrucewatchError):
            content_changed(FIGURE, GivenFields.of(pairs), TEXT)


def test_fields_from_a_file_give_way_to_those_typed(tmp_path: Path) -> None:
    file = tmp_path / "fields.json"
    file.write_text(json.dumps({"what": "killed", "number": 3, "passages": ["3 of them"]}))
    given = GivenFields.of(["number=4"], (), file)
    assert content_given("figures", given, TEXT) == Figure(
        what="killed", number=4, evidence=(Passage.of(TEXT, 77, 86),)
    )
    assert GivenFields.of([], ["14 dead"], file).passages == ("14 dead",)
    for text, told in (("[", "fields.json:1: "), ("[]", "holds no object"), ('{"passages": "x"}', "no list of texts")):
        file.write_text(text)
        with pytest.raises(TrucewatchError, match=told):
            GivenFields.of([], (), file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TrucewatchError, match="UTF-8"):
        GivenFields.of([], (), file)
