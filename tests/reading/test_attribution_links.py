"""Sources, cues and contents tied into attributions: clean spans, and spans as a tagger finds them."""

from __future__ import annotations

import pytest

from tagged_case import parsed
from trucewatch.reading.attribution_link_signs import Layout, sentence_starts
from trucewatch.reading.attribution_links import LinkOptions, link, link_weights
from trucewatch.reading.encoder.windows import Span


def tied(marked: str, options: LinkOptions | None = None) -> list[tuple[str, str, list[str]]]:
    text, found = parsed(marked)
    return [
        (words(text, a.source), words(text, a.cue), [text[s:e] for s, e in a.content])
        for a in link(text, found, options)
    ]


def words(text: str, extents: tuple[tuple[int, int], ...]) -> str:
    return " / ".join(text[s:e] for s, e in extents)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{S The envoy} {C said} {K the road would stay open}.",
            [("The envoy", "said", ["the road would stay open"])],
        ),
        (
            "{K The road will stay open}, {C according to} {S the mission}.",
            [("the mission", "according to", ["The road will stay open"])],
        ),
        (
            "{K “The road will stay open,”} {C said} {S Colonel Adeyemi}.",
            [("Colonel Adeyemi", "said", ["“The road will stay open,”"])],
        ),
        (
            "{S The envoy} {C said} {K the road was open}, but {S the militia} {C denied} {K it had agreed}.",
            [("The envoy", "said", ["the road was open"]), ("the militia", "denied", ["it had agreed"])],
        ),
        (
            "{S The envoy} {C said} {K the road was open} and {C warned} {K that shelling might resume}.",
            [
                ("The envoy", "said", ["the road was open"]),
                ("The envoy", "warned", ["that shelling might resume"]),
            ],
        ),
    ],
)
def test_each_content_takes_its_cue_and_its_source(marked: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert tied(marked) == expected


def test_a_content_that_its_cue_breaks_is_one() -> None:
    marked = "{K “The road will stay open,”} {S the envoy} {C said}, {K “but only by day.”}"
    assert tied(marked) == [("the envoy", "said", ["“The road will stay open,”", "“but only by day.”"])]


def test_a_quotation_that_runs_on_stays_with_its_speaker() -> None:
    marked = (
        "{K “The road will stay open,”} {C said} {S Colonel Adeyemi}. {K “We have given our word. It will be kept.”}"
        "\n\nThe market opened at noon."
    )
    assert tied(marked) == [
        ("Colonel Adeyemi", "said", ["“The road will stay open,”", "“We have given our word. It will be kept.”"])
    ]


def test_sentences_of_one_speaker_can_be_kept_apart() -> None:
    marked = "{K “The hill,”} {C said} {S Mrs. Osei}. {K “They are open.”} {K “They stay so.”}"
    assert tied(marked, LinkOptions(join_sentences=False)) == [
        ("Mrs. Osei", "said", ["“The hill,”"]),
        ("Mrs. Osei", "said", ["“They are open.”", "“They stay so.”"]),
    ]
    assert len(tied(marked)) == 1


def test_two_speakers_do_not_share_their_quotations() -> None:
    marked = (
        "{K “We kept our word,”} {S Mrs. Osei} {C said}.\n\n"
        "{K “They broke theirs,”} {C said} {S Mr. Tanaka} of the staff."
    )
    assert tied(marked) == [
        ("Mrs. Osei", "said", ["“We kept our word,”"]),
        ("Mr. Tanaka", "said", ["“They broke theirs,”"]),
    ]


def test_a_passive_cue_has_no_source_even_if_one_is_near() -> None:
    marked = "{S The envoy} {C said} {K talks would go on}. {K The bridge} {C is believed} {K to be mined}."
    assert tied(marked)[1] == ("", "is believed", ["The bridge", "to be mined"])


def test_a_source_without_a_cue_carries_its_content() -> None:
    assert tied("{S The mission}: {K both sides held their fire}.") == [
        ("The mission", "", ["both sides held their fire"])
    ]


def test_contents_that_nobody_says_are_no_attributions() -> None:
    assert tied("{K The road was open}. It rained.") == []
    assert tied("{S The envoy} left the town.") == []
    assert tied("It rained.") == []


def test_a_cue_within_a_content_makes_an_attribution_in_it() -> None:
    marked = (
        "{S The radio} {C reported} {K that {S the mission} {C had warned} of shelling near the dam}. The dam is old."
    )
    assert tied(marked) == [
        ("The radio", "reported", ["that the mission had warned of shelling near the dam"]),
        ("the mission", "had warned", ["of shelling near the dam"]),
    ]


def test_a_content_within_a_content_is_tied_inside() -> None:
    marked = "{S The radio} {C reported} {K that {S the mission} {C had warned} {K of shelling near the dam}}."
    assert tied(marked) == [
        ("The radio", "reported", ["that the mission had warned of shelling near the dam"]),
        ("the mission", "had warned", ["of shelling near the dam"]),
    ]


def test_whom_it_is_said_to_is_no_content() -> None:
    marked = "{S The radio} {C reported} {K “{S The mission} {C told} us that the dam was mined.”}"
    assert tied(marked)[1] == ("The mission", "told", ["the dam was mined"])


def test_unsure_spans_are_dropped() -> None:
    marked = "{S The envoy} {C said} {K the road was open}. {S30 The rain} {C20 told} {K25 of autumn}."
    assert len(tied(marked)) == 2
    least = {"source": 0.35, "cue": 0.35, "content": 0.35}
    assert tied(marked, LinkOptions(least=least)) == [("The envoy", "said", ["the road was open"])]


def test_an_attribution_is_as_sure_as_its_least_sure_part() -> None:
    text, found = parsed("{S The envoy} {C60 said} {K80 the road was open}.")
    assert [a.probability for a in link(text, found)] == [0.6]


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ("{S He} {C said} {K the road} would {K stay open}.", "the road would stay open"),
        ("{S He} {C said}: {K “The road}, by day, {K is open,”} and left.", "“The road, by day, is open,”"),
        ("{S He} {C said}: {K “The road is open} by day.” Nobody came.", "“The road is open by day.”"),
        ("{S He} {C said}: “The {K road is open.”}", "“The road is open.”"),
    ],
)
def test_torn_contents_are_mended(marked: str, content: str) -> None:
    assert [parts for _, _, parts in tied(marked)] == [[content]]
    assert [parts for _, _, parts in tied(marked, LinkOptions(mend=False))] != [[content]]


