"""Names in a report: which stretches of tokens name a state, a body, a person, a movement or a place.

Registers give states and bodies; everything else is a run of proper nouns, typed by the entity recogniser and,
where that is silent or wrong, by the words beside it ("the ... rebels", "... Ministry").
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.actor_runs import form_of, in_dateline, is_proper, key_of, proper_runs
from trucewatch.reading.actor_states import acting_states
from trucewatch.reading.actor_types import (
    ARMY_WORDS,
    LOCATIVE,
    MOVEMENT_WORDS,
    NameType,
    has_word,
    is_movement_name,
    is_thing,
    run_types,
)
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import text_of
from trucewatch.registers.bodies import Body, body_forms
from trucewatch.registers.groups import Group, group_forms_in_text
from trucewatch.registers.states import State, state_forms
from trucewatch.registers.territories import Territory, territory_forms

NameHow = Literal["name", "demonym", "people", "capital", "seat"]
Entry = State | Body | Territory | Group

_LONG_NAME = re.compile(
    r"((?:[A-Z][\w’'-]*|[A-Z]\.)(?:,? (?:[A-Z][\w’'-]*|of|for|the|and|de|del|la|para|in|on|-)){1,12})"
    r" \((?:the )?([A-Z][A-Za-z0-9/-]{1,11})\)"
)
_ALSO_KNOWN = re.compile(
    r"((?:[A-Z][\w’'-]*)(?: (?:of|for|the|de|in|on|[A-Z][\w’'-]*)){0,9})"
    r"(?: \((?:the |or )?"
    r"|, (?:or|known as|better known as|also known as|known by \w+ (?:\w+ )?(?:initials|acronym)) (?:the )?)"
    r"([A-Z][A-Z0-9]{1,8}(?:-[A-Z0-9]+)?)(?=[),]| )"
)
_SHORT_FIRST = re.compile(
    r"\b([A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]{3,10}) \((?:the |formally |officially )?"
    r"([A-Z][\w’'-]+(?: (?:of|for|the|and|de|[A-Z][\w’'-]*)){1,8})\)"
)
_INSTITUTION = re.compile(
    r"\b(?:Ministry|Department|Directorate) (?:of|for) (?:the )?[A-Z][\w’-]+(?:(?: and| &)? [A-Z][\w’-]+){0,4}"
)


@dataclass(frozen=True)
class Name:
    """A named thing at one place: token offsets, what it is, and its form for the record.

    Attributes:
        first: number of its first token.
        last: number after its last token.
        form: the form to know it by (register name of a state, else as printed).
        type: what it names.
        how: by its own name, as an adjective, as its people, or by capital or seat.
        is_movement: the words beside it or in it say that it is an armed or political movement.
    """

    first: int
    last: int
    form: str
    type: NameType
    how: NameHow = "name"
    is_movement: bool = False


def find_names(doc: Doc) -> tuple[Name, ...]:
    """All names of a text in order; none overlaps another."""
    long_names = dict(_spelt_out(text_of(doc)))
    known = _without_overlaps(_from_registers(doc, long_names))
    taken = {i for name in known for i in range(name.first, name.last)}
    runs = list(proper_runs(doc, taken))
    types = run_types(doc, runs)
    states = acting_states(doc, runs, types)
    found = list(known)
    heads = [m.span() for m in _CAPITAL_LINE.finditer(text_of(doc))]
    inside = {r for r in runs if any(a <= doc[r[0]].idx < b for a, b in heads)}
    elsewhere = {key_of(doc, *r) for r in runs if r not in inside}
    for first, last in runs:
        if (first, last) in inside and key_of(doc, first, last) not in elsewhere and not in_dateline(doc[first]):
            continue  # a heading in capitals shows nothing of what is a name
        state = states.get(key_of(doc, first, last))
        if state is not None:
            found.append(Name(first, last, state[0], "state", state[1]))
            continue
        type_, is_movement = types[key_of(doc, first, last)]
        found.append(Name(first, last, form_of(doc, first, last), type_, is_movement=is_movement))
    return tuple(sorted(found, key=lambda n: n.first))


def _without_overlaps(names: Iterator[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.first, -n.last)):
        if not kept or name.first >= kept[-1].last:
            kept.append(name)
    return kept


def acronyms(text: str) -> Mapping[str, str]:
    """Acronyms that the text itself ties to a name: "NLF" -> "National Liberation Front"."""
    found = {m[2]: m[1] for m in _ALSO_KNOWN.finditer(text) if " " in m[1] or not m[1].isupper()}
    found |= {short: long for long, short in _spelt_out(text)}
    bare = {short: re.sub(r"^The ", "", long) for short, long in found.items()}
    return {short: re.sub(r"^(?:Government|Republic|Kingdom|State) of (?:the )?", "", n) for short, n in bare.items()}


def _spelt_out(text: str) -> Iterator[tuple[str, str]]:
    """(long name, acronym) for every "Long Name (LN)" whose capitals agree."""
    for m in _LONG_NAME.finditer(text):
        tokens = m[1].split()
        for begin in range(len(tokens)):
            part = tokens[begin:]
            capitals = "".join(w[0] for w in part if w[0].isupper())
            if part[0][0].isupper() and capitals.lower() == re.sub(r"[^a-z]", "", m[2].lower()):
                yield " ".join(part), m[2]
                break
        else:
            part = re.split(r" and the |^The |, ", m[1])[-1]
            if _names_a_group(part) and sum(map(str.isupper, m[2])) > 1:
                yield part, m[2]  # initials of another language: "Ruritanian National Resistance (RENARU)"
    for m in _SHORT_FIRST.finditer(text):
        if _names_a_group(m[2]):
            yield m[2], m[1]


def _names_a_group(long: str) -> bool:
    """Is a name of several words surely a movement's or a body's, not a state's?"""
    known = _register()[1].get(long)
    plain = " " in long and not _STATE_FORM.match(long) and (known is None or isinstance(known[0], Group))
    return plain and (is_movement_name(long) or has_word(long, "body_words")) and not is_thing(long)


