"""Names in a report: which stretches of tokens name a state, a body, a person, a movement or a place.

Registers give states and bodies; everything else is a run of proper nouns, typed by the entity recogniser and,
where that is silent or wrong, by the words beside it ("the ... rebels", "... Ministry").
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.lexicons import words
from trucewatch.registers.bodies import Body, body_forms
from trucewatch.registers.states import State, state_forms
from trucewatch.registers.territories import Territory, territory_forms

NameType = Literal["state", "party", "body", "person", "place", "media", "thing"]
NameHow = Literal["name", "demonym", "people", "capital", "seat"]
Entry = State | Body | Territory

_LONG_NAME = re.compile(
    r"((?:[A-Z][\w’'-]*|[A-Z]\.)(?:[ ,](?:[A-Z][\w’'-]*|of|for|the|and|de|del|la|para|in|on|-)){1,12})"
    r" \((?:the )?([A-Z][A-Za-z0-9/-]{1,11})\)"
)
_SMALL = frozenset("of for the and de del la para in on".split())
_PARTICLES = frozenset("al el bin ibn ben abu de da dos del der van von la le -".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas ramadan ramazan eid easter god islam muslim christian "
    "jan jan. feb feb. mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec. "
    "federal resolution resolutions article articles chapter session agencies "
    "mon mon. tue tue. tues. wed wed. thu thu. thurs. fri fri. sat sat. sun sun. gmt utc i".split()
)
_LOCATIVE = frozenset("in at near into across outside around to from through inside within over".split())
_PLACE_NOUNS = frozenset(
    "district province region city town village valley port airport border river county governorate camp area "
    "island islands peninsula corridor strip crossing highway road bridge mountains hills coast sea gulf "
    "neighbourhood neighborhood suburb front enclave sector base".split()
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z .'’/-]{2,40}(?:,[^\n–—(-]{0,40})?\s*(?:\([^)\n]{0,40}\)\s*)?(?:[–—]|--?)\s")
_DATELINE_TOKENS = 30
_ALSO_KNOWN = re.compile(
    r"((?:[A-Z][\w’'-]*)(?: (?:of|for|the|de|[A-Z][\w’'-]*)){0,9})"
    r"(?: \((?:the |or )?"
    r"|, (?:or|known as|better known as|also known as|known by \w+ (?:\w+ )?(?:initials|acronym)) (?:the )?)"
    r"([A-Z][A-Z0-9]{1,8}(?:-[A-Z0-9]+)?)(?=[),]| )"
)
_MOVEMENT_WORDS = frozenset(
    "front movement army party liberation forces brigade brigades tigers resistance revolutionary armed rebel "
    "coalition alliance militia guard people's people’s defence defense unity opposition republic".split()
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
    long_names = dict(_spelt_out(doc.text))
    known = _without_overlaps(_from_registers(doc, long_names))
    taken = {i for name in known for i in range(name.first, name.last)}
    runs = list(_proper_runs(doc, taken))
    types = _run_types(doc, runs)
    found = list(known)
    for first, last in runs:
        type_, is_movement = types[_key(doc, first, last)]
        found.append(Name(first, last, _form(doc, first, last), type_, is_movement=is_movement))
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


@functools.cache
def _register() -> tuple[re.Pattern[str], Mapping[str, tuple[Entry, str]]]:
    """One pattern over all forms of states and bodies, longest first, and what each form means."""
    forms: dict[str, tuple[Entry, str]] = {form: (body, "name") for form, body in body_forms().items()}
    forms.update({form: (place, how) for form, (place, how) in territory_forms().items()})
    forms.update({form: (state, how) for form, (state, how) in state_forms().items()})
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w])"), forms


def _from_registers(doc: Doc, long_names: Mapping[str, str]) -> Iterator[Name]:
    covered: list[tuple[int, int]] = []
    for long in sorted(long_names, key=len, reverse=True):
        if _STATE_FORM.match(long):
            continue
        for m in re.finditer(re.escape(long), doc.text):
            covered.append(m.span())
            if long not in _register()[1]:
                span = doc.char_span(*m.span(), alignment_mode="expand")
                is_body = _has(long, "body_words") and not _is_movement(long)
                if span is not None:
                    type_: NameType = "thing" if is_thing(long) else "body" if is_body else "party"
                    yield Name(span.start, span.end, long, type_, is_movement=type_ == "party")
    matches = list(_register_matches(doc, covered))
    printed = _printed_forms(matches)
    for span, entry, how in matches:
        yield _register_name(doc, span, entry, how, printed)


_STATE_FORM = re.compile(r"(?:Government|Republic|Kingdom|State) of ")


def _register_matches(doc: Doc, covered: list[tuple[int, int]]) -> Iterator[tuple[Span, Entry, str]]:
    """Every register form in the text that is not part of a longer name."""
    pattern, forms = _register()
    for m in pattern.finditer(doc.text.replace("’", "'")):
        if any(a <= m.start() and m.end() <= b and (a, b) != m.span() for a, b in covered):
            continue
        span = doc.char_span(m.start(), m.end(), alignment_mode="expand")
        if span is None or span.text.replace("’", "'").strip("'s-") != m.group().strip("'s-"):
            continue
        if not _inside_a_longer_name(doc, span.start, span.end):
            yield span, *forms[m.group()]


def _printed_forms(matches: list[tuple[Span, Entry, str]]) -> Mapping[str, str]:
    """How the report itself calls each entry: a body by its longest form, a state by its commonest."""
    forms: dict[str, Counter[str]] = {}
    for span, entry, how in matches:
        if how == "name":
            forms.setdefault(entry.name, Counter())[_form(span.doc, span.start, span.end)] += 1
    by_name = {entry.name: entry for _, entry, _ in matches}
    return {
        name: max(counter, key=len) if isinstance(by_name[name], Body) else counter.most_common(1)[0][0]
        for name, counter in forms.items()
    }


def _register_name(doc: Doc, span: Span, entry: Entry, how: str, printed: Mapping[str, str]) -> Name:
    form = printed.get(entry.name, entry.name)
    if isinstance(entry, Body):
        return Name(span.start, span.end, form, "body")
    extended = _extended(doc, span.start, span.end) if how in {"name", "demonym"} else None
    if extended is not None:
        first, last = extended
        is_body = doc[last - 1].lower_ in words("body_words")
        return Name(first, last, _form(doc, first, last), "body" if is_body else "party", is_movement=not is_body)
    if isinstance(entry, Territory):
        return Name(span.start, span.end, form, "place", cast("NameHow", how))
    if how == "capital" and _is_locative(span.root):
        return Name(span.start, span.end, span.text, "place")
    return Name(span.start, span.end, form, "state", cast("NameHow", how))


def _extended(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    """The whole of a name that a place only begins or ends: "Ruritanian Relief Authority", "Free Karsa Movement"."""
    end = last
    while end < len(doc) and doc[end].text[:1].isupper() and _is_proper(doc[end]):
        end += 1
    if end == last or doc[end - 1].lower_ not in words("body_words") | (_MOVEMENT_WORDS - _ARMY_WORDS):
        return None
    start = first
    while (
        start > 0
        and doc[start - 1].text[:1].isupper()
        and doc[start - 1].pos_ == "PROPN"
        and _is_proper(doc[start - 1])
    ):
        start -= 1
    return start, end


def _is_locative(token: Token) -> bool:
    """Stands where a place stands: "in Ansel", "the Ansel meeting", or in the dateline."""
    if token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE:
        return True
    if token.dep_ in {"appos", "conj", "npadvmod"}:
        return token.dep_ != "conj" or _is_locative(token.head)
    return token.idx < _dateline_end(token.doc)


def _dateline_end(doc: Doc) -> int:
    """Where the dateline ends ("PORT ANSEL, March 3 (Wire) - "); 0 where there is none."""
    dateline = _DATELINE.match(doc[:_DATELINE_TOKENS].text)
    return dateline.end() if dateline is not None else 0


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


def _proper_runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns outside known names and titles, with particles and hyphens inside."""
    i = 0
    while i < len(doc):
        if not _is_proper(doc[i]) or i in taken:
            i += 1
            continue
        j = i + 1
        while j < len(doc) and j not in taken:
            if _is_proper(doc[j]) or _joins(doc, j, taken):
                j += 1
            else:
                break
        yield i, j
        i = j


