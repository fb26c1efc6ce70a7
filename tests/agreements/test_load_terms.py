from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from terms_case import PROPERTY, TRUCE
from trucewatch.agreements.form import terms_form
from trucewatch.agreements.form_shapes import (
    Section,
)
from trucewatch.agreements.load import TermsFileError, load_terms, read_terms_file, terms_from
from trucewatch.agreements.terms import (
    Act,
    Annex,
    Change,
    Length,
    Owed,
    Source,
    Terms,
    TermsObligation,
    TermsPhase,
    When,
)
from trucewatch.registers.yaml_file import FileMistake
from trucewatch.vocabulary.kinds import Quantity

EAST = timezone(timedelta(hours=3))


def mistakes_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(TermsFileError) as caught:
        terms_from(text, "truce.yaml")
    return [(one.line, str(one)) for one in caught.value.mistakes]


def with_line(found: str, instead: str) -> tuple[str, int]:
    """The truce with one line changed, and the number of this line."""
    assert TRUCE.count(found) == 1, found
    return TRUCE.replace(found, instead), TRUCE[: TRUCE.index(found)].count("\n") + 1


@pytest.fixture(scope="module")
def truce() -> Terms:
    return terms_from(TRUCE, "truce.yaml")


def obligation(terms: Terms, id_: str) -> TermsObligation:
    return next(each for each in terms.obligations if each.id == id_)


def test_the_whole_and_its_dates(truce: Terms) -> None:
    assert (truce.id, truce.on, truce.zone) == ("ansel-2031", date(2031, 4, 2), "Africa/Nairobi")
    assert truce.entry.signed == (When(at=date(2031, 3, 30)),)
    assert truce.entry.scheduled == (When(at=datetime(2031, 4, 2, 19, tzinfo=EAST)),)
    assert truce.entry.actual == (When(at=datetime(2031, 4, 2, 19, 30, tzinfo=EAST), sources=("S1",)),)
    assert truce.sources == (
        Source("S1", "joint statement", "https://example.org/a"),
        Source("S2", "a communique"),
        Source("S3", "a letter"),
    )


def test_a_word_stands_for_the_longer_form_and_one_for_a_list_of_one(truce: Terms) -> None:
    assert truce.phases[0] == TermsPhase(
        "phase-1", 1, starts=(When(anchor="entry_into_force"),), lengths=(Length("P42D"),), sources=("S1",)
    )
    assert truce.prohibited == (Act("mines"), Act("overflight", sources=("S2",)))
    assert truce.permitted == (Act("ploughing", "4"),)
    assert truce.annexes[1] == Annex("list of names")
    assert truce.notes == ("all names are invented",)
    assert obligation(truce, "free-captives").bearers == ("north",)


def test_alternatives_keep_their_order_and_their_sources(truce: Terms) -> None:
    assert truce.phases[1].lengths == (Length("P42D", sources=("S1",)), Length("P60D", sources=("S2",)))
    assert obligation(truce, "free-prisoners").due == (When(at=date(2031, 5, 1)), When(anchor="phase-1.end"))
    assert truce.phases[1].starts == (When(anchor="phase-1.end", offset="P1D", counting="exclusive"),)


def test_what_is_owed_by_category_and_with_an_open_number(truce: Terms) -> None:
    assert obligation(truce, "let-trucks-in").owed == (
        Owed(Quantity(number=60, qualifier="at least"), "trucks", per="P1D", sources=("S1",)),
        Owed(Quantity(number=None, qualifier="vague"), "trucks"),
    )


def test_amendments_keep_values_as_the_file_writes_them(truce: Terms) -> None:
    renewal, third = truce.amendments
    assert renewal.changes == (Change("phase-1.lasts", "P4M"),)
    assert third.changes[0] == Change("phases.phase-3", "{ordinal: 3, starts: phase-2.end, lasts: P10D}")


