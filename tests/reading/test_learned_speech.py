"""What the tagger attributes, trimmed, told direct from reported, and added where the rules found nothing."""

from __future__ import annotations

import pytest

from tagged_case import parsed
from trucewatch.reading.attribution_links import link
from trucewatch.reading.attributions import Attribution
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.learned_speech import Learned, learned_attributions
from trucewatch.reading.quotation_marks import Marked, find_marked
from trucewatch.reading.sentences import DEFAULT_PIPELINE, load_pipeline
from trucewatch.reading.speech_merging import merged


def learned(marked: str, *, is_quote: bool = True) -> tuple[str, list[Learned], tuple[Marked, ...]]:
    text, found = parsed(marked)
    marks = find_marked(text, ((0, len(text)),))
    quotes = found["content"] if is_quote else []
    return text, learned_attributions(link(text, found), quotes, load_pipeline(DEFAULT_PIPELINE)(text), marks), marks


def only(marked: str) -> tuple[str, Attribution]:
    text, found, _ = learned(marked)
    assert len(found) == 1
    return text, found[0].found


def test_that_and_stops_stay_outside() -> None:
    text, found = only("{S The envoy} {C said} {K that the road was open.}")
    assert [text[s:e] for s, e in found.content] == ["the road was open"]
    assert not found.direct


def test_words_between_marks_are_direct_and_lose_the_marks() -> None:
    text, found = only("{K “The road is open,”} {C said} {S the envoy}.")
    assert [text[s:e] for s, e in found.content] == ["The road is open,"]
    assert found.direct


def test_a_content_with_marks_inside_is_not_direct() -> None:
    text, found = only("{S The envoy} {C said} {K the road was “open to all” by noon}.")
    assert [text[s:e] for s, e in found.content] == ["the road was “open to all” by noon"]
    assert not found.direct


def test_the_head_of_a_source_and_its_partners() -> None:
    text, found = only("{S The envoy of the union and the governor} {C said} {K the road was open}.")
    assert found.source is not None
    assert text[found.source.head :].startswith("envoy")
    assert [text[p:].split()[0] for p in found.source.partners] == ["governor"]


def test_the_least_sure_span_is_the_confidence() -> None:
    _, found = only("{S90 The envoy} {C80 said} {K95 the road was open}.")
    assert found.confidence == 0.8


def test_how_much_of_a_content_is_a_quote() -> None:
    text, found = parsed("{S The envoy} {C said} {K the road was open}.")
    half = text.index("was")
    doc = load_pipeline(DEFAULT_PIPELINE)(text)
    start = found["content"][0].start
    given = learned_attributions(link(text, found), [Span(start, half)], doc, ())
    assert given[0].quoted == pytest.approx((half - start) / len("the road was open"))


class TestMerging:
    def added(self, marked: str, *, is_quote: bool = True, ruled: tuple[Attribution, ...] = ()) -> list[str]:
        text, found, marks = learned(marked, is_quote=is_quote)
        given = merged(ruled, found, load_pipeline(DEFAULT_PIPELINE)(text), marks)
        return [text[a.content[0][0] : a.content[-1][1]] for a in given if a not in ruled]

    def test_a_cue_of_saying(self) -> None:
        assert self.added("{S The envoy} {C warned} {K the road was mined}.") == ["the road was mined"]

    def test_a_noun_of_saying(self) -> None:
        assert self.added("{S The envoy}’s {C claim} that {K the road was open} was true.") == ["the road was open"]

    @pytest.mark.parametrize(
        "marked",
        [
            "{S The envoy} {C rebuilt} {K the road to the camp}.",
            "{S The army} {C called} off {K the talks}.",
            "{S Neither side} {C said} {K it would leave}.",
            "{S The envoy} {C did not say} {K the road was open}.",
            "Did {S the envoy} {C say} {K the road was open}?",
            "{C It was said} {K the road was open}.",
            "Was {S the envoy}’s {C claim} that {K the road was open} true?",
        ],
    )
    def test_nothing_said_is_no_quote(self, marked: str) -> None:
        assert self.added(marked) == []

    def test_marks_make_up_for_the_cue(self) -> None:
        assert self.added("{S The envoy} {C walked in}: {K “The road is open.”}") == ["The road is open."]

    def test_what_the_tagger_itself_takes_for_no_quote(self) -> None:
        assert self.added("{S The envoy} {C hoped} {K the road would open}.", is_quote=False) == []

    def test_rules_go_first(self) -> None:
        marked = "{S The envoy} {C said} {K the road was open}."
        text, _ = parsed(marked)
        start = text.index("road")
        ruled = Attribution(((start, start + 4),), None, None)
        assert self.added(marked, ruled=(ruled,)) == []
