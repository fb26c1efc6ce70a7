"""A reading in a notebook: every passage in its place, nothing of the text taken for markup, legible on any ground."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from trucewatch.vocabulary import reading_html as module
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.kinds import (
    CONTENT_CLASSES,
    Agreement,
    Content,
    Figure,
    Obligation,
    Party,
    Phase,
    Position,
    Quantity,
    Quote,
    TimeExpression,
    Timex,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.reading_html import LOOKS, line_of
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

TEXT = (
    "The Harbour Council accepted the reef plan on Tuesday.\n"
    "\n"
    "Its envoy said “we will sign\nin Velu” before 14 boats sailed; the Shore League refused."
)
_CODE = re.compile(r"[A-Z]{2}(×\d+)?")


def at(words: str, text: str = TEXT) -> tuple[Passage, ...]:
    start = text.index(words)
    return (Passage.of(text, start, start + len(words)),)


def party(words: str, text: str = TEXT, **more: object) -> Party:
    return Party(name=words, role="party", evidence=at(words, text), **more)  # type: ignore[arg-type]


ACCEPTED = Position(
    actor="Harbour Council", stance="accept", proposal="reef plan", evidence=at("Council accepted the reef plan")
)
SAID = Quote(
    speaker="envoy", mention="Its envoy", cue="said", type="direct", content=at("we will sign\nin Velu"), unsure=True
)
BOATS = Figure(what="other", number=14, evidence=at("14 boats"))


def reading(*contents: Content, text: str = TEXT, **more: object) -> Reading:
    report = Report(text, published=date(2031, 4, 3), outlet="Pier <b>News</b>", name="C:\\reports\\pier.txt")
    statements = tuple(Statement(report.id, content, report.published) for content in contents)
    return Reading(report, statements, **more)  # type: ignore[arg-type]


def tree(shown: Reading) -> Element:
    """The HTML as XML: what is not well-formed fails here."""
    made: Element = etree.fromstring(shown._repr_html_())
    return made


def lines(root: Element) -> list[Element]:
    (pane,) = root.iterfind(".//div[@aria-label='Text']")
    return list(pane)


def words(element: Element) -> str:
    """The words inside an element, without the codes of kinds."""
    inner = element.text or ""
    for child in element:
        inner += ("" if child.tag in ("small", "br") else words(child)) + (child.tail or "")
    return inner


def marked(root: Element) -> list[tuple[str, str]]:
    """Each element of a passage: its code ("" where it is resumed) and its words."""
    found = []
    for line in lines(root):
        for span in line.iter("span"):
            code = span[0].text if len(span) and span[0].tag == "small" and not span.text else ""
            found.append((str(code or ""), words(span)))
    return found


def test_the_text_stands_there_word_for_word_with_its_passages() -> None:
    root = tree(reading(ACCEPTED, SAID, BOATS))
    assert "\n".join(words(line) for line in lines(root)) == TEXT
    assert marked(root) == [
        ("PO", "Council accepted the reef plan"),
        ("QU", "we will sign"),
        ("", "in Velu"),  # the same passage goes on in the next line
        ("FI", "14 boats"),
    ]


def test_passages_within_and_across_one_another() -> None:
    crossing = party("reef plan on")
    root = tree(reading(ACCEPTED, party("Council"), crossing))
    # what crosses is closed with the one it stands in, and resumed behind it
    assert marked(root) == [
        ("PO", "Council accepted the reef plan"),
        ("PA", "Council"),
        ("PA", "reef plan"),
        ("", " on"),
    ]
    assert words(lines(root)[0]) == TEXT.partition("\n")[0]
    styles = [str(span.get("style")) for span in lines(root)[0].iter("span")]
    heights = [int(style.rpartition("padding-bottom:")[2].removesuffix("px")) for style in styles]
    assert heights[0] > heights[1] == heights[2] == heights[3]  # the outer line runs under the inner ones


def test_several_statements_on_the_same_words_are_one_passage() -> None:
    both = (party("Council"), replace(party("Council"), name="Harbour Council"))
    (span,) = (s for line in lines(tree(reading(*both))) for s in line.iter("span"))
    assert span[0].text == "PA×2"
    ids = [s.id[:12] for s in reading(*both).statements]
    assert str(span.get("data-statements")).split() == ids
    assert all(f"[{id_}]" in str(span.get("title")) for id_ in ids)


def test_the_title_of_a_passage_tells_its_statement_and_those_around_it() -> None:
    shown = reading(ACCEPTED, party("Council"), SAID)
    titles = {span[0].text: span.get("title") for line in lines(tree(shown)) for span in line.iter("span") if len(span)}
    ids = [s.id[:12] for s in shown.statements]
    around = f"positions: actor: Harbour Council; proposal: reef plan; stance: accept [{ids[0]}]"
    assert titles["PO"] == around
    assert titles["PA"] == f"parties: name: Council; role: party [{ids[1]}]\n{around}"
    assert str(titles["QU"]).startswith("quotes (unsure): speaker: envoy; mention: Its envoy; cue: said; type: direct")


def test_the_legend_counts_each_kind_that_is_there() -> None:
    root = tree(reading(ACCEPTED, SAID, BOATS, replace(BOATS, number=15)))
    (legend,) = root.iterfind(".//ul[@aria-label='Kinds']")
    assert ["".join(item.itertext()) for item in legend] == ["PO positions 1", "QU quotes 1", "FI figures 2"]
    assert "no statements" in "".join(tree(reading()).itertext())


def test_statements_and_findings_are_listed_with_ids() -> None:
    finding = Finding("no-date", "gap", "The report prints <no> date & more.", (Place("0" * 64),))
    shown = reading(ACCEPTED, findings=(finding,), models=("tagger@00ff",))
    listed = ["".join(part.itertext()) for part in tree(shown).iterfind("details")]
    assert listed[0].startswith("Statements, with their ids: 1")
    assert shown.statements[0].id[:12] in listed[0]
    assert "“Council accepted the reef plan”" in listed[0]
    assert "Findings: 1" in listed[1]
    assert "no-date The report prints <no> date & more." in listed[1]
    assert "Read by tagger@00ff." in "".join(tree(shown).itertext())
    assert "Read by quotes 1." in "".join(tree(reading(steps=("quotes 1",))).itertext())


def test_the_phases_of_an_agreement_are_marked_as_well() -> None:
    phase = Phase(ordinal=2, evidence=at("before 14 boats sailed"))
    root = tree(reading(Agreement(kind="truce", phases=(phase,), evidence=at("reef plan"))))
    assert marked(root) == [("AG", "reef plan"), ("AG", "before 14 boats sailed")]


def test_nothing_of_a_report_is_taken_for_markup() -> None:
    text = "Say <script>alert('x')</script> & \"go\" &amp; \x00\x1b\ud83d\uffff <!-- ]]> --> end\r\nnext\rline"
    told = party("<script>alert('x')</script>", text)
    shown = reading(told, replace(told, name='" onmouseover="x'), text=text)
    titled = replace(shown, report=replace(shown.report, title="<img src='x' onerror='y'>"))
    for each in (shown, titled):
        root = tree(each)
        assert {e.tag for e in root.iter()} <= {
            "div", "ul", "li", "span", "small", "b", "bdi", "br", "code", "details", "summary",
        }  # fmt: skip
        names = {name for e in root.iter() for name in e.keys()}  # noqa: SIM118 - of an element, not a dict
        assert names <= {"style", "title", "dir", "role", "aria-label", "tabindex", "data-statements"}
        assert "\n".join(words(line) for line in lines(root)) == (
            text.replace("\x00", "␀").replace("\x1b", "␛").replace("\ud83d", "�").replace("\uffff", "�")
        )
    assert "pier.txt" in "".join(tree(shown).itertext())
    assert "C:" not in shown._repr_html_()


def test_nothing_is_fetched_or_run() -> None:
    made = reading(ACCEPTED, SAID, BOATS)._repr_html_()
    assert not re.search(r"<(script|link|img|iframe|style)|url\(|https?:|@import|javascript:", made)


def test_each_line_has_its_own_direction_and_codes_are_apart_from_it() -> None:
    text = "قال المجلس 42 يوما\nThe truce holds"
    root = tree(reading(party("42", text), text=text))
    assert [line.get("dir") for line in lines(root)] == ["auto", "auto"]
    assert words(lines(root)[0]) == "قال المجلس 42 يوما"
    (small,) = lines(root)[0].iter("small")
    assert "unicode-bidi:isolate" in str(small.get("style"))


def test_a_source_that_stays_unnamed_is_not_named() -> None:
    sealed = replace(SAID, speaker="Mara Oduya", mention="an aide", sealed=True)
    made = reading(sealed)._repr_html_()
    assert "Mara Oduya" not in made
    assert "mention: an aide" in made


def test_a_statement_in_one_line() -> None:
    due = Obligation(
        bearer="the League", action="release", quantity=Quantity(number=30), state="pending", evidence=at("boats")
    )
    assert line_of(due) == "bearer: the League; action: release; quantity: 30; state: pending"
    time = TimeExpression(
        type="date", value="2031-04-01", surface=at("Tuesday"), timex=Timex(type="DATE", value="2031-04-01")
    )
    assert line_of(time) == "type: date; value: 2031-04-01"


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


def test_every_kind_has_a_look_of_its_own() -> None:
    assert list(LOOKS) == [cls.KIND for cls in CONTENT_CLASSES]
    for values in ([look.code for look in LOOKS.values()], [look.colour for look in LOOKS.values()]):
        assert len(set(values)) == len(LOOKS)
    assert all(_CODE.fullmatch(look.code) for look in LOOKS.values())


@pytest.mark.parametrize("ground", ["#ffffff", "#1e1e1e", "#111111"])
def test_lines_and_letters_show_on_light_and_dark_grounds(ground: str) -> None:
    below = luminance(ground)
    letters = luminance("#212121" if below > 0.5 else "#cccccc")
    for look in LOOKS.values():
        assert contrast(luminance(look.colour), below) >= 3
        for depth in (1, 2, 3):  # passages within passages, as deep as they are tinted
            assert contrast(letters, _over(look.colour, ground, 1 - (1 - 0.13) ** depth)) >= 4.5


def _over(colour: str, ground: str, share: float) -> float:
    mixed = (round(share * int(colour[n : n + 2], 16) + (1 - share) * int(ground[n : n + 2], 16)) for n in (1, 3, 5))
    return luminance("#" + "".join(f"{part:02x}" for part in mixed))


@given(
    text=st.text(alphabet="ab <&\"'\n\r\té\u202e", min_size=1, max_size=40).filter(lambda t: bool(t.strip())),
    cuts=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=12),
)
def test_any_passages_of_any_text_leave_it_whole(text: str, cuts: list[tuple[int, int]]) -> None:
    extents = [(a, b) for a, b in cuts if a < b <= len(text) and text[a:b].strip()]
    passages = [Passage.of(text, a, b) for a, b in extents]
    contents = [Figure(what="other", number=n, evidence=(p,)) for n, p in enumerate(passages)]
    root = tree(reading(*contents, text=text))
    assert "\n".join(words(line) for line in lines(root)) == text
    shown = "".join(w for _, w in marked(root))
    assert all(part in shown for p in passages for part in p.text.split("\n"))


def test_long_texts_stay_quick_and_in_proportion() -> None:
    text = "\n".join(f"The envoy of bay {n} said that boat {n} sailed." for n in range(3000))
    contents = [party(f"boat {n} sailed", text) for n in range(0, 3000, 3)]
    made = reading(*contents, text=text)._repr_html_()
    assert len(made) < 12 * len(text)
    assert made.count("<small") == len(contents)


def test_many_layers_share_the_last_line() -> None:
    text = " ".join(f"w{n}" for n in range(30))
    contents = [Figure(what="other", number=n, evidence=(Passage.of(text, n, len(text) - n),)) for n in range(0, 24, 2)]
    lanes = {int(n) for n in re.findall(r"#df4949;padding-bottom:(\d+)px", reading(*contents, text=text)._repr_html_())}
    assert lanes == {n * module._STEP for n in range(module._LANES)}