@functools.cache
def _register() -> tuple[re.Pattern[str], Mapping[str, tuple[Entry, str]]]:
    """One pattern over all forms of states and bodies, longest first, and what each form means."""
    forms: dict[str, tuple[Entry, str]] = {form: (group, "name") for form, group in group_forms_in_text().items()}
    forms.update({form: (body, "name") for form, body in body_forms().items()})
    forms.update({form: (place, how) for form, (place, how) in territory_forms().items()})
    forms.update({form: (state, how) for form, (state, how) in state_forms().items()})
    return _one_of(forms), forms


def _one_of(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole words, longest first; forms that begin alike stand together, so that few are tried."""
    alike: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        alike.setdefault(form[:2], []).append(re.escape(form))
    return re.compile(r"(?<![\w-])(?:" + "|".join(_with_lead(*each) for each in alike.items()) + r")(?![\w])")


def _with_lead(lead: str, escaped: Sequence[str]) -> str:
    first = re.escape(lead)
    return f"{first}(?:{'|'.join(each.removeprefix(first) for each in escaped)})"


def _from_registers(doc: Doc, long_names: Mapping[str, str]) -> Iterator[Name]:
    covered: list[tuple[int, int]] = []
    for long in sorted(long_names, key=len, reverse=True):
        if _STATE_FORM.match(long):
            continue
        for m in re.finditer(re.escape(long), text_of(doc)):
            covered.append(m.span())
            if long not in _register()[1]:
                span = doc.char_span(*m.span(), alignment_mode="expand")
                is_body = has_word(long, "body_words") and not is_movement_name(long)
                if span is not None:
                    type_: NameType = "thing" if is_thing(long) else "body" if is_body else "party"
                    yield Name(span.start, span.end, long, type_, is_movement=type_ == "party")
    for m in _INSTITUTION.finditer(text_of(doc)):
        span = doc.char_span(*m.span(), alignment_mode="expand")
        if span is not None:
            covered.append(m.span())
            yield Name(span.start, span.end, form_of(doc, span.start, span.end), "body")
    matches = list(_register_matches(doc, covered))
    printed = _printed_forms(matches)
    for span, entry, how in matches:
        yield _register_name(doc, span, entry, how, printed)


_STATE_FORM = re.compile(r"(?:Government|Republic|Kingdom|State) of ")


def _register_matches(doc: Doc, covered: list[tuple[int, int]]) -> Iterator[tuple[Span, Entry, str]]:
    """Every register form in the text that is not part of a longer name."""
    pattern, forms = _register()
    text = text_of(doc).replace("’", "'")
    shouted = (m for line in _CAPITAL_LINE.finditer(text) for m in _shouted()[0].finditer(text, *line.span()))
    for m in itertools.chain(pattern.finditer(text), shouted):
        if any(a <= m.start() and m.end() <= b and (a, b) != m.span() for a, b in covered):
            continue
        span = doc.char_span(m.start(), m.end(), alignment_mode="expand")
        if span is None or span.text.replace("’", "'").strip("'s-") != m.group().strip("'s-"):
            continue
        if not _inside_a_longer_name(doc, span.start, span.end):
            yield span, *(forms.get(m.group()) or _shouted()[1][m.group()])


_CAPITAL_LINE = re.compile(r"^(?=[^\n]*[A-Z]{4})[^a-z\n]+$", re.MULTILINE)


@functools.cache
def _shouted() -> tuple[re.Pattern[str], Mapping[str, tuple[Entry, str]]]:
    """The same for lines wholly in capitals, where "SECURITY COUNCIL" is told."""
    shouted = {form.upper(): entry for form, entry in _register()[1].items() if len(form) >= _LEAST_SHOUTED}
    return _one_of(shouted), shouted


_LEAST_SHOUTED = 5  # shorter words in capitals may be plain words


def _printed_forms(matches: list[tuple[Span, Entry, str]]) -> Mapping[str, str]:
    """How the report itself calls each entry: a body by its longest form, a state by its commonest."""
    forms: dict[str, Counter[str]] = {}
    for span, entry, how in matches:
        if how == "name":
            forms.setdefault(entry.name, Counter())[form_of(span.doc, span.start, span.end)] += 1
    by_name = {entry.name: entry for _, entry, _ in matches}
    return {
        name: max(counter, key=len) if isinstance(by_name[name], Body | Group) else counter.most_common(1)[0][0]
        for name, counter in forms.items()
    }


def _register_name(doc: Doc, span: Span, entry: Entry, how: str, printed: Mapping[str, str]) -> Name:
    form = printed.get(entry.name, entry.name)
    if isinstance(entry, Body):
        return Name(span.start, span.end, form, "body")
    if isinstance(entry, Group):
        return Name(span.start, span.end, form, "party", is_movement=True)
    extended = _extended(doc, span.start, span.end) if how in {"name", "demonym"} else None
    if extended is not None:
        first, last = extended
        is_body = doc[last - 1].lower_ in words("body_words")
        return Name(first, last, form_of(doc, first, last), "body" if is_body else "party", is_movement=not is_body)
    if isinstance(entry, Territory):
        return Name(span.start, span.end, form, "place", cast("NameHow", how))
    if how == "capital" and _is_locative(span.root):
        return Name(span.start, span.end, span.text, "place")
    return Name(span.start, span.end, form, "state", cast("NameHow", how))


def _extended(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    """The whole of a name that a place only begins or ends: "Ruritanian Relief Authority", "Free Karsa Movement"."""
    end = last
    while end < len(doc) and doc[end].text[:1].isupper() and is_proper(doc[end]):
        end += 1
    if end == last or doc[end - 1].lower_ not in words("body_words") | (MOVEMENT_WORDS - ARMY_WORDS):
        return None
    start = first
    while (
        start > 0 and doc[start - 1].text[:1].isupper() and doc[start - 1].pos_ == "PROPN" and is_proper(doc[start - 1])
    ):
        start -= 1
    return start, end


def _is_locative(token: Token) -> bool:
    """Stands where a place stands: "in Ansel", "the Ansel meeting", or in the dateline."""
    if token.dep_ == "pobj" and token.head.lower_ in LOCATIVE:
        return True
    if token.dep_ in {"compound", "amod", "nmod"} and token.head.lemma_.lower() in _held_there():
        return True
    if token.dep_ in {"appos", "conj", "npadvmod"}:
        return token.dep_ != "conj" or _is_locative(token.head)
    return in_dateline(token)


@functools.cache
def _held_there() -> frozenset[str]:
    """Nouns before which a capital is where something was held or signed, not its government."""
    return words("deal_nouns") | words("talk_nouns") | {"district", "suburb", "airport", "conference"}


def _inside_a_longer_name(doc: Doc, first: int, last: int) -> bool:
    """Part of a person's name ("Jordan Reyes", "Michael Chad") or of a newspaper's, by the entity recogniser."""
    entity = doc[first].ent_type_
    if entity == "PERSON" and first > 0 and doc[first - 1].ent_type_ == "PERSON" and doc[first].ent_iob_ == "I":
        return True
    nxt = doc[last] if last < len(doc) else None
    return (
        entity == "PERSON"
        and nxt is not None
        and nxt.ent_type_ == "PERSON"
        and nxt.ent_iob_ == "I"
        and nxt.text[:1].isupper()
    )