@pytest.mark.parametrize(
    ("found", "instead", "parts"),
    [
        ("terms: 1", "terms: 2", ["`terms: 2`", "expected 1"]),
        ("id: ansel-2031", "id: ansel 2031", ["an id of letters"]),
        ("title: Truce of Ansel", "titel: Truce", ["the key `titel`", "did you mean `title`?"]),
        ("\non: 2031-04-02", "\non: 2031-02-30", ["of the calendar"]),
        ("zone: Africa/Nairobi", "zone: Africa/Niarobi", ["did you mean `Africa/Nairobi`?"]),
        ("roles: party}", "roles: partty}", ["did you mean `party`?"]),
        ("through: south", "through: sout", ["one of north, south, militia, envoy", "did you mean `south`?"]),
        ("through: south", "through: militia", ["itself", "another party"]),
        ("bound: false", "bound: nay", ["true or false"]),
        ("signed: 2031-03-30", "signed: yesterday", ["a day, entry_into_force"]),
        ("signed: 2031-03-30", "signed: signature", ["a circle: signature -> signature"]),
        ("signed: 2031-03-30", "signed: {doubt: x}", ["`at`, `after` or `words`"]),
        ("at: 2031-04-02T19:30,", "at: 2031-04-02T19:30, after: signature,", ["both `at` and `after`"]),
        ("at: 2031-04-02T19:30,", "at: 2031-04-02T19:30, offset: P1D,", ["`offset` with `after`"]),
        ("at: 2031-04-02T19:30,", "at: 2031-04-02T25:30,", ["of the calendar"]),
        ("starts: entry_into_force", "starts: phase-2.end", ["phase-2.end -> phase-2.start -> phase-1.end"]),
        ("starts: entry_into_force", "starts: phase-9.end", ["phase-9.end"]),
        ("{ordinal: 1, starts", "{ordinal: 1.5, starts", ["a whole number from 1 on"]),
        ("starts: entry_into_force, lasts: P42D", "starts: entry_into_force, lasts: 42 days", ["ISO 8601", "P42D"]),
        ("    phase: phase-1", "    phase: phase1", ["did you mean `phase-1`?"]),
        ("owed: {number: 33", "owed: {number: many", ["a number from 0 on"]),
        ("owed: {number: 33, unit: captives}", "owed: 33", ["the keys number, qualifier, unit"]),
        ("    object: 33 captives", "    object: [33, captives]", ["`object: a list`", "expected words"]),
        ("after: free-captives", "after: free-prisoners", ["a circle: free-prisoners -> free-prisoners"]),
        ("duty: recurring", "duty: recuring", ["did you mean `recurring`?"]),
        ("action: allow_aid", "action: alow_aid", ["did you mean `allow_aid`?"]),
        ("get: free-prisoners", "get: free-captives", ["which is given too", "another obligation"]),
        ("of: phase-1,", "of: the truce,", ["phase-1, phase-2, free-captives"]),
        ("times: 1}", "times: 0}", ["a whole number from 1 on"]),
        ("complaint_within: PT48H", "complaint_within: P", ["ISO 8601"]),
        ("permitted: {words: ploughing, clause: \"4\"}", "permitted: {clause: \"4\"}", ["no `words` in `permitted`"]),
        ("{phase-1.lasts: P4M}", "{phase-1.last: P4M}", ["the path `phase-1.last`", "did you mean `phase-1.lasts`?"]),
        ("{phase-1.lasts: P4M}", "{phase-1.lasts: long}", ["ISO 8601"]),
        ("{phase-1.lasts: P4M}", "{amendments.renewal.on: 2031-01-01}", ["the path `amendments.renewal.on`"]),
        ("      no-fire.until: phase-3.end", "      phase-1.starts: phase-3.end", ["a circle", "once `third-phase`"]),
        ("{phase-1.lasts: P4M}", "{parties.envoy: null}", ["once `renewal` has taken effect"]),
        ("{phase-1.lasts: P4M}", "{obligations.no-fire: null, no-fire.place: here}", ["no `action` in `no-fire`"]),
        ("      phases.phase-3: {", "      phase-3.title: a\n      phases.phase-4: {", ["the path `phase-3.title`"]),
        ("  S3: a letter", "  S3:", ["no `what` in `S3`"]),
        ("  phase-1: {", "  agreement: {", ["which means something else in a path"]),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(found: str, instead: str, parts: list[str]) -> None:
    text, line = with_line(found, instead)
    line += instead.startswith("\n")
    told = mistakes_of(text)
    assert any(number == line and all(part in words for part in parts) for number, words in told), told


def test_all_mistakes_are_told_at_once() -> None:
    text = TRUCE
    for found, instead in (("zone: Africa/Nairobi", "zone: Nairobi"), ("bearer: north\n", "bearer: nort\n"),
                           ("  S3: a letter", "  S1: a letter"), ("\nnotes:", "\nnote:")):  # fmt: skip
        assert text.count(found) == 1
        text = text.replace(found, instead)
    told = mistakes_of(text)
    words = "\n".join(each for _, each in told)
    for part in ("did you mean", "the key `S1` a second time", "`sources: S3`", "the key `note`", "`bearer: nort`"):
        assert part in words, part
    assert [line for line, _ in told] == sorted(line for line, _ in told)


def test_what_an_amendment_makes_wrong_is_told_once() -> None:
    text = TRUCE.replace("      no-fire.until: phase-3.end", "      parties.envoy: null")
    told = [(line, words) for line, words in mistakes_of(text) if "chair: envoy" in words]
    assert [line for line, _ in told] == [text[: text.index("third-phase:")].count("\n") + 1]


def test_an_id_stands_in_one_section_alone() -> None:
    told = mistakes_of(TRUCE.replace("  committee: {", "  renew: {"))
    assert [words for _, words in told if "`renew`" in words and "`powers` too" in words]


def test_what_must_be_there_is_missed_by_its_key() -> None:
    told = [words for _, words in mistakes_of("terms: 1\nparties:\n  north:\n")]
    for key in ("id", "title", "on", "zone", "name", "roles"):
        assert any(f"no `{key}`" in words for words in told), key


@pytest.mark.parametrize("gap", ["2031-03-30T02:30", "2031-10-26T02:30"])
def test_an_hour_that_the_clocks_skip_or_repeat_needs_its_offset(gap: str) -> None:
    text = TRUCE.replace("zone: Africa/Nairobi", "zone: Europe/Oslo")
    told = mistakes_of(text.replace("signed: 2031-03-30", f"signed: {gap}"))
    assert [words for _, words in told] == [each for _, each in told if "an hour with its offset" in each]
    assert terms_from(text.replace("signed: 2031-03-30", f"signed: {gap}+01:00"), "x").entry.signed[0].at == (
        datetime.fromisoformat(f"{gap}+01:00")
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "an empty file"),
        ("- a\n", "no keys and values"),
        ("words\n", "no keys and values"),
        ("a: [", "expected YAML"),
        ("a: \x01", "expected YAML"),
        ("terms: 1\n---\nterms: 1\n", "expected YAML"),
        ("[" * 2_000, "expected"),
        ("terms: 1\nnotes: &a [x, *a]\n", "told by reference"),
        ("terms: 1\nparties: &a {}\nphases: *a\n", "told by reference"),
        ("terms: 1\nnotes: " + "[" * 30 + "]" * 30 + "\n", "too deep"),
        ("a" * 1_000_001, "too large"),
        ("? [a, b]\n: c\n", "the key `?`"),
    ],
)
def test_files_that_are_no_terms(text: str, part: str) -> None:
    assert any(part in words for _, words in mistakes_of(text))


