"""Whose names stay at the desk, where they stand, and what takes their place.

A person counts as public where a report gives a public office or calls them a spokesperson, or where the user's file
or a register has them and does not call them private. Everybody else who is named is taken for private, also where
nobody said so; a source that does not want to be named is never named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from trucewatch.exports.keyed import ExportKey
from trucewatch.exports.material import Material
from trucewatch.exports.other_tables import members_of
from trucewatch.linking.actors import LinkedActor
from trucewatch.registers.known_actors import KnownActors
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

Why = Literal["private name", "sealed source"]
UNNAMED = "unnamed source"
UNKNOWN = "name withheld"
NO_OUTLET = "a report without an outlet"

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")  # accents may be characters of their own
_AGED = re.compile(r"([^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*)?), (?:aged )?\d{1,2},")
_LEAST = 3  # letters of a part of a name that is looked for by itself: "al" and "de" are nobody's
_LONGEST = 6  # words of a name
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady sheikh imam rabbi father sister brother general colonel "
    "captain major lieutenant sergeant corporal private judge president minister ambassador the and of for".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
# Words that stand at the head of a description and name nobody, however they are written.
_PLAIN = frozenset(
    "he she they it we i you who him her them us his hers their both each some all a an the in at on of from near "
    "one two three four several many another other".split()
)
Key = tuple[str, ...]


def folded(text: str) -> str:
    """Letters without case and accents, so that a name is found however it is spelt."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> Key:
    """The words of a text, folded."""
    return tuple(folded(m[0]) for m in _WORD.finditer(text))


def file_names(reports: Iterable[Report]) -> re.Pattern[str] | None:
    """The files that sentences of ours name where no outlet was declared; None: there is none.

    They tell of somebody's machine: `NO_OUTLET` stands in their place in whatever leaves.
    """
    files = sorted({r.name for r in reports if r.name and not r.outlet}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, files))) if files else None


@dataclass(frozen=True)
class Scrubbed:
    """A text without names that stay at the desk, and why something was taken out of it (None: nothing was)."""

    text: str
    why: Why | None = None


