"""Where talks are held: the place in the clause, by name or as "the Ruritanian capital"."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.obligation_syntax import children, lemma
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.registers.states import find_state

_AT = frozenset("in at to near from outside".split())
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_SITES = frozenset("airport hotel palace resort castle monastery abbey barracks bridge checkpoint island".split())
_NAMED = frozenset({"GPE", "LOC", "FAC"})
_DATELINE = re.compile(
    r"^(?P<town>[A-Z][A-Z’' -]{2,24}[A-Z])(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?(?: \([^)]{2,24}\))? ?(?:--|[-–—_:])",
    re.MULTILINE,
)
_NOT_PLACES = re.compile(
    r"\b(?:Council|Assembly|Ministry|Parliament|Congress|Agreement|Accords?|Conference|Community|Union|League|Committee|"
    r"Organi[sz]ation|Authority|Forum|Commission|Group|Office|\d+(?:st|nd|rd|th))\b"
)
_BEHIND = re.compile(r"\s+(?:in|at)\s+(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})")
_CALENDAR = frozenset((*calendar.month_name, *calendar.day_name, *calendar.month_abbr))
_LEAD = 300
"""How many characters behind the dateline the word of talks may stand that its town is the venue of."""
_NO_SITES = frozenset(
    "request invitation behest urging level initiative suggestion instigation insistence time moment end start "
    "beginning heart centre center expense risk hand head opening close outset "
    "behalf".split()
)
"""Nouns behind "in" or "at" that are no place, so that whoever stands behind them is none either."""


_WITH = frozenset("with between of among by".split())
_ABOUT = frozenset("on about over for".split())
_CLAUSES = frozenset({"VERB", "AUX", "SCONJ"})


def _path(token: Token, head: Token) -> Iterator[Token]:
    """The words between a word and one above it, nearest first."""
    at = token.head
    while at != head and at.head.i != at.i:
        yield at
        at = at.head


class Places:
    """Finds the venue of a noun or verb of one page."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        self.doc = page.get(Sentences).doc
        self.actors = page.get(Actors)

    def venue(self, anchor: Token, *, by_going: bool = False, before: bool = True) -> str | None:
        """The place that hangs on a token by "in", "at" or "to", or stands before a noun ("the Doha talks")."""
        for prep in children(anchor, "prep", "advmod", "prt"):
            if prep.lower_ == "there" or any(c.lower_ == "there" for c in prep.children):
                return self._last_before(prep)
            if prep.lower_ == "here" and prep.dep_ == "advmod":
                return self._dateline()
            if prep.lower_ in _AT | ({"for"} if by_going else set()) and (
                prep.lower_ not in {"to", "from"} or by_going
            ):
                for noun in children(prep, "pobj"):
                    if (place := self.name(noun)) is not None:
                        return place
        for noun in children(anchor, "compound", "nmod", "poss", "amod") if before else ():
            if noun.i < anchor.i and noun.ent_type_ in _NAMED and (place := self._city(noun)) is not None:
                return place
        return None

    def nested(self, head: Token, talks: bool) -> str | None:
        """As in "a meeting with the envoys of both in Doha", "is fixed for 21 May in Geneva": a town further down.

        Args:
            head: the word of coming together, or the verb of its clause.
            talks: is it the word of coming together?
        """
        for prep in head.subtree:
            if prep.lower_ not in {"in", "at"} or prep.i < head.i or prep.pos_ != "ADP" or prep.head == head:
                continue
            path = list(_path(prep, head))
            if not path or any(t.pos_ in _CLAUSES or t.dep_ == "conj" for t in path):
                continue
            is_dated = any(t.ent_type_ in {"DATE", "TIME"} for t in path)
            is_joined = talks and path[-1].lower_ in _WITH
            is_about = talks and path[-1].lower_ in _ABOUT and self._date_follows(prep)
            is_about = is_about or (path[0].dep_ == "dobj" and len(path) == 1 and self._date_follows(prep))
            if not (is_dated or is_joined or is_about):
                continue
            for noun in children(prep, "pobj"):
                found = find_state(noun.text)
                is_town = noun.pos_ == "PROPN" and (found is None or found[1] in {"capital", "seat"})
                if is_town and noun.ent_type_ in _NAMED and (place := self.name(noun)) is not None:
                    return place
        return None

    def _date_follows(self, prep: Token) -> bool:
        last = max(prep.subtree, key=lambda t: t.i)
        return any(t.ent_type_ in {"DATE", "TIME"} for t in self.doc[last.i : last.i + 4])

    def told_before(self, heads: list[Token]) -> str | None:
        """As in "Yesterday in Oslo, in the city hall, the two sides signed ...": the place that opens the clause."""
        sentence = sentence_of(heads[0])
        for prep in sentence:
            if prep.i >= heads[0].i or prep.lower_ not in {"in", "at"} or prep.pos_ != "ADP":
                continue
            path = [prep.head, *prep.head.ancestors]
            verb = next((t for t in path if t.pos_ in {"VERB", "AUX"}), None)
            if verb not in heads or any(t.dep_ in _ARGUMENTS for t in path[: path.index(verb)]):
                continue
            for noun in children(prep, "pobj"):
                if (place := self.name(noun)) is not None:
                    return place
        return None

    def behind(self, anchor: Token) -> str | None:
        """The place printed right behind a word, where the parse does not join the two: "was signed at Zenda"."""
        found = _BEHIND.match(self.text, anchor.idx + len(anchor))
        if found is None or _NOT_PLACES.search(found["place"]) or found["place"].split()[0] in _CALENDAR:
            return None
        mention = self.actors.at(found.start("place"))
        return found["place"] if mention is None or mention.actor.type in {"place", "state"} else None

    def _dateline(self) -> str | None:
        """What "here" stands for: the town of the dateline."""
        found = _DATELINE.search(self.text[:600])
        return found["town"].title() if found is not None else None

    def of_lead(self, anchor: Token) -> str | None:
        """The town of the dateline, for what the sentence that it opens tells of ("DOHA, May 4 - Talks ... ended")."""
        found = _DATELINE.search(self.text[:600])
        sentence = sentence_of(anchor)
        if found is None or not found.start() <= anchor.idx or anchor.idx - found.end() > _LEAD:
            return None
        is_lead = sentence.start_char <= found.end() + 2
        elsewhere = any(t.ent_type_ == "GPE" and t.dep_ == "pobj" and t.head.lower_ in {"in", "at"} for t in sentence)
        return found["town"].title() if is_lead and not elsewhere else None

    def name(self, noun: Token) -> str | None:
        """The name of the place a noun stands for; None where it stands for none."""
        if lemma(noun) == "capital":
            return self._capital(noun)
        if lemma(noun) in {"city", "town"} and any(c.lower_ == "this" for c in noun.children):
            return self._dateline()
        if lemma(noun) in _NO_SITES:
            return None
        named = [t for t in children(noun, "compound", "nmod") if t.pos_ == "PROPN"]
        if noun.lower_ in _SITES and named:  # "Zenda airport"
            return str(noun.doc[min(t.i for t in named) : noun.i + 1].text)
        for inner in (noun, *self._inside(noun)):
            if inner.ent_type_ in _NAMED or self._is_place(inner) or (inner == noun and self._is_unknown_name(inner)):
                found = self._whole(inner)
                if not _NOT_PLACES.search(found):
                    return found
        return None

    def _is_unknown_name(self, noun: Token) -> bool:
        return noun.pos_ == "PROPN" and not noun.ent_type_ and self.actors.at(noun.idx) is None

    def _inside(self, noun: Token) -> Iterator[Token]:
        """Such as "a hotel in Doha", "the border town of Taba"."""
        for prep in children(noun, "prep"):
            if prep.lower_ in {"of", "in", "near"}:
                yield from children(prep, "pobj")

    def _is_place(self, token: Token) -> bool:
        mention = self.actors.at(token.idx)
        return (
            mention is not None
            and mention.actor.type in {"place", "state"}
            and mention.how != "nominal"
            and token.pos_ == "PROPN"
        )

    def _whole(self, token: Token) -> str:
        for entity in self.doc.ents:
            if entity.start <= token.i < entity.end and entity.label_ in _NAMED:
                return re.sub(r"^(?:the|The)\s+|[’']s$", "", " ".join(entity.text.split()))
        first = token.i
        while (
            first > sentence_of(token).start
            and self.doc[first - 1].pos_ == "PROPN"
            and self.doc[first - 1].dep_ == "compound"
        ):
            first -= 1
        last = token.i + 1
        if (
            last + 1 < len(self.doc)
            and self.doc[last].text == "-"
            and not self.doc[last - 1].whitespace_
            and not self.doc[last].whitespace_
        ):
            last += 2  # "Hpa-an"
        return self.doc[first:last].text

    def _city(self, token: Token) -> str | None:
        """A place before a noun, unless it is a state: "the Doha talks", not "the Ruritania talks"."""
        found = find_state(token.text)
        if found is not None and found[1] not in {"capital", "seat"}:
            return None
        return self._whole(token)

    def _capital(self, noun: Token) -> str | None:
        """Such as "the Ruritanian capital", "the capital of Ruritania"; "the capital, Zenda" by its name."""
        for apposed in children(noun, "appos"):
            if apposed.pos_ == "PROPN":
                return self._whole(apposed)
        near = [*noun.lefts, *(p for c in children(noun, "prep") if c.lower_ == "of" for p in children(c, "pobj"))]
        for token in near:
            found = find_state(token.text)
            if found is not None and found[0].capitals:
                return found[0].capitals[0]
        return self._capital_at_home() if not any(t.dep_ in {"amod", "poss", "compound"} for t in noun.lefts) else None

    def _capital_at_home(self) -> str | None:
        """Bare "the capital": of the state told of most, where it is told of far more than the next."""
        told = Counter(m.actor.name for m in self.actors.mentions if m.actor.type == "state" and m.how != "pronoun")
        first = told.most_common(2)
        if not first or (len(first) > 1 and first[0][1] < 2 * first[1][1]):
            return None
        found = find_state(first[0][0])
        return found[0].capitals[0] if found is not None and found[0].capitals else None

    def _last_before(self, token: Token) -> str | None:
        for earlier in reversed(self.doc[max(token.i - 60, 0) : token.i]):
            if earlier.ent_type_ == "GPE" and earlier.pos_ == "PROPN":
                return self._whole(earlier)
        return None