def test_no_object_is_ever_made_of_a_tag(tmp_path: Path) -> None:
    here = tmp_path / "made"
    assert mistakes_of(TRUCE.replace("the valley of the Ansel", f"!!python/object/apply:os.mkdir ['{here}']"))
    assert not here.exists()


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(TermsFileError, match=r"the terms file .*nothing.yaml has one mistake"):
        load_terms(tmp_path / "nothing.yaml")
    path = tmp_path / "terms.yaml"
    path.write_bytes(TRUCE.encode().replace(b"valley", b"vall\xe9e"))
    with pytest.raises(TermsFileError, match="bytes that are no text"):
        load_terms(path)
    path.write_bytes(TRUCE.encode() + b"# " + "\u20ac".encode() * 400_000)
    with pytest.raises(TermsFileError, match="too large"):
        load_terms(path)
    path.write_bytes(b"\xef\xbb\xbf" + TRUCE.encode())
    assert load_terms(path) == terms_from(TRUCE, "truce.yaml")
    lines = read_terms_file(path).file
    assert lines.line_of("phases", "phase-2", "lasts", 1) == TRUCE[: TRUCE.index("P60D")].count("\n") + 1


def test_a_long_chain_of_phases_is_no_circle() -> None:
    chain = "".join(f"  p{number}: {{starts: p{number - 1}.end}}\n" for number in range(1, 1000))
    head = "terms: 1\nid: x\ntitle: t\non: 2031-01-01\nzone: UTC\nphases:\n"
    assert len(terms_from(f"{head}  p0: {{starts: signature}}\n{chain}", "x").phases) == 1000
    told = mistakes_of(f"{head}  p0: {{starts: p999.end}}\n{chain}")
    assert len(told) == 1
    assert "a circle" in told[0][1]