@pytest.mark.parametrize(
    "marked",
    [
        "{S He} {C said} {K it rained}, {K the roof leaked}.",
        "{S He} {C spoke} of {K “a road”} which {C was called} {K “a trap”}.",
    ],
)
def test_neighbours_that_are_not_torn_stay_apart(marked: str) -> None:
    assert sum(len(parts) for _, _, parts in tied(marked)) == 2


def test_sources_on_both_sides_of_a_comma_stay_two() -> None:
    marked = "{S The envoy}, {S the mission} {C said}, {K left}."
    assert tied(marked) == [("the mission", "said", ["left"])]


CLEAN = (
    "{S The envoy} {C said} {K the road to the dam would stay open}. {S Mrs. Osei} {C warned} {K it was mined}.\n\n"
    "{K “We have kept our word,”} {C said} {S Mr. Tanaka} of the council.\n\nIt rained all day in the hills."
)


@pytest.mark.parametrize("lost", range(9))
def test_a_lost_span_costs_its_own_attribution_only(lost: int) -> None:
    text, found = parsed(CLEAN)
    whole = link(text, found)
    flat = sorted((span, name) for name, spans in found.items() for span in spans)
    gone, role = flat[lost]
    left = link(text, {name: [s for s in spans if s != gone] for name, spans in found.items()})
    hit = [a for a in whole if (gone.start, gone.end) in (*a.source, *a.cue, *a.content)]
    assert {a for a in whole if a not in hit} <= set(left)
    if role == "content":
        assert hit[0].cue not in {a.cue for a in left}


@pytest.mark.parametrize("role", ["source", "cue", "content"])
def test_an_invented_span_harms_no_other(role: str) -> None:
    text, found = parsed(CLEAN)
    start = text.index("all day")
    noisy = {**found, role: [*found[role], Span(start, start + 7)]}
    assert set(link(text, found)) <= set(link(text, noisy))


def test_the_order_of_the_spans_does_not_matter() -> None:
    text, found = parsed(CLEAN)
    assert link(text, {name: spans[::-1] for name, spans in reversed(found.items())}) == link(text, found)


def test_given_sentences_are_used() -> None:
    text, found = parsed("{S The radio} {C reported} {K that {S the mission} {C warned} of mines. The dam is old.}")
    assert [text[s:e] for s, e in link(text, found)[1].content] == ["of mines"]
    whole = link(text, found, LinkOptions(sentences=(0,)))
    assert [text[s:e] for s, e in whole[1].content] == ["of mines. The dam is old"]


def test_sentences_begin_behind_stops_but_not_behind_titles() -> None:
    text = "Gen. Mora spoke. “We left,” he said.\nIt rained."
    assert [text[s : s + 3] for s in sentence_starts(text)] == ["“We", "It "]
    layout = Layout(text, ())
    assert layout.sentences_between(0, 9) == 0
    assert layout.sentences_between(0, len(text)) == 2


def test_the_table_of_weights_names_signs_of_all_three_choices() -> None:
    kinds = {sign.partition(":")[0] for sign in link_weights()}
    assert kinds == {"s", "n", "k", "z"}
