"""The form of a terms file: which keys it may have and what may stand behind each.

One list for all: the loader reads by it, the writer writes by it, the JSON Schema is made of it, and paths are looked
up in it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import get_args

from trucewatch.agreements.form_shapes import (
    AGREEMENT,
    Anchor,
    Changes,
    Day,
    Duration,
    Field,
    Flag,
    Id,
    Number,
    OneOf,
    Record,
    Ref,
    Section,
    Several,
    Version,
    Words,
    Zone,
)
from trucewatch.agreements.terms import (
    Act,
    Amendment,
    Annex,
    Consent,
    Counting,
    Entry,
    Exchange,
    Length,
    Mechanism,
    Owed,
    Power,
    PowerAct,
    Source,
    Terms,
    TermsObligation,
    TermsParty,
    TermsPhase,
    TermsRole,
    When,
)
from trucewatch.vocabulary.kinds import Action, DutyBasis, DutyKind, Qualifier, Quantity

ID_SECTIONS = ("parties", "phases", "obligations", "exchanges", "powers", "mechanisms")
"""Their ids are unique over all of them, so that a path needs no more than the id."""
NAMED_SECTIONS = ("sources", "amendments")
"""Their keys are unique by themselves; a path names the section too."""


@lru_cache(maxsize=1)
def terms_form() -> Record:
    """The form of the whole file, its keys in the order in which they are written."""
    words, duration = Words(), Duration()
    sources = Field("sources", Several(Ref(("sources",))), "keys of the sources that print it so")
    doubt = Field("doubt", words, "what is unsure of it")
    ends = (sources, doubt)
    counting = Field("counting", OneOf(get_args(Counting)), "does the day of the anchor count as day one?")
    whens = Several(
        Record(
            When,
            (
                Field("at", Day(hours=True), "a day, or an hour"),
                Field("after", Anchor(), "what the time hangs on", name="anchor"),
                Field("offset", duration, "how long from what it hangs on"),
                counting,
                Field("words", words, "a condition that nothing dates, in words"),
                *ends,
            ),
            short=("at", "after"),
        )
    )
    lengths = Several(Record(Length, (Field("lasts", duration, "how long"), counting, *ends), short=("lasts",)))
    parties = Several(Ref(("parties",)))
    obligations = Several(Ref(("obligations",)))
    acts = Several(
        Record(
            Act,
            (Field("words", words, "what it is, in our own words"), Field("clause", words), sources),
            short=("words",),
        )
    )
    return Record(
        Terms,
        (
            Field("terms", Version(), "the version of this form"),
            Field("id", Id(), "short name of the agreement, also its folder in a library"),
            Field("title", words, "what it is commonly called"),
            Field("on", Day(), "the day of the version that the file tells; amendments come on top"),
            Field("zone", Zone(), "the zone of days and hours that name none"),
            Field("reference", words, "where the text is printed"),
            Field("sources", Section(_source())),
            Field("parties", Section(_party(ends)), "who has a part in it", optional=True),
            Field("entry", _entry(whens), "the four dates of the agreement", optional=True),
            Field("phases", Section(_phase(whens, lengths, ends))),
            Field("obligations", Section(_obligation(whens, parties, obligations, ends)), "who must do what"),
            Field("exchanges", Section(_exchange(whens, ends)), "what is given for what"),
            Field("powers", Section(_power(parties, ends)), "who may extend, suspend, resume or terminate what"),
            Field("mechanisms", Section(_mechanism(parties, ends)), "bodies that watch, decide or settle"),
            Field("area", words, "where it applies"),
            Field("permitted", acts, "what the terms expressly permit"),
            Field("prohibited", acts, "what the terms expressly prohibit"),
            Field("disputes", words, "how a dispute is settled"),
            Field("annexes", Several(_annex()), "texts that belong to it"),
            Field("amendments", Section(_amendment(ends)), "what changed from when"),
            Field("notes", Several(words), "what a reader of the file should know"),
        ),
    )


def _source() -> Record:
    return Record(
        Source,
        (Field("what", Words(), "what it is"), Field("reference", Words(), "its address or title")),
        short=("what",),
    )


def _entry(whens: Several) -> Record:
    told = {
        "signed": "when it was signed", "announced": "when it was announced",
        "scheduled": "when it was to enter into force", "actual": "when it did",
    }  # fmt: skip
    return Record(Entry, tuple(Field(key, whens, words) for key, words in told.items()))


def _party(ends: tuple[Field, ...]) -> Record:
    return Record(
        TermsParty,
        (
            Field("name", Words(), "as the source has it"),
            Field("roles", Several(OneOf(get_args(TermsRole))), "its roles in this agreement"),
            Field("aliases", Several(Words()), "further names that reports may use"),
            Field("bound", Flag(), "does it bear duties under the agreement?"),
            Field("through", Ref(("parties",)), "the party through whom it is bound"),
            *ends,
        ),
    )


def _phase(whens: Several, lengths: Several, ends: tuple[Field, ...]) -> Record:
    return Record(
        TermsPhase,
        (
            Field("ordinal", Number(whole=True, least=1), "its number", optional=True),
            Field("title", Words()),
            Field("starts", whens, "when it begins; a list: readings that differ"),
            Field("lasts", lengths, "how long it lasts; a list: readings that differ", name="lengths"),
            Field("continues_while", Words(), "what keeps its measures going past its last day"),
            *ends,
        ),
    )


def _obligation(whens: Several, parties: Several, obligations: Several, ends: tuple[Field, ...]) -> Record:
    owed = Record(
        Owed,
        (
            Field("number", Number(), "how many; left out where the terms leave it open", optional=True),
            Field("qualifier", OneOf(get_args(Qualifier))),
            Field("unit", Words(), "what is counted"),
            Field("category", Words(), "kept apart and never added up"),
            Field("per", Duration(), "the period in which so many are owed"),
            *ends,
        ),
        nested=(("quantity", Quantity, ("number", "qualifier")),),
    )
    return Record(
        TermsObligation,
        (
            Field("bearer", parties, "who must do it", name="bearers", optional=True),
            Field("to", parties, "to whom it is owed"),
            Field("duty", OneOf(get_args(DutyKind))),
            Field("action", OneOf(get_args(Action))),
            Field("subtype", Words(), "a finer sort of the action; needed with `other`"),
            Field("object", Words(), "in our own words"),
            Field("phase", Ref(("phases",)), "the phase it belongs to; left out: the whole agreement"),
            Field("basis", OneOf(get_args(DutyBasis)), "what it rests on"),
            Field("place", Words()),
            Field("owed", Several(owed), "how many, by category and by source where these differ"),
            Field("starts", whens, "from when; left out: with its phase"),
            Field("due", whens, "by when; a list: readings that differ"),
            Field("until", whens, "when it ends by the terms themselves"),
            Field("condition", Words(), "on what it hangs, in words"),
            Field("after", obligations, "obligations that come first"),
            Field("in_exchange_for", obligations, "obligations given in return"),
            Field("reciprocal", Flag(), "is each bearer held only as long as the other keeps it?"),
            Field("match", Several(Words()), "words of which one must stand in a statement's object or place"),
            Field("clause", Words(), "article or paragraph"),
            *ends,
        ),
    )


def _exchange(whens: Several, ends: tuple[Field, ...]) -> Record:
    return Record(
        Exchange,
        (
            Field("give", Ref(("obligations",))),
            Field("get", Ref(("obligations",))),
            Field("get_per_give", Number(), "how many of the one for each of the other"),
            Field("category", Words()),
            Field("batch", whens, "when it is done"),
            Field("list_agreed", Flag(), "are the names agreed?"),
            *ends,
        ),
    )


def _power(parties: Several, ends: tuple[Field, ...]) -> Record:
    return Record(
        Power,
        (
            Field("act", OneOf(get_args(PowerAct)), "what may be done"),
            Field("of", Ref(("phases", "obligations"), (AGREEMENT,)), "to a phase, an obligation, or `agreement`"),
            Field("holders", parties, "who may begin it"),
            Field("consent", parties, "whose acceptance it takes"),
            Field("rule", OneOf(get_args(Consent)), "how many of them must accept"),
            Field("lasts", Duration(), "of an extension, how long at a time"),
            Field("times", Number(whole=True, least=1), "how often at most"),
            Field("notice", Duration(), "what must pass before it takes effect"),
            Field("condition", Words()),
            *ends,
        ),
    )


def _mechanism(parties: Several, ends: tuple[Field, ...]) -> Record:
    return Record(
        Mechanism,
        (
            Field("name", Words()),
            Field("members", parties),
            Field("aliases", Several(Words()), "further names that reports may use"),
            Field("chair", parties),
            Field("decision_rule", Words(), "how it decides"),
            Field("competence", Words(), "what it may do"),
            Field("finds", Flag(), "may it find that a clause was broken?"),
            Field("seat", Words()),
            Field("complaint_within", Duration(), "how long a complaint may be brought"),
            Field("reports_every", Duration()),
            *ends,
        ),
    )


def _annex() -> Record:
    return Record(
        Annex,
        (Field("title", Words()), Field("on", Day()), Field("reference", Words()), Field("published", Flag())),
        short=("title",),
    )


def _amendment(ends: tuple[Field, ...]) -> Record:
    return Record(
        Amendment,
        (
            Field("on", Day(), "from when it holds"),
            Field("changes", Changes(), "paths with their new values"),
            Field("reference", Words(), "where it is printed"),
            *ends,
        ),
    )