def test_the_form_has_a_key_for_every_attribute() -> None:
    """What the classes of terms can hold, a file can tell."""
    for field in terms_form().fields:
        if isinstance(field.shape, Section):
            record = field.shape.of
            told = {each.attribute for each in record.fields} | {attribute for attribute, _, _ in record.nested}
            assert {each.name for each in fields(record.made)} - {"id", "key"} <= told, field.key


def words_of(node: yaml.Node | None, *, keys: bool) -> Iterator[yaml.ScalarNode]:
    """Every word of the truce as the file has it; of its keys alone, those that are no ids and no paths."""
    if isinstance(node, yaml.ScalarNode):
        if not keys:
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from words_of(each, keys=keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not keys or key.value in FORM_KEYS:
                yield key
            yield from words_of(value, keys=keys)


FORM_KEYS = set(re.findall(r'"key": "([a-z_]+)"', json.dumps(asdict(terms_form()), default=str)))
COMPOSED = yaml.compose(TRUCE, Loader=yaml.SafeLoader)
WORDS = tuple(words_of(COMPOSED, keys=False))
KEYS = tuple(words_of(COMPOSED, keys=True))
SPOILT = [
    "", "zzz", "null", "12", "[]", "{}", "[a, b]", "{a: b}", "2031-13-01", "P", "*x", "&x y", "!!set {a}", "'", '"',
    ":", "phase-1.end", "north", "\t", "? a", "\x00", "P99999Y", "entry_into_force", "9" * 400,
    "2031-04-02T19:30+99:00",
]  # fmt: skip


@settings(PROPERTY, max_examples=50)
@given(st.sampled_from(WORDS), st.sampled_from(SPOILT))
def test_one_spoilt_word_is_told_or_gives_other_terms(word: yaml.ScalarNode, instead: str) -> None:
    text = TRUCE[: word.start_mark.index] + instead + TRUCE[word.end_mark.index :]
    mistakes: tuple[FileMistake, ...] = ()
    made: Terms | None = None
    try:
        made = terms_from(text, "spoilt.yaml")
    except TermsFileError as error:
        mistakes = error.mistakes
    last = text.count("\n") + 1
    assert all(1 <= one.line <= last and one.found and one.expected for one in mistakes)
    assert mistakes or made != terms_from(TRUCE, "truce.yaml") or instead.strip() == word.value


@PROPERTY
@given(st.sampled_from(KEYS), st.integers(0, 20))
def test_a_misspelt_key_is_told_in_its_line(word: yaml.ScalarNode, at: int) -> None:
    at %= len(word.value)
    spelt = word.value[:at] + "q" + word.value[at:]
    text = TRUCE[: word.start_mark.index] + spelt + TRUCE[word.end_mark.index :]
    told = mistakes_of(text)
    line = word.start_mark.line + 1
    assert any(number == line and f"the key `{spelt}`" in words for number, words in told), told
