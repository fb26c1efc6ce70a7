"""States and statelets that no register knows, by what a report tells of them.

A name that the recogniser takes for a place is one that acts where it agrees, refuses and withdraws, has a president,
troops or a border, or stands with another "between" which something is; its adjective ("Ruritanian") then means it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc, Token

from trucewatch.reading.actor_runs import form_of, in_dateline, key_of
from trucewatch.reading.actor_types import MOVEMENT_WORDS, NameType, has_word
from trucewatch.reading.lexicons import words
from trucewatch.reading.party_process import tells_of_process
from trucewatch.reading.sentences import text_of

Run = tuple[int, int]
How = Literal["name", "demonym", "people"]

_ENOUGH = 2
_LEAST_STEM = 4
_LONGEST_NAME = 3  # words
_STATE_THINGS = frozenset(
    "government army navy military troops soldiers forces warplanes jets gunboats warships artillery border frontier "
    "president premier king queen emir parliament cabinet capital authorities envoy ambassador embassy delegation "
    "minister ministers republic territory sovereignty independence nationals citizens prisoners diplomats "
    "negotiators leaders side airspace constitution presidency junta regime consul coastguard airforce "
    "representatives guards officials".split()
)
_ONLY_A_STATES = frozenset(
    "government border frontier president premier king queen emir parliament cabinet capital ambassador embassy "
    "minister airspace territory independence sovereignty nationals citizens consul presidency".split()
)
_ARTICLED = frozenset("republic republics islands isles states federation kingdom emirates emirate keys cays".split())
_OF_A_TOWN = frozenset("mayor governor town city village port suburb district valley river bridge airport".split())
_A_STATE = frozenset("state republic kingdom country nation government federation emirate sultanate".split())
_NO_DEED = frozenset("be have lie fall see witness become remain look host stand seem appear know wake come".split())
_SIDES = frozenset({"between", "with", "by", "against", "to", "from"})
_DONE_TO_SOMEBODY = frozenset("accuse ask blame inform invite persuade praise tell thank urge warn".split())
_OBJECTS = frozenset({"dobj", "xcomp", "ccomp"})
_STATE_DEEDS = frozenset(
    "accept agree refuse reject accuse say deny insist sign withdraw demand pledge promise invade attack recognise "
    "recognize negotiate ratify suspend offer propose claim respond reply release free hand warn threaten want "
    "annex announce call break join condemn denounce urge ask tell allow close reopen lift undertake".split()
)
_ADJECTIVE_ENDINGS = ("n", "i", "ese", "ish", "ic", "er", "ch", "ene", "ote", "ine", "ar")
_PEOPLE_ENDINGS = tuple(f"{ending}s" for ending in _ADJECTIVE_ENDINGS)


@dataclass
class _Told:
    """What a report tells of one name."""

    form: str
    is_person: bool = False
    is_movement: bool = False
    strength: int = 0
    deeds: int = 0
    sides: int = 0
    stays: int = 0
    owned: int = 0
    articles: int = 0
    persons: int = 0
    peoples: int = 0
    places: int = 0
    runs: list[Run] = field(default_factory=list)


def acting_states(
    doc: Doc, runs: Sequence[Run], types: Mapping[str, tuple[NameType, bool]]
) -> Mapping[str, tuple[str, How]]:
    """The names that stand for a state: key of a name -> the state's form, and whether by name or by adjective.

    Args:
        doc: the report.
        runs: its runs of proper nouns.
        types: key of a name -> what it was taken for, and whether it surely is a movement's.
    """
    if not tells_of_process(text_of(doc)):
        return {}  # elsewhere firms, towns and sports clubs act, and no state that is not in the register
    told: dict[str, _Told] = {}
    for run in runs:
        key = key_of(doc, *run)
        type_, is_movement = types[key]
        if type_ not in {"place", "party", "body", "person"} or not _may_be_state(doc, run):
            continue
        entry = told.setdefault(key, _Told(form_of(doc, *run), type_ == "person", is_movement))
        entry.runs.append(run)
        _weigh(doc, run, entry)
    _add_adjectives(told)
    states = {key: entry for key, entry in told.items() if _is_state(entry)}
    found: dict[str, tuple[str, How]] = {key: (entry.form, "name") for key, entry in states.items()}
    for key, entry in told.items():
        owner = _of_state(key, states)
        if owner is not None and all(stands_as_adjective(doc, run, entry.form) for run in entry.runs):
            found[key] = owner.form, "people" if entry.form.endswith("s") else "demonym"
    return found


def _may_be_state(doc: Doc, run: Run) -> bool:
    form = form_of(doc, *run)
    plain = not any(has_word(form, name) for name in ("body_words", "media_words", "group_nouns"))
    own = {part.casefold() for part in form.split()} & (MOVEMENT_WORDS - {"republic", "people's", "people’s"})
    return plain and not own and len(form.split()) <= _LONGEST_NAME and not (form.isupper() and len(form) < 5)


def _is_state(entry: _Told) -> bool:
    if 2 * entry.articles > len(entry.runs) and not _ARTICLED & set(entry.form.casefold().split()):
        return False
    if not _is_placed(entry):
        return False
    stands_as_place = entry.stays > 0 and entry.strength + entry.deeds > 0
    if entry.is_person or (2 * entry.persons > len(entry.runs) and " " in entry.form):
        return stands_as_place
    if entry.is_movement:
        return entry.owned > 0 or stands_as_place
    return entry.strength + 2 * min(entry.deeds, 3) + entry.sides >= _ENOUGH


def _is_placed(entry: _Told) -> bool:
    """Is a name more than a person's or a people's, which act as states do: a place, or one that owns or deals?"""
    stands = entry.places + entry.stays
    return stands > 0 or entry.owned + entry.sides > 0 or entry.persons + entry.peoples < len(entry.runs)


def _add_adjectives(told: Mapping[str, _Told]) -> None:
    """What is "Ruritanian" speaks for Ruritania as what is Ruritania's does."""
    for key, entry in told.items():
        owner = _of_state(key, told)
        if owner is not None and ends_as_adjective(entry.form):
            owner.strength += entry.strength
            owner.owned += entry.owned


