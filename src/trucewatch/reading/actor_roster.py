"""Who has been met in a report: one actor in the making a name, and the mentions tied so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from spacy.tokens import Doc, Token

from trucewatch.reading.actor_background import learned_initials, movements, state_at_home
from trucewatch.reading.actor_draft import Draft, Found, plain_form, tidy
from trucewatch.reading.actor_labels import with_labels
from trucewatch.reading.actor_leads import nicknames
from trucewatch.reading.actor_memory import Memory
from trucewatch.reading.actor_names import Name, acronyms, find_names
from trucewatch.reading.actor_same_names import initials_told, unified
from trucewatch.reading.actor_types import is_thing
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import text_of
from trucewatch.reading.speaker_gender_signs import Gender, gender_of_title, genders_told
from trucewatch.reading.speaker_headings import heading_names

_SEVERAL = 2


class Roster:
    """The names of one report and the actors behind them.

    Attributes:
        names: the name at each token that is part of one.
        shortened: forms that only a headline has, and the form that the text below has for them.
        memory: the mentions tied so far.
        home: the state that "the government" means, None where none stands out.
        is_internal: no other state is told of nearly as often.
        movement: the armed or political movement told of most, None where there is none.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.short = dict(acronyms(text_of(doc)))
        found = with_labels(doc, find_names(doc))
        self.short |= initials_told(found, self.short)
        names = [n for n in unified(doc, found) if not is_thing(self.short.get(n.form, "-"))]
        self.names = {i: name for name in names for i in range(name.first, name.last)}
        self.shortened = heading_names(doc, names)
        self.persons: list[Draft] = []
        self.others: dict[str, Draft] = {}
        self.memory = Memory()
        self.movements = movements(names)
        self.short |= learned_initials(text_of(doc), self.movements)
        self._prepare_persons()
        for name in names:
            if name.type in {"state", "body"}:  # a register knows better than a line in capitals what a name is
                self.other(self.short.get(name.form, name.form), name.type)
        self._bodies = [n for n in names if n.type in {"body", "party"} and " " in n.form]
        home, self.is_internal = state_at_home(doc, names)
        self.home = self.named(home) if home is not None else None
        known = [self.short.get(form, form) for form in self.movements]
        self.movement = self.other(known[0], "party") if known else None

    def _prepare_persons(self) -> None:
        """Full names first, so that a surname finds its bearer even where it comes before."""
        forms = {n.form for n in self.names.values() if n.type == "person"} - set(self.shortened)
        for form in sorted(forms, key=lambda f: (-len(f.split()), f)):
            if self.person_of(form) is None:
                self.persons.append(Draft(form, "person"))
        self.nicknames = nicknames(text_of(self.doc), forms)

    def person_of(self, form: str) -> Draft | None:
        """The person of a full name or of a part of it that ends in a name of theirs."""
        return next(self._persons_of(form), None)

    def _persons_of(self, form: str) -> Iterator[Draft]:
        parts = form.casefold().split()  # "Al-Sharif" opens a sentence, and "al-Sharif" does not
        for person in self.persons:
            own = person.name.casefold().split()
            if form == person.name or (parts[-1] in own and set(parts) <= set(own)):
                yield person

    def _bearer(self, form: str, first: int) -> Draft | None:
        """The person of a form; of several with one surname the one whom "Mr." or "Mrs." before it fits, named last."""
        bearers = list(self._persons_of(form))
        if len(bearers) < _SEVERAL or " " in form:
            return bearers[0] if bearers else None
        title = gender_of_title(self.doc[first - 1].text) if first else None
        fitting = [p for p in bearers if title is None or self._genders.get(p.name, title) == title]
        known = [p for p in fitting if title is not None and self._genders.get(p.name) == title]
        chosen = {id(p) for p in known or fitting or bearers}
        last = self.memory.last_person(lambda p: id(p) in chosen)
        return last or next(p for p in bearers if id(p) in chosen)

    @cached_property
    def _genders(self) -> Mapping[str, Gender]:
        """Who of those named in full is "he" or "she"."""
        persons = dict.fromkeys(n for n in self.names.values() if n.type == "person")
        told = [(n.first, n.last, n.form if " " in n.form else "") for n in persons]
        return genders_told(self.doc, self.doc.sents, sorted(told))

    def named(self, name: Name) -> Draft:
        """The actor behind a name."""
        if name.type == "person" or name.form in self.nicknames:
            form = self.shortened.get(name.form, name.form)
            person = self._bearer(self.nicknames.get(form, form), name.first)
            if person is None:
                person = Draft(form, "person")
                self.persons.append(person)
            if form != person.name:
                person.aliases.setdefault(form)
            return person
        form = self.shortened.get(name.form, name.form)
        form = self.short.get(form, form)
        if name.type == "party" and " " not in form:
            form = next((n for n in self.movements if form != n and form in re.split("[ -]", n)), form)
        elif name.type == "body" and form.casefold() in words("body_words"):
            form = self._long_form(form, name.first)
        draft = self.other(form, name.type)
        draft.is_movement = draft.is_movement or name.is_movement
        printed = tidy(self.doc[name.first : name.last].text)
        if printed != draft.name and name.how in {"name", "seat"}:
            draft.aliases.setdefault(printed)
        return draft

    def _long_form(self, word: str, before: int) -> str:
        """The body that "the Council" means: named last before, or else first in the report, with that head."""
        fitting = [n for n in self._bodies if _head_of(n.form) == word]
        earlier = [n for n in fitting if n.first < before]
        found = earlier[-1].form if earlier else fitting[0].form if fitting else word
        return self.short.get(found, found)

    def other(self, form: str, kind: str) -> Draft:
        """The state, party, body ... of a form, made where it is new."""
        key = plain_form(form)
        if key not in self.others:
            self.others[key] = Draft(form, kind, plural=kind == "group" and _is_plural(form))
        return self.others[key]

    def body_of_state(self, state: Draft, kind: str, phrase: str) -> Draft:
        """The army, police ... of a state, one actor a kind, known by the first phrase that tells whose it is."""
        key = f"{state.name}/{kind}".casefold()
        known = self.others.get(key)
        if known is None:
            known = self.others[key] = Draft(phrase, "body", state)
        elif " " not in known.name and " " in phrase:
            known.aliases.setdefault(known.name)
            known.name = phrase
        elif phrase != known.name:
            known.aliases.setdefault(phrase)
        return known

    def at(self, token_index: int) -> Found | None:
        """The mention that covers a token, if any."""
        return self.memory.at(self.doc[token_index].idx)

    def token_at(self, offset: int) -> Token | None:
        """The token at an offset."""
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None else None

    def mention(self, first: int, last: int, draft: Draft, how: str) -> Found:
        """A mention from token `first` to before `last`."""
        span = self.doc[first:last]
        text = span.text
        end = span.end_char - (2 if text.endswith(("’s", "'s")) else 0)
        return Found(span.start_char, end, draft, how, span.root.idx)


def _head_of(name: str) -> str:
    """The word that says what a body is: the last, or the one before "of": "Council of Elders", "Valley Council"."""
    parts = name.split()
    return parts[parts.index("of") - 1] if "of" in parts[1:] else parts[-1]


def _is_plural(phrase: str) -> bool:
    """Does a phrase for a group tell of several ("fighters"), not of one ("government")?"""
    last = phrase.casefold().split()[-1:]
    return any(word.endswith(("s", "men", "women", "police", "people")) and not word.endswith("ss") for word in last)