def _is_proper(token: Token) -> bool:
    if not token.text[:1].isupper() or token.is_punct:
        # "m23", "al-Hadi": a lower-case token is proper only as the recogniser's person or organisation
        return (
            token.text[:1].isalpha()
            and token.text[:1].islower()
            and token.pos_ == "PROPN"
            and token.ent_type_ == "PERSON"
        )
    low = token.lower_
    if token.i and token.doc[token.i - 1].lower_.rstrip(".") in _COURTESY:
        return True  # "Mr Major" is a person, whatever the word means elsewhere
    singular = low.removesuffix("s")
    if low in _CALENDAR or _has_lower_prefix(token):
        return False
    if low in words("office_nouns") or singular in words("office_nouns"):
        return False
    if singular in words("side_nouns") and not _has_proper_neighbour(token):
        return False
    if low in words("title_words") and not (low in _ALSO_IN_NAMES and token.i and _is_proper(token.nbor(-1))):
        return False
    if token.pos_ == "PROPN":
        return True
    return (
        token.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}
        and token.pos_ in {"NOUN", "ADJ", "X", "ADV", "VERB"}
        and not (token.is_sent_start and token.pos_ in {"ADV", "VERB"})
    )


_COURTESY = frozenset("mr mrs ms miss dr sir lord dame".split())
_ARMY_WORDS = frozenset("army forces guard militia defence defense armed".split())
_ALSO_IN_NAMES = frozenset(
    "defence defense opposition army rebel political military state justice information high".split()
)


