"""Contents of every kind go into the record and come back the same."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.errors import RecordError
from trucewatch.record.rows import content_of, content_text, kept_statement
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content, Figure, Quote, plain
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

PASSAGES = st.builds(Passage, st.integers(0, 10**7), st.integers(0, 10**7), st.text(min_size=1))


def values_for(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field: passages as above, numbers that JSON has."""
    if hint is Passage:
        return PASSAGES
    if hint is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    arguments = get_args(hint)
    if getattr(hint, "__origin__", None) is tuple:
        return st.lists(values_for(arguments[0]), max_size=2).map(tuple)
    if arguments and type(None) in arguments:
        return st.one_of([st.none() if a is type(None) else values_for(a) for a in arguments])
    if isinstance(hint, type) and hint.__module__.startswith("trucewatch"):
        return whole(hint)
    return st.from_type(hint)


def whole(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Values of a class with every field filled, not the required ones alone."""
    hints = get_type_hints(cls)
    hidden = {"evidence"} if issubclass(cls, Content) and cls.SPANS != "evidence" else set()
    return st.builds(cls, **{f.name: values_for(hints[f.name]) for f in fields(cls) if f.name not in hidden})


@pytest.mark.parametrize("cls", CONTENT_CLASSES)
def test_every_kind_comes_back_the_same(cls: type[Content]) -> None:
    @settings(max_examples=15, deadline=None, database=None)
    @given(whole(cls))
    def check(content: Content) -> None:
        text = content_text(content)
        back = content_of(cls.KIND, text, "here")
        assert type(back) is cls
        assert back == content
        assert content_text(back) == text  # 5 stays 5 and 5.0 stays 5.0: ids are made of this

    check()


REPORT = Report("Elders said 14 died.")


@pytest.mark.parametrize("cls", CONTENT_CLASSES)
def test_a_row_gives_its_statement_under_its_own_id_alone(cls: type[Content]) -> None:
    @settings(max_examples=15, deadline=None, database=None)
    @given(whole(cls))
    def check(content: Content) -> None:
        place: dict[str, Any] = {cls.SPANS: (Passage(12, 19, "14 died"),)}
        inside = replace(content, **place)
        statement = Statement(REPORT.id, inside)
        kept = kept_statement(REPORT, cls.KIND, statement.id, content_text(inside), "row 1")
        assert (kept, kept.id) == (statement, statement.id)
        with pytest.raises(RecordError, match="its content is not the one"):
            kept_statement(Report("Nobody died."), cls.KIND, statement.id, content_text(inside), "row 1")

    check()


def test_the_usual_ids_are_told_without_writing_them_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (Passage(0, 6, "Elders"),)
    died = (Passage(12, 19, "14 died"),)
    contents = (
        Figure(what="killed", number=14, scope='a "new" count –\n\x01', evidence=died),
        Quote(speaker=None, mention="Elders", cue="said", type="indirect", content=died, source=said),
    )
    ids = [Statement(REPORT.id, content).id for content in contents]
    monkeypatch.setattr(Statement, "id", property(lambda _: pytest.fail("written again")))
    for content, id_ in zip(contents, ids, strict=True):
        kept = kept_statement(REPORT, content.KIND, id_, content_text(content), "row 1")
        assert vars(kept)["id"] == id_


def test_a_number_that_json_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        content_text(Figure(what="killed", number=math.nan))


@pytest.mark.parametrize(
    "change",
    [
        {"what": "missing"},
        {"number": "4"},
        {"number": True},
        {"unsure": "no"},
        {"confidence": "high"},
        {"evidence": [{"start": "0", "end": 4, "text": "four"}]},
        {"evidence": [{"start": 0, "end": 4}]},
        {"evidence": None},
        {"step": None},
    ],
)
def test_a_content_of_the_wrong_form_is_refused(change: dict[str, object]) -> None:
    content = plain(Figure(what="killed", number=4, evidence=(Passage(0, 4, "four"),)))
    assert isinstance(content, dict)
    content.update(change)
    import json  # noqa: PLC0415

    with pytest.raises(RecordError, match=next(iter(change))):
        content_of("figures", json.dumps(content), "sighting 1")
