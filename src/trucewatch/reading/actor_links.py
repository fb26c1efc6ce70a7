"""From names to actors: persons with their offices, sides behind nouns, and what "he", "it" and "the group" mean.

Works through the noun phrases of a report in order. A mention that fits nobody before it stays an actor of its own
or, for pronouns, is left out: nothing is tied on a guess that has no ground in number, gender of title, or kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.actor_background import learned_initials, movements, state_at_home
from trucewatch.reading.actor_draft import (
    BOTH,
    DROP,
    HE,
    HOME_OFFICES,
    INSTITUTIONS,
    IT,
    OFFICE_SHORT,
    OUTSIDERS,
    RANKS,
    REBEL_ADJECTIVES,
    SEALED,
    SEALED_NOUNS,
    STATE_SIDES,
    THEY,
    UNNAMED_MOVEMENTS,
    Draft,
    Found,
    is_office,
    plain_form,
    tidy,
)
from trucewatch.reading.actor_memory import Memory
from trucewatch.reading.actor_names import Name, acronyms, find_names, is_thing
from trucewatch.reading.lexicons import words

_PRONOUN_REACH = 700  # characters before the sentence in which a pronoun finds its actor
_GROUP_REACH = 400


class Linker:
    """Walks one report's noun phrases once, keeping the actors met so far.

    Attributes:
        memory: the mentions tied so far.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.short = dict(acronyms(doc.text))
        names = [n for n in find_names(doc) if not is_thing(self.short.get(n.form, "-"))]
        self.names = {i: name for name in names for i in range(name.first, name.last)}
        self.persons: list[Draft] = []
        self.others: dict[str, Draft] = {}
        self.memory = Memory()
        self.movements = movements(names)
        self.short |= learned_initials(doc.text, self.movements)
        self._prepare_persons()
        home, self.is_internal = state_at_home(doc, names)
        self.home = self._named(home) if home is not None else None
        known = [self.short.get(form, form) for form in self.movements]
        self.movement = self._other(known[0], "party") if known else None

    def run(self) -> list[Found]:
        """All mentions of the report, by start."""
        covered: set[int] = set()
        for chunk in self._chunks():
            self.memory.add(self._read(chunk))
            covered |= {t.i for t in chunk}
        for name in dict.fromkeys(self.names.values()):
            if name.first not in covered and name.type != "thing":
                self.memory.add([self._mention(name.first, name.last, self._named(name), "name")])
        return sorted(self.memory.found, key=lambda f: (f.start, f.end))

    # -- noun phrases ---------------------------------------------------------------------------------------

    def _chunks(self) -> Iterable[Span]:
        return (c for c in self.doc.noun_chunks if any(not t.is_space for t in c))

    def _read(self, chunk: Span) -> list[Found]:
        tokens = [t for t in chunk if not t.is_space]
        while tokens and (tokens[0].lower_ in DROP or tokens[0].is_punct):
            tokens = tokens[1:]
        if not tokens:
            return self._pronoun(chunk.root) if len(chunk) == 1 else []
        head = chunk.root
        if head.pos_ == "PRON":
            return self._pronoun(head)
        first, last = tokens[0].i, tokens[-1].i + 1
        names = list(dict.fromkeys(self.names[i] for i in range(first, last) if i in self.names))
        offices = [t for t in tokens if is_office(t) and t.i not in self.names]
        name_at_head = self.names.get(head.i)
        if name_at_head is not None and name_at_head.type != "thing":
            return self._named_phrase(first, names, offices, name_at_head)
        tied = self._noun_phrase(chunk, names, (first, last))
        if tied is not None:
            return tied
        person = next((n for n in names if n.type == "person"), None)
        if person is not None:
            upto = [n for n in names if n.last <= person.last]
            rest = [n for n in names if n.first >= person.last and n.type != "thing"]
            others = [self._mention(n.first, n.last, self._named(n), "name") for n in rest]
            return self._named_phrase(first, upto, [t for t in offices if t.i < person.first], person) + others
        how_of = {"demonym": "demonym", "people": "demonym", "capital": "metonym", "seat": "metonym"}
        inside = (n for n in names if n.type != "thing")
        return [self._mention(n.first, n.last, self._named(n), how_of.get(n.how, "name")) for n in inside]

    def _noun_phrase(self, chunk: Span, names: list[Name], extent: tuple[int, int]) -> list[Found] | None:
        """The mentions of a phrase headed by a common noun; None where the noun is for no actor."""
        head = chunk.root
        forms = {head.lower_, head.lemma_.lower()}
        if BOTH.match(chunk.text):
            return [self._mention(*extent, self._other("both sides", "group"), "nominal")]
        if not names and (chunk[0].lower_ == "no" or any(t.dep_ == "nummod" or t.like_num for t in chunk)):
            return []
        if head.lower_ in words("media_words") and head.pos_ == "NOUN":
            draft = self._other(tidy(self.doc[extent[0] : extent[1]].text), "media")
            draft.of = draft.of or self._owner(head, names)
            return [self._mention(*extent, draft, "nominal")]
        if (known := self._short_form(chunk, head)) is not None:
            return [self._mention(*extent, known, "nominal")]
        if forms & words("office_nouns"):
            return self._office_phrase(chunk, head, names, extent)
        if forms & words("side_nouns"):
            return self._side_phrase(head, names, extent)
        if head.lower_ in words("group_nouns"):
            return self._group_phrase(chunk, head, names, extent)
        return None

    def _named_phrase(self, first: int, names: list[Name], offices: list[Token], name: Name) -> list[Found]:
        """Such as "Ruritanian Foreign Minister Anna Berg", "the Upland Front", "Ruritania"."""
        draft = self._named(name)
        before = [n for n in names if n.last <= name.first]
        titles = [t for t in offices if t.i < name.first]
        ranks = {RANKS[t.lower_] for t in self.doc[first : name.first] if t.lower_ in RANKS}
        if name.type == "person":
            start = before[0].first if before and titles else (titles[0].i if titles else name.first)
            draft.titles |= {OFFICE_SHORT.get(t.lower_, t.lower_) for t in titles} | ranks
            owner = next((n for n in reversed(before) if n.type != "place"), None)
            if owner is not None and draft.of is None:
                draft.of = self._named(owner)
            if draft.of is None:
                draft.of = self._side_behind(self.doc[name.last - 1])
            if draft.of is None and draft.titles & HOME_OFFICES and self.is_internal:
                draft.of = self.home
            self._learn_titles(draft, self.doc[name.last - 1])
            return [self._mention(start, name.last, draft, "name")]
        army = self.doc[name.last - 1].lower_ in words("side_nouns")
        if army and before and before[-1].type == "state" and before[-1].last == name.first:
            return [self._mention(before[-1].first, name.last, self._named(before[-1]), "nominal")]
        others = [self._mention(n.first, n.last, self._named(n), "name") for n in names if n is not name]
        how = (
            "demonym" if name.how in {"demonym", "people"} else "metonym" if name.how in {"capital", "seat"} else "name"
        )
        start = first if not others else name.first
        return [*others, self._mention(start, name.last, draft, how)]

    def _office_phrase(self, chunk: Span, head: Token, names: list[Name], extent: tuple[int, int]) -> list[Found]:
        """Such as "a Front spokesman", "the minister", "the president of Ruritania"."""
        apposed = self._apposed_person(head)
        if apposed is not None:
            apposed.titles.add(head.lower_)
            owner = self._owner(head, names)
            apposed.of = apposed.of or owner
            return [self._mention(*extent, apposed, "title")]
        owner = self._owner(head, names)
        owner = None if owner is not None and owner.type == "place" else owner
        definite = chunk[0].lower_ in {"the", "his", "her", "its", "their"}
        plural = head.tag_ in {"NNS", "NNPS"}
        sealed = head.lower_ in SEALED_NOUNS or bool(SEALED.search(head.sent.text))
        if definite and not plural and not sealed:
            title = OFFICE_SHORT.get(head.lower_, head.lower_)
            known = self.memory.last_person(lambda p: title in p.titles and (owner is None or p.of is owner))
            if known is not None:
                return [self._mention(*extent, known, "title")]
        if plural and owner is not None and not sealed and head.lower_ in words("side_nouns"):
            return [self._mention(*extent, owner, "nominal")]
        draft = Draft(
            tidy(self.doc[extent[0] : extent[1]].text), "office", owner, {head.lower_}, sealed=sealed, plural=plural
        )
        return [self._mention(*extent, draft, "title")]

    def _side_phrase(self, head: Token, names: list[Name], extent: tuple[int, int]) -> list[Found]:
        """Such as "Ruritanian troops", "the government", "rebel fighters"."""
        owner = self._owner(head, names)
        phrase = tidy(self.doc[extent[0] : extent[1]].text)
        if owner is not None and (head.lower_ in INSTITUTIONS or owner.type == "place"):
            kind = "office" if head.lower_ in INSTITUTIONS else "group"
            draft = self._other(phrase, kind)
            draft.of = owner if owner.type != "place" else None
            draft.plural = head.tag_ in {"NNS", "NNPS"}
            return [self._mention(*extent, draft, "title")]
        if owner is not None and owner.type == "person":
            if owner.of is None:
                return [self._mention(*extent, self._other(phrase, "group"), "nominal")]
            owner = owner.of
        if owner is not None:
            if head.lower_ == "government" and owner.type == "state":
                owner.aliases.setdefault(phrase)
            return [self._mention(*extent, owner, "nominal")]
        if head.lower_ in words("group_nouns"):
            return self._group_phrase(self.doc[head.left_edge.i : head.i + 1], head, names, extent)
        alone = extent[1] - extent[0] <= 2
        told = self.doc[extent[0] - 1].lower_ == "the" or head.dep_ in {"nsubj", "nsubjpass", "poss", "agent"}
        foreign = any(t.lower_ in OUTSIDERS for t in self.doc[extent[0] : extent[1]])
        stands_for_state = head.lower_ in STATE_SIDES and not foreign and (told or extent[0] < head.i)
        if alone and self.home is not None and (stands_for_state or self._is_governmental(extent)):
            return [self._mention(*extent, self.home, "nominal")]
        if head.lower_ in {"country", "nation"}:
            return []
        return [self._mention(*extent, self._other(phrase, "group"), "nominal")]

    def _is_governmental(self, extent: tuple[int, int]) -> bool:
        return any(t.lower_ in {"government", "federal", "army", "military"} for t in self.doc[extent[0] : extent[1]])

    def _group_phrase(self, chunk: Span, head: Token, names: list[Name], extent: tuple[int, int]) -> list[Found]:
        """Such as "the group" goes back to the movement named last, else to the one the report tells of most."""
        owner = self._owner(head, names)
        if owner is not None and owner.type != "state":  # "Ruritania's rebel group" is not Ruritania
            return [self._mention(*extent, owner, "nominal")]
        text = tidy(self.doc[extent[0] : extent[1]].text)
        if head.lower_ not in UNNAMED_MOVEMENTS and chunk[0].lower_ not in {"the", "this", "that"}:
            return []
        if any(t.tag_ == "JJS" or t.lower_ in {"main", "biggest", "largest"} for t in self.doc[extent[0] : extent[1]]):
            chief = self.movement
            if chief is not None and chief.is_named and head.tag_ not in {"NNS", "NNPS"}:
                return [self._mention(*extent, chief, "nominal")]
        known = self._last_movement(head)
        if known is not None and (extent[1] - extent[0] == 1 or not known.is_named):
            return [self._mention(*extent, known, "nominal")]
        draft = self._other(head.lower_ if head.lower_ in UNNAMED_MOVEMENTS else text, "party")
        if draft.type == "party" and head.lower_ in UNNAMED_MOVEMENTS:
            draft.is_movement, draft.is_named = True, False
        return [self._mention(*extent, draft, "nominal")]

    def _last_movement(self, head: Token) -> Draft | None:
        floor = head.sent.start_char - _GROUP_REACH
        near = (f.draft for f in self.memory.since(floor) if f.draft.type == "party" and f.draft.is_movement)
        return next(near, self.movement)

    def _short_form(self, chunk: Span, head: Token) -> Draft | None:
        """Such as "the mission" for the "... Mission" named before; not where a side noun would do ("the army")."""
        if chunk[0].lower_ != "the" or len(chunk) != 2 or head.lower_ in STATE_SIDES or head.lower_ in DROP:
            return None

        return self.memory.long_form(head.lower_)

    # -- pronouns -------------------------------------------------------------------------------------------

    def _pronoun(self, token: Token) -> list[Found]:
        low = token.lower_
        draft = None
        if low in HE:
            draft = self._last_subject(token, lambda d: d.type in {"person", "office"} and not d.plural)
        elif low in IT:
            draft = self._last_subject(
                token, lambda d: d.type in {"state", "party", "body", "media", "office"} and not d.plural
            )
        elif low in THEY:
            draft = self._last_subject(token, lambda d: d.plural or d.type in {"party", "group", "body"})
        elif low in {"who", "which", "that"} and token.head.dep_ == "relcl":
            mention = self._at(token.head.head.i)
            draft = mention.draft if mention else None
        if draft is None or draft.sealed:
            return []
        return [self._mention(token.i, token.i + 1, draft, "pronoun")]

    def _last_subject(self, token: Token, fits: Callable[[Draft], bool]) -> Draft | None:
        """The last fitting actor that was a subject in this or the sentences just before, else the last fitting."""
        floor = max(token.sent.start_char - _PRONOUN_REACH, 0)
        near = [f for f in self.memory.since(floor) if f.start < token.idx and fits(f.draft)]
        is_it = token.lower_ in IT
        subject = next((f for f in near if self._is_subject(f) and not (is_it and f.how == "demonym")), None)
        chosen = subject or next(iter(near), None)
        return chosen.draft if chosen else None

    def _is_subject(self, found: Found) -> bool:
        token = self._token_at(found.head)
        return token is not None and token.dep_ in {"nsubj", "nsubjpass", "agent"}

    def _token_at(self, offset: int) -> Token | None:
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None else None

    # -- persons --------------------------------------------------------------------------------------------

    def _prepare_persons(self) -> None:
        """Full names first, so that a surname finds its bearer even where it comes before."""
        forms = {n.form for n in self.names.values() if n.type == "person"}
        for form in sorted(forms, key=lambda f: (-len(f.split()), f)):
            if self._person_of(form) is None:
                self.persons.append(Draft(form, "person"))

    def _person_of(self, form: str) -> Draft | None:
        parts = form.split()
        for person in self.persons:
            own = person.name.split()
            if form == person.name or (parts[-1] in own and set(parts) <= set(own)):
                return person
        return None

    def _apposed_person(self, head: Token) -> Draft | None:
        """The person a title is apposed to: "the envoy, Anna Berg" or "Anna Berg, the envoy"."""
        near = [t for t in head.children if t.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
        for token in near:
            name = self.names.get(token.i)
            if name is not None and name.type == "person":
                return self._named(name)
        after = self.names.get(head.i + 2)
        if after is not None and after.type == "person" and head.nbor().text == ",":
            return self._named(after)
        return None

    def _learn_titles(self, draft: Draft, last: Token) -> None:
        """Titles apposed behind a name: "Anna Berg, Ruritania's chief negotiator"."""
        for child in last.children:
            if child.dep_ == "appos" and is_office(child):
                draft.titles.add(child.lower_)

    def _side_behind(self, last: Token) -> Draft | None:
        """The side told behind a name: "Anna Berg, the Front's envoy", "Anna Berg, who speaks for the army"."""
        for child in last.children:
            if child.dep_ == "appos":
                span = self.doc[child.left_edge.i : child.i + 1]
                return self._owner(child, list(dict.fromkeys(self.names[t.i] for t in span if t.i in self.names)))
            if child.dep_ == "relcl" and child.lemma_ in {"speak", "represent", "lead", "head", "command"}:
                return self._behind_noun(t for t in child.subtree if t.dep_ in {"pobj", "dobj"})
        return None

    def _behind_noun(self, nouns: Iterable[Token]) -> Draft | None:
        """The side of the first noun that has one, by name or because it is the state's or the movement's."""
        for noun in nouns:
            name = self.names.get(noun.i)
            if name is not None:
                return self._named(name)
            if noun.lower_ in STATE_SIDES:
                return self.home
            if noun.lower_ in words("group_nouns"):
                return self._last_movement(noun)
        return None

    # -- who stands behind ------------------------------------------------------------------------------------

    def _owner(self, head: Token, names: list[Name]) -> Draft | None:
        """Whose spokesman, whose troops: the name before the noun, a possessive, or "of / for ..." behind it."""
        before = [n for n in names if n.first < head.i]
        if before:
            place_free = [n for n in before if n.type != "place"] or before
            return self._named(place_free[0])
        for child in head.children:
            if child.dep_ == "poss":
                mention = self._at(child.i)
                if mention is not None:
                    return mention.draft
                if child.pos_ == "PRON":
                    tied = self._pronoun(child)
                    return tied[0].draft if tied else None
                return self._behind_noun([child])
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ in {"of", "for", "from", "to", "at", "in"}:
                for noun in prep.children:
                    name = self.names.get(noun.i)
                    if (
                        noun.dep_ == "pobj"
                        and name is not None
                        and (name.type != "place" or prep.lower_ in {"of", "for"})
                    ):
                        return self._named(name)
                    if noun.dep_ == "pobj" and name is None and prep.lower_ in {"of", "for"}:
                        return self._behind_noun([noun]) or self._known_noun(noun)
        return self._behind_adjective(head)

    def _behind_adjective(self, head: Token) -> Draft | None:
        """The side a modifier tells of: "rebel negotiators", "government delegates"."""
        for token in self.doc[head.left_edge.i : head.i]:
            if token.lower_ in REBEL_ADJECTIVES:
                return self._last_movement(head)
            if token.lower_ in {"government", "federal"}:
                return self.home or self.others.get("government")
        return None

    def _known_noun(self, noun: Token) -> Draft | None:
        """A body told of by its last word: "a spokesman for the mission"."""
        chunk = self.doc[noun.left_edge.i : noun.i + 1]
        return self._short_form(chunk, noun) if len(chunk) else None

    def _named(self, name: Name) -> Draft:
        if name.type == "person":
            person = self._person_of(name.form)
            if person is None:
                person = Draft(name.form, "person")
                self.persons.append(person)
            if name.form != person.name:
                person.aliases.setdefault(name.form)
            return person
        form = self.short.get(name.form, name.form)
        if name.type == "party" and " " not in form:
            form = next((n for n in self.movements if " " in n and form in n.split()), form)
        draft = self._other(form, name.type)
        draft.is_movement = draft.is_movement or name.is_movement
        printed = tidy(self.doc[name.first : name.last].text)
        if printed != draft.name and name.how in {"name", "seat"}:
            draft.aliases.setdefault(printed)
        return draft

    def _other(self, form: str, kind: str) -> Draft:
        key = plain_form(form)
        if key not in self.others:
            self.others[key] = Draft(form, kind, plural=kind == "group")
        return self.others[key]

    def _at(self, token_index: int) -> Found | None:
        return self.memory.at(self.doc[token_index].idx)

    def _mention(self, first: int, last: int, draft: Draft, how: str) -> Found:
        span = self.doc[first:last]
        text = span.text
        end = span.end_char - (2 if text.endswith(("’s", "'s")) else 0)
        return Found(span.start_char, end, draft, how, span.root.idx)
