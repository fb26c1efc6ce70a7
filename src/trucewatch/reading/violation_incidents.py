"""Step: incidents, which are deeds logged or told to have happened, whether or not anybody calls them a breach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.dates import Dates
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.quantities import Quantities
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.violation_deeds import ARMS, affected, deed_kind
from trucewatch.reading.violation_sides import SideFinder
from trucewatch.reading.violation_signs import ACCUSING, MONITORS
from trucewatch.reading.violation_syntax import agent_of, clause_of, doer_of_noun, extent, is_passive, subject_of
from trucewatch.vocabulary.dates import interval_of, without_part
from trucewatch.vocabulary.incidents import Incident, IncidentKind, Observation, Perceived

_LONG_AGO = 400
"""Days before publication from which on a deed is history and no incident of this process."""
_REACH = 24  # words of a clause that belong to the deed
_PLACES = frozenset({"GPE", "FAC", "LOC"})
_NO_PLACES = frozenset({"PERSON", "NORP", "DATE", "TIME", "CARDINAL"})
_AT = frozenset("in at near on outside around inside along off".split())
_COUNTED = frozenset("round time occasion incident rocket shell missile mortar bomb attack aircraft flight".split())
_HEARING, _SEEING = frozenset({"hear"}), frozenset({"see", "witness", "observe", "spot", "watch"})
_LOGGING = frozenset("report record log register note count document confirm".split())


@dataclass(frozen=True)
class Incidents:
    """What a report tells of incidents, in order."""

    incidents: tuple[Incident, ...]


@dataclass(frozen=True)
class IncidentsStep:
    """Finds incidents with place, date, means, count and observer, as told beside them."""

    name: str = "incidents"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Dates, Actors, Speakers, Quantities, Parties)
    writes: type = Incidents

    def __call__(self, page: Page) -> Incidents:
        finder = _Finder(page.get(Actors), page, self.name)
        found: list[Incident] = []
        for span in page.get(Sentences).spans:
            for token in span:
                kind = None if _is_told_by_verb(token) else deed_kind(token)
                incident = finder.incident(token, kind) if kind is not None else None
                if incident is not None and not any(_same(incident, known) for known in found):
                    found.append(incident)
        return Incidents(tuple(found))


def _same(one: Incident, other: Incident) -> bool:
    """The same deed told by verb and noun of one clause."""
    return one.kind == other.kind and one.evidence[0].overlaps(other.evidence[0])


@dataclass(frozen=True)
class _Finder(SideFinder):
    page: Page
    step: str

    def incident(self, token: Token, kind: IncidentKind) -> Incident | None:
        """The incident that a word tells; None where it is long past."""
        span = _clause(token)
        date = self._date(span, token)
        if self._is_history(date):
            return None
        doer = _doer(token)
        observer, perceived = self._observer(token)
        actor = self.side(doer)
        return Incident(
            kind=kind,
            what=" ".join(self.page.passage(*span).text.split()),
            evidence=(self.page.passage(*span),),
            actor=actor,
            date=date,
            place=self._place(token),
            means=_means(token),
            count=self._count(token, span),
            observer=observer,
            observation=self._observation(observer, perceived),
            perceived=perceived or ("reported" if observer is not None else None),
            unsure=observer is None and date is None,
            step=self.step,
        )

    def _date(self, span: tuple[int, int], token: Token) -> str | None:
        """The day or hour told in the clause, else the only one of its sentence."""
        sentence = sentence_of(token)
        dates = self.page.get(Dates)
        inside = [e for e in dates.within(*span) if e.type in {"date", "time"} and e.value]
        around = [
            e for e in dates.within(sentence.start_char, sentence.end_char) if e.type in {"date", "time"} and e.value
        ]
        told = inside or (around if len(around) == 1 else [])
        return without_part(told[0].value) if told else None

    def _is_history(self, date: str | None) -> bool:
        days, published = interval_of((date or "").partition("T")[0]), self.page.report.published
        return days is not None and published is not None and (published - days.last).days > _LONG_AGO

    def _place(self, token: Token) -> str | None:
        """As in "at Kerma", "in the port of Lund"; a town that is itself what was hit."""
        near = [t for t in _below(token) if t.dep_ == "prep" and t.lower_ in _AT]
        for noun in (t for prep in near for t in prep.children if t.dep_ == "pobj"):
            for inner in (noun, *(t for c in noun.children if c.lower_ == "of" for t in c.children)):
                is_name = inner.pos_ == "PROPN" and inner.ent_type_ not in _NO_PLACES
                if (inner.ent_type_ in _PLACES or is_name) and not self._is_somebody(inner):
                    return _named(inner)
        return next((_named(t) for t in affected(token) if t.ent_type_ in _PLACES), None)

    def _is_somebody(self, token: Token) -> bool:
        mention = self.mention(token)
        return mention is not None and mention.actor.type in {"person", "party", "body", "office", "group"}

    def _count(self, token: Token, span: tuple[int, int]) -> int | float | None:
        hit = {t.i for t in affected(token)} | {token.i}
        for quantity in self.page.get(Quantities).within(*span):
            if quantity.number is None or quantity.head is None or quantity.unit is not None:
                continue
            head = next((t for t in sentence_of(token) if t.idx == quantity.head), None)
            if head is not None and (head.lemma_.lower() in _COUNTED | ARMS or head.i in hit):
                return quantity.number
        return None

    def _observer(self, token: Token) -> tuple[str | None, Perceived | None]:
        """Who tells it, and whether it was heard or seen."""
        above = token.head
        lemma = above.lemma_.lower() if above.pos_ == "VERB" and token.dep_ in _TOLD_OF else ""
        perceived: Perceived | None = (
            "heard" if lemma in _HEARING else "seen" if lemma in _SEEING else "reported" if lemma in _LOGGING else None
        )
        speaker = self.page.get(Speakers).speaker_at(token.idx)
        if speaker is None and perceived is not None:
            speaker = self.name_of(agent_of(above) if is_passive(above) else subject_of(above))
        return speaker, perceived

    def _observation(self, observer: str | None, perceived: Perceived | None) -> Observation | None:
        if observer is None:
            return None
        actor = self.actors.named(observer)
        side = self.actors.side_of(actor) if actor is not None else observer
        if side in {party.name for party in self.page.get(Parties).principal}:
            return "party_statement"
        if MONITORS.search(observer) and perceived in {"heard", "seen"}:
            return "direct"
        return "testimony" if actor is not None and actor.type == "person" and side == observer else None


_TOLD_OF = frozenset({"dobj", "nsubjpass", "ccomp", "xcomp"})


def _is_told_by_verb(noun: Token) -> bool:
    """As in "the raid killed three villagers": the verb tells the deed."""
    return noun.pos_ == "NOUN" and noun.dep_ == "nsubj" and deed_kind(noun.head) is not None


def _doer(token: Token) -> Token | None:
    """Who does it; in "accused the army of firing" the accused."""
    if token.pos_ != "VERB":
        return doer_of_noun(token)
    if token.dep_ == "pcomp" and token.head.head.lemma_.lower() in ACCUSING:
        return next((c for c in token.head.head.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    return clause_of(token, "act").doer


def _clause(token: Token) -> tuple[int, int]:
    """The words of the deed: a verb's clause without what a verb of saying adds, a noun with the verb that tells it."""
    start, end = extent(token, _REACH)
    if token.pos_ == "NOUN" and token.head.pos_ == "VERB":
        verb = token.head
        return min(start, verb.idx), max(end, verb.idx + len(verb))
    return start, end


def _below(token: Token) -> Iterator[Token]:
    """The words that hang on a deed and on what it is done to or with; of a noun, on its verb as well."""
    yield from token.children
    for child in token.children:
        if child.dep_ in {"dobj", "nsubjpass", "prep"}:
            yield from child.children
            yield from (t for c in child.children if c.dep_ == "pobj" for t in c.children)
    if token.pos_ == "NOUN" and token.head.pos_ == "VERB":
        yield from token.head.children


def _means(token: Token) -> str | None:
    """The weapon told beside a deed, with the nouns that name its kind ("mortar rounds", "120 mm mortars")."""
    for near in (*token.children, *_below(token)):
        is_victim = near.dep_ == "nsubjpass"
        if near.pos_ == "NOUN" and near.lemma_.lower() in ARMS and near.i != token.i and not is_victim:
            first = min([near, *(c for c in near.lefts if c.dep_ == "compound")], key=lambda t: t.i)
            return str(near.doc[first.i : near.i + 1].text)
    return None


def _named(token: Token) -> str:
    """The whole name of the place that a word belongs to."""
    name = next((e.text for e in token.doc.ents if e.start <= token.i < e.end), token.text)
    return " ".join(name.split()).removeprefix("the ")