def _weigh(doc: Doc, run: Run, entry: _Told) -> None:
    """Add what one place tells of a name."""
    first, last = run
    head = doc[first:last].root
    if in_dateline(head):
        entry.strength += 2 * (first > 1 and doc[first - 1].text == "," and in_dateline(doc[first - 2]))
        return
    owned = [head.head] if head.dep_ in {"poss", "compound", "amod", "nmod"} else []
    before = [t.lower_ for t in doc[max(first - 3, 0) : first]]
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        owned.append(head.head.head)
    if head.dep_ == "appos" or (before[-2:-1] and before[-1] == "of"):
        entry.strength += 2 * (head.head.lower_ in _A_STATE)
    for thing in owned:
        forms = {thing.lower_, thing.lemma_.lower()}
        entry.owned += bool(forms & _ONLY_A_STATES)
        entry.strength += 2 * bool(forms & _STATE_THINGS) or bool(forms & (words("side_nouns") | words("office_nouns")))
        entry.strength -= 3 * (thing.lower_ in _OF_A_TOWN)
    if any(t.dep_ == "appos" and t.lower_ in _OF_A_TOWN for t in head.children):
        entry.strength -= 3
    entry.deeds += _does(head)
    entry.articles += before[-1:] == ["the"] and head.dep_ not in {"poss", "compound", "amod", "nmod"}
    entry.persons += head.ent_type_ == "PERSON"
    entry.peoples += head.ent_type_ == "NORP"
    entry.places += head.ent_type_ in {"GPE", "LOC"}
    entry.stays += head.dep_ == "pobj" and head.head.lower_ in {"in", "into", "inside", "across", "throughout"}
    if head.dep_ in {"pobj", "conj"} and _side_preposition(head) is not None:
        entry.sides += 1


def _does(head: Token) -> bool:
    """Is the name the subject of what only somebody does?"""
    top = head
    while top.dep_ == "conj" and top.head.pos_ == "PROPN":
        top = top.head
    if top.dep_ != "nsubj" or top.head.pos_ != "VERB":
        return False
    verb = top.head
    lemma = verb.lemma_.lower()
    return lemma in _STATE_DEEDS or (lemma not in _NO_DEED and any(c.dep_ in _OBJECTS for c in verb.children))


def acts_as_government(head: Token) -> bool:
    """Stands a town's name where only somebody can: does, says or knows it something, is it asked, thanked, accused?"""
    if head.dep_ == "dobj":
        return head.head.lemma_.lower() in _DONE_TO_SOMEBODY
    if head.dep_ != "nsubj" or head.head.pos_ != "VERB":
        return False
    lemma = head.head.lemma_.lower()
    return _does(head) or lemma in words("cue_verbs") or lemma in {"know", "want", "behave", "hope"}


def _side_preposition(head: Token) -> str | None:
    """The "between" of "between A and B", the "by" of "signed by A", the "with" of "talks with A"."""
    top = head
    while top.dep_ == "conj" and top.head.pos_ == "PROPN":
        top = top.head
    if top.dep_ != "pobj" or top.head.lower_ not in _SIDES:
        return None
    prep = top.head.lower_
    if prep in {"to", "from"}:
        return None
    if prep == "with":
        over = top.head.head.lemma_.lower()
        return prep if over in words("talk_nouns") | words("truce_nouns") | {"war", "border", "relation"} else None
    return prep


def _of_state(key: str, states: Mapping[str, _Told]) -> _Told | None:
    """The state whose adjective a name may be: the one whose name begins alike."""
    others = (entry for state_key, entry in states.items() if state_key != key)
    return next((entry for entry in others if is_adjective_of(key, entry.form)), None)


def is_adjective_of(form: str, state: str) -> bool:
    """May one name be an adjective of another, which begins alike ("Ruritanian" of "Ruritania")?"""
    if " " in form:
        return False
    key, stem = form.casefold(), state.casefold().split()[-1]
    shared = next((n for n, (a, b) in enumerate(zip(stem, key, strict=False)) if a != b), min(len(stem), len(key)))
    return shared >= max(_LEAST_STEM, len(stem) - 2) and len(key) - shared <= _LEAST_STEM


def ends_as_adjective(form: str) -> bool:
    """Ends a name as adjectives of places, or the plural of a people, do?"""
    return form.endswith((*_ADJECTIVE_ENDINGS, *_PEOPLE_ENDINGS))


def stands_as_adjective(doc: Doc, run: Run, form: str) -> bool:
    """Stands the name as an adjective stands, or as the plural of a people, and does it end as these do?"""
    head = doc[run[0] : run[1]].root
    if form.endswith(_PEOPLE_ENDINGS):
        return True
    return form.endswith(_ADJECTIVE_ENDINGS) and (head.pos_ == "ADJ" or head.dep_ in {"amod", "compound", "nmod"})