def _has_proper_neighbour(token: Token) -> bool:
    """The "Army" of a longer name, not the capitalised "Government" of official prose."""
    before = token.doc[token.i - 1] if token.i else None
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return any(t is not None and t.pos_ == "PROPN" and t.text[:1].isupper() for t in (before, after))


def _has_lower_prefix(token: Token) -> bool:
    """The "Ruritanian" of "pro-Ruritanian" names no actor."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return False
    return token.nbor(-2).lower_ in {"pro", "anti", "non", "ex", "post", "pre"}


def _joins(doc: Doc, j: int, taken: set[int]) -> bool:
    """A particle, hyphen, possessive or "of" between two proper nouns of one name."""
    if j + 1 >= len(doc) or j + 1 in taken or not _is_proper(doc[j + 1]):
        return False
    low = doc[j].lower_
    same_entity = doc[j].ent_iob_ == "I" and doc[j + 1].ent_iob_ == "I"
    if low in _PARTICLES:
        return low != "-" or (not doc[j - 1].whitespace_ and not doc[j].whitespace_)
    return same_entity and (low in _SMALL or low in {"'s", "’s", "&"})


def _form(doc: Doc, first: int, last: int) -> str:
    text: str = doc[first:last].text
    return re.sub(r"(?:’s|'s|’|')$", "", re.sub(r"\s+", " ", text)).strip()


def _key(doc: Doc, first: int, last: int) -> str:
    return _form(doc, first, last).casefold()


def _run_types(doc: Doc, runs: list[tuple[int, int]]) -> dict[str, tuple[NameType, bool]]:
    """One type a form for the whole report, voted by all its places, and whether it is surely a movement."""
    votes: dict[str, Counter[NameType]] = {}
    for first, last in runs:
        votes.setdefault(_key(doc, first, last), Counter()).update(_vote(doc, first, last))
    titled = {_key(doc, first, last) for first, last in runs if first and _is_title(doc[first - 1])}
    persons = [key for key, counter in votes.items() if " " in key and _decide(counter) == "person"]
    surnames = {part for key in persons for part in key.split()}
    decided: dict[str, tuple[NameType, bool]] = {}
    for key, counter in votes.items():
        type_ = _decide(counter)
        if type_ == "person" and " " not in key and key not in surnames | titled:
            type_ = "place"  # one bare word is a person only with a title or a full name elsewhere in the report
        if key in surnames:
            type_ = "person"
        if is_thing(key):
            type_ = "thing"
        decided[key] = type_, type_ == "party" and counter["party"] >= _SURELY
    return decided


def is_thing(name: str) -> bool:
    """Does a name's last word say that it names a text, a place of prayer, an event: nobody who acts?"""
    return name.casefold().split()[-1] in _THINGS