class PrivateNames:
    """The names of one view that stay at the desk.

    Args:
        material: the view.
        key: makes the pseudonyms.
    """

    def __init__(self, material: Material, key: ExportKey) -> None:
        self.persons: dict[str, str] = {}
        self.sealed: set[str] = set()
        self._spans: defaultdict[str, list[tuple[int, int, Why]]] = defaultdict(list)
        self._everywhere: dict[Key, tuple[str, Why]] = {}
        self._inside: defaultdict[str, dict[Key, tuple[str, Why]]] = defaultdict(dict)
        self._open: set[Key] = set()
        members = members_of(material)
        withheld = {a.id: why for a in material.actors.actors if (why := _why(a, members[a.id], material)) is not None}
        withheld |= self._aged(material, members, withheld)
        for actor in material.actors.actors:
            if actor.id not in withheld:
                self._open |= {words_of(form) for _, one in members[actor.id] for form in _forms(one, named=False)}
        # Whole names first: the parts of an open name that holds one are no open words.
        for actor in material.actors.actors:
            if withheld.get(actor.id) == "private name":
                self._withhold_person(actor, members[actor.id], key)
        offices = {
            o for a in material.actors.actors if a.id not in withheld for _, one in members[a.id] for o in one.offices
        }
        open_words = {word for form in self._open if not self._holds(form) for word in form} | _TITLES | _DAYS
        open_words |= {word for office in offices for word in words_of(office)}
        self._open = {form for form in self._open if not self._holds(form)}
        self._open_words = open_words
        for actor in material.actors.actors:
            if withheld.get(actor.id) == "private name":
                self._withhold_parts(actor, members[actor.id], open_words)
            elif actor.id in withheld:
                self._withhold_source(actor, members[actor.id])
        self._withhold_quotes(material)
        self._files = file_names(material.view.reports())

    def why(self, report_id: str, passage: Passage) -> Why | None:
        """Why a passage stays at the desk: it holds a name that does. None: it holds none."""
        for start, end, why in self._spans[report_id]:
            if start < passage.end and passage.start < end:
                return why
        return self.scrub(passage.text, (report_id,)).why

    def scrub(self, text: str, reports: Iterable[str] = ()) -> Scrubbed:
        """A text without the names.

        Args:
            text: words of reports or of ours.
            reports: the reports it speaks of; parts of names are looked for in these alone.
        """
        inside = [self._inside[report] for report in reports if report in self._inside]
        text = self._files.sub(NO_OUTLET, text) if self._files else text
        found = list(_WORD.finditer(text))
        keys = [folded(m[0]) for m in found]
        out, at, number, why = list[str](), 0, 0, None
        while number < len(found):
            length, put = self._longest(keys, number, inside, found)
            if put is not None:
                why = put[1] if why is None else why
                out += [text[at : found[number].start()], put[0]]
                at = found[number + length - 1].end()
            number += length
        return Scrubbed("".join((*out, text[at:])), why) if why else Scrubbed(text)

    def name(self, text: str, reports: Iterable[str] = ()) -> Scrubbed:
        """A value of a column that names somebody; who is no known actor is taken for a private person."""
        told, key = tuple(reports), words_of(text)
        for report in told:
            put = self._inside[report].get(key) if report in self._inside else None
            if put is not None:
                return Scrubbed(*put)
        done = self.scrub(text, told)
        if done.why is not None or key in self._open:
            return done
        unknown = self._open_words | _PLAIN
        if any(_is_proper(m[0]) and folded(m[0]) not in unknown for m in _WORD.finditer(text)):
            return Scrubbed(UNKNOWN, "private name")
        return done

    def address(self, url: str, reports: Iterable[str] = ()) -> Scrubbed:
        """A web address; "" where a name that its report gives, or a whole name of another one, is part of it."""
        words = words_of(url)
        forms = [self._everywhere, *(self._inside[report] for report in reports if report in self._inside)]
        for start in range(len(words)):
            for length in range(1, _LONGEST + 1):
                put = next((held[k] for held in forms if (k := words[start : start + length]) in held), None)
                if put is not None and put[0] != UNNAMED:
                    return Scrubbed("", put[1])
        return Scrubbed(url)

    def _longest(
        self, keys: list[str], number: int, inside: list[dict[Key, tuple[str, Why]]], found: list[re.Match[str]]
    ) -> tuple[int, tuple[str, Why] | None]:
        """How many words from one on are a name, and what takes their place; (1, None) where they are none."""
        for length in range(min(_LONGEST, len(keys) - number), 0, -1):
            key = tuple(keys[number : number + length])
            for held in (self._everywhere, *inside):
                put = held.get(key)
                # A part of a name is one only where it is written as a name: "hope" is a word, "Hope" may be she.
                if put is not None and (length > 1 or _is_proper(found[number][0])):
                    return length, put
        return 1, None

    def _aged(
        self, material: Material, members: dict[str, list[tuple[str, ReportActor]]], withheld: dict[str, Why]
    ) -> dict[str, Why]:
        """Actors that are no persons to the reading, but whose age a report gives beside the name."""
        aged = {(r.id, words_of(m[1])) for r in material.view.reports() for m in _AGED.finditer(r.text)}
        return {
            actor.id: "private name"
            for actor in material.actors.actors
            if actor.id not in withheld and actor.type != "person" and actor.code is None
            if any((report_id, words_of(form)) in aged for report_id, one in members[actor.id] for form in _forms(one))
        }

    def _holds(self, form: Key) -> bool:
        return any(form[i:j] in self._everywhere for i in range(len(form)) for j in range(i + 1, len(form) + 1))

    def _withhold_person(self, actor: LinkedActor, held: list[tuple[str, ReportActor]], key: ExportKey) -> None:
        put = self.persons[actor.id] = key.pseudonym(actor.id)
        for report_id, one in held:
            for form in _forms(one):
                bare = tuple(word for word in words_of(form) if word not in _TITLES)
                if len(bare) > 1:
                    self._everywhere[bare] = put, "private name"
            self._spans[report_id] += [
                (m.passage.start, m.passage.end, "private name") for m in one.mentions if m.how == "name"
            ]

    def _withhold_parts(self, actor: LinkedActor, held: list[tuple[str, ReportActor]], open_words: set[str]) -> None:
        put: tuple[str, Why] = self.persons[actor.id], "private name"
        for report_id, one in held:
            for form in _forms(one):
                for word in words_of(form):
                    if len(word) >= _LEAST and word not in open_words:
                        self._inside[report_id].setdefault((word,), put)
                if set(words_of(form)) - open_words:
                    self._inside[report_id].setdefault(words_of(form), put)

    def _withhold_source(self, actor: LinkedActor, held: list[tuple[str, ReportActor]]) -> None:
        self.sealed.add(actor.id)
        for report_id, one in held:
            told = [m for m in one.mentions if m.how != "pronoun"]
            self._spans[report_id] += [(m.passage.start, m.passage.end, "sealed source") for m in told]
            for form in _forms(one, named=False):
                self._inside[report_id][words_of(form)] = UNNAMED, "sealed source"

    def _withhold_quotes(self, material: Material) -> None:
        """What a quotation of a source that is not named says of it."""
        for statement in material.view.of(Quote):
            if not (quote := statement.content).sealed:
                continue
            forms = (quote.mention, quote.speaker, *quote.speaker_chain)
            for form in filter(None, forms):
                self._inside[statement.report_id][words_of(form)] = UNNAMED, "sealed source"
            for passage in quote.source:
                self._spans[statement.report_id].append((passage.start, passage.end, "sealed source"))


def _why(actor: LinkedActor, held: list[tuple[str, ReportActor]], material: Material) -> Why | None:
    """Why an actor's name stays at the desk; None: it may leave."""
    if any(one.sealed for _, one in held):
        return "sealed source"
    if _is_private_in_file(actor, material.known):
        return "private name"
    if actor.type != "person" or actor.code is not None:
        return None
    classes = {one.person for _, one in held}
    if "private" in classes or not classes & {"public_office", "spokesperson"}:
        return "private name"
    return None


def _is_private_in_file(actor: LinkedActor, known: KnownActors | None) -> bool:
    if known is None:
        return False
    found = (known.find(actor.name), known.by_id(actor.code) if actor.code is not None else None)
    return any(one is not None and one.private for one in found)


def _forms(one: ReportActor, *, named: bool = True) -> Iterator[str]:
    """The ways in which a report names an actor; `named`: by name alone, not by a noun or a pronoun."""
    yield one.name
    yield from one.aliases
    for mention in one.mentions:
        if mention.how == "name" or (not named and mention.how != "pronoun"):
            yield mention.passage.text


def _is_proper(word: str) -> bool:
    return word[0].isupper() or (not word.islower() and not word[0].isdigit())
