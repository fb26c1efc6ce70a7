"""What happened to those who are counted: killed, wounded, displaced, released, held, or troops told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.lexicons import table, words
from trucewatch.reading.quantities import QuantityAt
from trucewatch.reading.sentences import sentence_of, text_of
from trucewatch.reading.violation_syntax import is_open
from trucewatch.vocabulary.kinds import FigureWhat, Qualifier

_HARM = frozenset({"killed", "wounded", "displaced"})
_ELLIPTIC = "elliptic"  # the noun is left out: "wounded 30", "hundreds more are held"
_FORCES = frozenset("force army garrison contingent militia battalion brigade peacekeeping".split())
_PERSONS = frozenset({"people", "troops", "held", "displaced", "killed", "wounded", _ELLIPTIC})
_UP = frozenset("conj appos nmod compound dep nummod quantmod pobj prep amod attr advmod npadvmod".split())
# words behind those counted, told by no single verb of the lexicon
_LEFT_HOME = re.compile(
    r"^[^.;:]{0,60}?\b(?:(?:from|left|lost|fled|abandoned) (?:their|its) (?:homes?|villages?|houses|land|towns?)|"
    r"homeless|sheltering|(?:still )?(?:camped|encamped|camping)|"
    r"(?:were |was |are )?on the roads?\b|fleeing|to flee|fled|"
    r"(?:sought|seek|seeking|taken|took|taking) (?:shelter|refuge|sanctuary|safety)|"
    r"(?:have |had |has )?(?:crossed|streamed|poured|flooded) (?:into|across|over)\b|"
    r"(?:internally )?displaced|uprooted)",
    re.IGNORECASE,
)
_SET_FREE = re.compile(
    r"^[^.;:]{0,60}?\b(?:walk(?:ed|ing)? free|(?:were|was) given back|left (?:\w+ ){0,2}(?:custody|captivity)|"
    r"changed? hands|set free|handed (?:over|back)|went free|go free|let go|"
    r"(?:sent|allowed|flown) home)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"^[^.;:]{0,40}?\b(?:in (?:[\w’'-]+ ){0,2}(?:custody|captivity|detention|jail|prison)|behind bars|taken (?:hostage|"
    r"captive|prisoner))\b",
    re.IGNORECASE,
)
_LOST_LIVES = re.compile(r"^[^.;:]{0,40}?\b(?:lost their lives|shot dead|found dead|burned to death)\b", re.IGNORECASE)
_TAKEN_BEFORE = re.compile(r"\b(?:handed over|set free|handing over|hand over)\s*$", re.IGNORECASE)
# words between a count and the participle that tells of it ("12 others were reported killed")
_BETWEEN = frozenset(
    "more others other people were was have been are being has had feared believed reported to be".split()
)
_HEARSAY = frozenset("say report believe think know understand fear presume estimate".split())
_TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:the )?(?:dead|deaths|fatalities)|body count|dead|deaths|fatalities)\b[^.;]*$",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\b(?P<deed>[A-Za-z]+(?:ed|ead|eld))\b[^.;:\d]{0,40}:\s*$")  # "Released by the north: 31"


@dataclass(frozen=True)
class Deed:
    """What a count is about.

    Attributes:
        what: the class of the figure.
        at: the verb or noun that tells it, None where the counted noun does.
        qualifier: where the telling word sets it ("the toll has passed ...").
    """

    what: FigureWhat
    at: Token | None
    qualifier: Qualifier | None = None


def deed_of(quantity: QuantityAt, token: Token, head: Token | None) -> Deed:
    """The deed behind a count.

    Args:
        quantity: the count.
        token: its number in the sentence's tree.
        head: the noun it counts, if the report prints one.
    """
    anchor = head if head is not None else token
    noun = noun_class(quantity, head) if head is not None else _ELLIPTIC
    if quantity.unit is not None and quantity.unit != "%":
        return Deed("other", None)
    if _is_force(quantity, anchor):
        return Deed("troops", None)
    if noun == "people" and quantity.unit is None and _is_displaced(anchor):
        return Deed("displaced", None)
    if noun in _HARM and quantity.unit is None and not _brings(anchor):
        return Deed(cast("FigureWhat", noun), None)
    if quantity.unit is None and (found := _by_neighbours(quantity, anchor, noun) or _by_tree(anchor, noun)):
        if found.what == "released" and found.at is not None and is_open(found.at):  # who is to be freed is still held
            found = _held_still(anchor, noun) or found
        return found if found.at is None or not _is_undone(found.at) else Deed("other", None)
    if quantity.unit is None and (found := _by_phrase(quantity, anchor, noun)):
        return found
    if noun in {"held", "troops"} and quantity.unit is None:
        return Deed(cast("FigureWhat", noun), None)
    return Deed("other", None)


def whole_deed(quantity: QuantityAt, head: Token | None) -> Deed:
    """Of the whole in "300 of the 1,200 hostages died": what befell the part is not told of it."""
    noun = noun_class(quantity, head)
    if noun in {"held", "troops"}:
        return Deed(cast("FigureWhat", noun), None)
    if noun == "people" and head is not None:
        return Deed("displaced", None) if _is_displaced(head) else _by_modifier(head, noun) or Deed("other", None)
    return Deed("other", None)


def noun_class(quantity: QuantityAt, head: Token | None) -> str | None:
    """Class of the noun a count is about, None where it is a thing or left out."""
    if head is None:
        return None
    nouns = table("figure_nouns")
    low, lemma = head.lower_, head.lemma_.lower()
    found = nouns.get(lemma) or nouns.get(low) or nouns.get(low.removesuffix("s"))
    if quantity.noun is not None and "member" in quantity.noun and found is None:
        return None
    if lemma == "personnel" and any(_is_military(c) for c in head.children):
        return "troops"
    if lemma in {"man", "men"} and (quantity.number is None or quantity.number >= 10):
        fellows = {t.lemma_.lower() for t in (*head.conjuncts, *head.children)}
        return "people" if fellows & {"woman", "child", "boy", "girl"} else "troops"
    if found is None and (head.ent_type_ == "NORP" or _is_agentive(lemma)):
        return "people"
    made = head.head.lemma_ in {"set", "create", "establish", "form", "appoint", "name"}
    if found == "killed" and lemma == "body" and (made or any(c.dep_ == "compound" for c in head.children)):
        return None
    return found


def _is_military(word: Token) -> bool:
    """As in "military personnel", "security personnel", or of a body known by its letters."""
    if word.dep_ not in {"compound", "amod", "nmod"}:
        return False
    letters = word.text.isupper() and len(word.text) > 2 and word.ent_type_ != "GPE"
    return letters or word.lower_ in {"military", "army", "armed", "security", "naval", "uniformed", "paramilitary"}


def _is_force(quantity: QuantityAt, anchor: Token) -> bool:
    """As in "a force of 2,500", "the 10,000-strong army"."""
    if quantity.head is None and text_of(anchor.doc)[quantity.end :].lstrip(" -").lower().startswith("strong"):
        return True
    if quantity.noun == "strong":
        return anchor.lemma_.lower() in _FORCES
    above = anchor.head
    return quantity.head is None and above.lower_ == "of" and above.head.lemma_.lower() in _FORCES


def _is_displaced(anchor: Token) -> bool:
    """As in "4,300 displaced persons"."""
    return any(c.lower_ in {"displaced", "uprooted", "homeless"} for c in anchor.lefts)


def _is_undone(verb: Token) -> bool:
    """As in "without displacing ...", "has not released ..."."""
    return any(c.dep_ == "neg" for c in verb.children) or (verb.dep_ == "pcomp" and verb.head.lower_ == "without")


def _is_agentive(lemma: str) -> bool:
    """Nouns made for persons who do something: sailors, farmers, pacifists; listed things look alike."""
    return re.search(r"\w{2}(?:er|or|ist|ian|man|woman|ee)$", lemma) is not None and lemma not in words(
        "agentive_things"
    )


def _brings(anchor: Token) -> bool:
    """Refugees who return, or bodies handed over, are told of for another deed."""
    if anchor.lemma_ == "body" and anchor.head.lemma_ in {
        "hand",
        "turn",
        "deliver",
        "exchange",
        "swap",
        "transfer",
        "give",
    }:
        return True
    return anchor.dep_ in {"nsubj", "dobj"} and anchor.head.lemma_ in {
        "return",
        "repatriate",
        "receive",
        "host",
        "save",
    }


def _rows(lemma: str, noun: bool) -> tuple[str, str] | None:
    rows = table("figure_verbs")
    value = (rows.get(f"{lemma}-of") if noun else None) or rows.get(lemma)
    if value is None:
        return None
    what, _, role = value.partition(" ")
    return what, role


def _row_for(verb: Token, noun: str | None) -> tuple[str, str] | None:
    """The row of a verb; "lost two brothers" and "families left" tell of harm with persons alone."""
    lemma = verb.lemma_.lower()
    if lemma == "drive" and (noun != "people" or not any(c.lower_ in {"from", "out"} for c in verb.children)):
        return None
    if lemma == "lose" and noun not in {"people", "troops"}:
        return None
    if lemma == "leave" and (noun != "people" or any(c.dep_ in {"dobj", "acomp", "oprd"} for c in verb.children)):
        return None
    return _rows(lemma, noun=False)


def _fits(what: str, noun: str | None) -> bool:
    """Only persons are freed or held ("held three meetings" is no captivity)."""
    return what in _HARM or noun in _PERSONS


def _by_neighbours(quantity: QuantityAt, anchor: Token, noun: str | None) -> Deed | None:
    """The word right before the count ("killed about 30", "wounding 44") or right behind it ("12 killed")."""
    doc = anchor.doc
    span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
    if span is None:
        return None
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.pos_ == "VERB" and before.tag_ != "VBN":
        row = _row_for(before, noun)
        if row and row[1] != "subject" and _fits(row[0], noun):
            return Deed(cast("FigureWhat", row[0]), before)
    i = max(span.end, anchor.i + 1)
    while i < len(doc) and (doc[i].lower_ in _BETWEEN or doc[i].pos_ == "ADV"):
        i += 1
    after = doc[i] if i < len(doc) else None
    if (
        after is not None
        and sentence_of(after) == sentence_of(anchor)
        and after.tag_ in {"VBN", "VBD", "JJ", "NN", "NNS"}
    ):
        low = table("figure_nouns").get(after.lower_)
        if low in _HARM and after.lower_ in {"dead", "wounded", "injured", "displaced", "homeless"}:
            return Deed(cast("FigureWhat", low), after)
        row = _row_for(after, noun) if after.tag_ in {"VBN", "VBD"} else None
        passive = row is not None and not any(c.dep_ == "dobj" for c in after.children)
        if row and passive and _fits(row[0], noun) and not (row[0] == "held" and _held_by_whom(anchor)):
            return Deed(cast("FigureWhat", row[0]), after)
    return None


def _held_by_whom(anchor: Token) -> bool:
    """As in "The release of 38 captives held by ...": the release above tells more than the holding behind."""
    return any(_rows(p.lemma_.lower(), noun=p.pos_ == "NOUN") is not None for p in _above(anchor))


def _above(anchor: Token) -> Iterator[Token]:
    token = anchor
    while token.head.i != token.i:
        token = token.head
        yield token
        if token.pos_ in {"VERB", "AUX"}:
            return


def _by_tree(anchor: Token, noun: str | None) -> Deed | None:
    """Climb from those counted to the verb or noun of deed that governs them."""
    token = anchor
    for _ in range(8):
        above, relation = token.head, token.dep_
        if above.i == token.i:
            break
        if above.pos_ == "VERB" or above.tag_ in {"VBG", "VBN", "VBD"}:
            together = relation == "prep" and token.lower_ in {"with", "along", "alongside"}
            found = _by_verb(above, "nsubjpass" if together else relation, noun) or _by_report(above, relation, noun)
            if found is not None:
                return found
            if relation not in {"conj", "appos", "prep", "nsubj"} or above.dep_ not in {
                "ccomp",
                "xcomp",
                "acl",
                "pcomp",
            }:
                break
        elif above.pos_ == "NOUN" and relation == "prep" and token.lower_ in {"of", "for"}:
            row = _rows(above.lemma_.lower(), noun=True)
            if row and row[1] != "subject" and _fits(row[0], noun):
                return Deed(cast("FigureWhat", row[0]), above)
        if relation not in _UP and above.pos_ not in {"ADP", "NOUN"}:
            break
        token = above
    return _by_modifier(anchor, noun)


def _by_report(verb: Token, relation: str, noun: str | None) -> Deed | None:
    """As in "12 are said to have died", "families are believed to have left"."""
    if relation != "nsubjpass" or verb.lemma_ not in _HEARSAY:
        return None
    told = next((c for c in verb.children if c.dep_ in {"xcomp", "oprd", "ccomp"} and c.tag_[:2] == "VB"), None)
    if told is None:
        return None
    return _by_verb(told, "nsubjpass" if any(c.dep_ == "auxpass" for c in told.children) else "nsubj", noun)


def _by_verb(verb: Token, relation: str, noun: str | None) -> Deed | None:
    row = _row_for(verb, noun)
    if row is None or not _fits(row[0], noun):
        return None
    what, role = row
    has_object = any(c.dep_ == "dobj" for c in verb.children)
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    is_object = relation in {"dobj", "nsubjpass", "oprd", "attr"}
    is_subject = relation == "nsubj"
    if (is_object and role != "subject") or (is_subject and role == "subject"):
        return Deed(cast("FigureWhat", what), verb)
    if is_subject and role == "either" and not has_object and not passive and verb.tag_ in {"VBN", "VBD"}:
        return Deed(cast("FigureWhat", what), verb)  # headlines: "At least 12 killed in ..."
    return None


def _by_modifier(anchor: Token, noun: str | None) -> Deed | None:
    """As in "30 people killed in ...", "4,000 men who died", "59 hostages still held"."""
    for child in anchor.children:
        if child.dep_ not in {"acl", "relcl", "amod"}:
            continue
        row = _row_for(child, noun)
        if row is None or not _fits(row[0], noun):
            continue
        by_whom = any(c.dep_ == "dobj" for c in child.children)
        passive = child.tag_ == "VBN" or any(c.dep_ in {"auxpass", "nsubjpass"} for c in child.children)
        if (row[1] == "subject" and not passive) or (row[1] != "subject" and passive and not by_whom):
            return Deed(cast("FigureWhat", row[0]), child)
    return None


def _held_still(anchor: Token, noun: str | None) -> Deed | None:
    """As in "the 17 students arrested in May are to be freed"."""
    found = _by_modifier(anchor, noun)
    return found if found is not None and found.what == "held" else None


def _by_phrase(quantity: QuantityAt, anchor: Token, noun: str | None) -> Deed | None:
    """What no single verb tells: "walked free", "drove ... from their homes", "the toll has passed ..."."""
    sentence = sentence_of(anchor)
    start = max(quantity.end, anchor.idx + len(anchor)) - sentence.start_char
    behind, before = sentence.text[start:], sentence.text[: quantity.start - sentence.start_char]
    if re.match(r"\s*(?:had |has |have )?(?:said|told|say|warned|reported)\b", behind):  # whoever speaks is not told of
        return None
    if _LOST_LIVES.match(behind) or re.match(r"\s*(?:were|was|are|left|lay) dead\b", behind):
        return Deed("killed", None)
    if noun in _PERSONS:
        persons: tuple[tuple[re.Pattern[str], FigureWhat], ...] = (
            (_SET_FREE, "released"), (_LEFT_HOME, "displaced"), (_TAKEN, "held"),
        )  # fmt: skip
        for pattern, what in persons:
            found = pattern.match(behind)
            if found is not None and not re.search(r",\s", found.group()):
                word = anchor.doc.char_span(
                    sentence.start_char + start + found.end() - 1,
                    sentence.start_char + start + found.end(),
                    alignment_mode="expand",
                )
                return Deed(what, word[0] if word is not None else None)
        if _TAKEN_BEFORE.search(before):
            return Deed("released", None)
    if re.search(r"\blet(?:ting)?\s*$", before) and re.match(r"\s*go\b", behind):
        return Deed("released", None)
    if noun == _ELLIPTIC and (headed := _HEADED.search(before)):
        row = table("figure_nouns").get(headed["deed"].lower()) or _deed_of_participle(anchor, headed.start("deed"))
        if row is not None:
            return Deed(cast("FigureWhat", row), None)
    if noun == _ELLIPTIC and (toll := _TOLL.search(before)):
        at = sentence.start_char + toll.start()
        word = anchor.doc.char_span(at, at + 1, alignment_mode="expand")
        return Deed("killed", word[0] if word is not None else None)
    return None


def _deed_of_participle(anchor: Token, start: int) -> str | None:
    sentence = sentence_of(anchor)
    word = anchor.doc.char_span(sentence.start_char + start, sentence.start_char + start + 1, alignment_mode="expand")
    row = _rows(word[0].lemma_.lower(), noun=False) if word is not None else None
    return row[0] if row is not None else None


def verb_extent(token: Token) -> tuple[int, int]:
    """(start, end) of the telling word with its auxiliaries and particles."""
    parts = [
        token,
        *(c for c in token.children if c.dep_ in {"aux", "auxpass", "prt", "neg"} and abs(c.i - token.i) <= 4),
    ]
    return min(t.idx for t in parts), max(t.idx + len(t) for t in parts)