_THINGS = frozenset(
    "plan proposal agreement agreements accord accords convention conventions charter protocol protocols statute "
    "treaty "
    "roadmap initiative question mosque church war wars conference summit process programme program memorandum pact "
    "declaration airport camp law act genocide day prize".split()
)
_SURELY = 5
"""Votes from which a name is taken for a movement's: one clear neighbour ("... rebels") or several weak signs."""


def _is_movement(name: str) -> bool:
    return any(part in _MOVEMENT_WORDS for part in name.casefold().split())


def _decide(votes: Counter[NameType]) -> NameType:
    order: tuple[NameType, ...] = ("person", "party", "media", "body", "place", "state")
    return max(order, key=lambda t: (votes[t], -order.index(t)))


def _vote(doc: Doc, first: int, last: int) -> Counter[NameType]:
    """What one place says about a name's type: the words in it, the words beside it, the entity recogniser."""
    text = _form(doc, first, last)
    head = doc[first:last].root
    entity = Counter(t.ent_type_ for t in doc[first:last]).most_common(1)[0][0]
    votes: Counter[NameType] = Counter(_ENTITY_VOTES.get(entity, {}))
    votes.update(_vote_by_neighbours(doc, first, last, entity))
    if _has(text, "media_words"):
        votes["media"] += 6
    elif _has(text, "body_words"):
        votes["body"] += 4
    if first + 1 < last and _is_movement(text):
        votes["party"] += 5 if entity != "PERSON" else 4 if "people" in text.casefold() else 0
    if head.idx < _dateline_end(doc):
        votes["place"] += 8
    if head.pos_ == "ADJ":
        votes["place"] += 3
    if head.tag_ == "NNPS":
        votes["party"] += 3
    if len(text) > 1 and text.isupper():
        votes["party"] += 2
    if head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE:
        votes["place"] += 2
    if head.dep_ in {"nsubj", "agent"} and entity == "GPE":
        votes["party"] += 1
    return votes


_ENTITY_VOTES: Mapping[str, Mapping[NameType, int]] = {
    "PERSON": {"person": 3}, "ORG": {"party": 2}, "NORP": {"party": 2},
    "GPE": {"place": 2}, "LOC": {"place": 3}, "FAC": {"place": 3},
}  # fmt: skip


def _vote_by_neighbours(doc: Doc, first: int, last: int, entity: str) -> Counter[NameType]:
    before = doc[first - 1].lower_ if first else ""
    after = doc[last].lower_ if last < len(doc) else ""
    votes: Counter[NameType] = Counter()
    if after in words("group_nouns") or before in words("group_nouns"):
        votes["party"] += 5
    elif entity == "NORP" and doc[first:last].root.dep_ in {"amod", "compound"}:
        votes["place"] += 3
    if first and _is_title(doc[first - 1]):
        votes["person"] += 5
    if after in words("office_nouns") or after in {"spokesman", "fighters", "forces"}:
        votes["party"] += 2
    if before == "the" and doc[first:last].text.endswith("s") and last - first == 1:
        votes["party"] += 3
    of_a_place = before in _PLACE_NOUNS | {"of"} and first > 1 and doc[first - 2].lower_ in _PLACE_NOUNS
    if after in _PLACE_NOUNS or of_a_place:
        votes["place"] += 5
    return votes


def _is_title(token: Token) -> bool:
    """May a person's name follow it at once ("Gen.", "spokeswoman")?"""
    return token.lower_ in words("title_words") or token.lower_ in words("office_nouns") - {"head", "source"}


def _has(text: str, lexicon: str) -> bool:
    return any(part in words(lexicon) for part in re.split(r"[\s’'-]+", text.casefold()))
