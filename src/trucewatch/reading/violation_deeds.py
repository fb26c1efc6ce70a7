"""Which words tell of a deed that would be logged, and of what kind: fire, incursion, a convoy stopped."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.violation_syntax import is_negated, is_open, is_passive, subject_of
from trucewatch.vocabulary.incidents import IncidentKind

ARMS = frozenset(
    "mortar rocket artillery tank drone missile mine shell grenade gun cannon rifle sniper "
    "howitzer bomb jet helicopter "
    "aircraft plane warplane gunboat gunship machine-gun katyusha round bullet "
    "shot projectile".split()
)
_ARMED = frozenset(
    "troop soldier fighter rebel guerrilla militia militiaman gunman army force unit patrol "
    "tank vehicle column battalion "
    "brigade commando paratrooper marine policeman police "
    "separatist insurgent raider infiltrator".split()
)
_FLYING = frozenset("jet helicopter aircraft plane warplane drone fighter gunship airplane aeroplane".split())
_LINES = frozenset(
    "line border frontier boundary river zone buffer demarcation ceasefire airspace territory corridor belt".split()
)
_RELIEF = frozenset(
    "aid relief convoy lorry truck food medicine supply fuel shipment consignment ship ambulance delivery".split()
)
_HELPERS = frozenset("ambulance hospital clinic medic doctor nurse paramedic worker convoy warehouse".split())
_WATCHERS = frozenset("monitor observer inspector peacekeeper verifier".split())
_PEOPLE = frozenset(
    "civilian villager resident woman child boy girl farmer passenger teacher priest family "
    "man people person bystander "
    "worker shepherd fisherman trader peasant schoolchild refugee priest bishop journalist".split()
)
_YOUNG = frozenset("child boy girl minor teenager adolescent schoolboy schoolchild".split())
_GATES = frozenset("crossing border frontier road bridge checkpoint gate port airport corridor airspace strait".split())
_WORKS = frozenset(
    "trench bunker position fortification barricade earthwork emplacement post wall fence roadblock checkpoint".split()
)
_NO_TARGETS = frozenset(
    "text plan proposal decision policy record idea draft offer speech article report law budget document critic "
    "problem issue question".split()
)
"""What is attacked in words."""
_BUILT = frozenset(
    "house home village building school mosque church bridge mill crop field town clinic orchard".split()
)
_CHARGES = frozenset("mine bomb explosive device charge".split())
_INTO = frozenset("at on into over across toward towards upon".split())
_RECORDING = frozenset("hear see report record log witness observe register note count document confirm".split())
_ERUPTING = frozenset(
    "continue resume erupt break kill wound injure hit damage destroy happen occur take go last".split()
)
_SPEECH = frozenset("accuse condemn denounce deny end stop halt call demand threaten warn".split())
_BY_OBJECT = frozenset({"fire", "strike"})


def deed_kind(token: Token) -> IncidentKind | None:
    """The kind of incident that a verb or noun tells as having happened; None where it tells none."""
    if token.pos_ == "VERB":
        kind = table("incident_words").get(f"{token.lemma_.lower()} v")
        if kind is None or not _has_happened(token):
            return None
        return _of_verb(token, kind)
    if token.pos_ == "NOUN":
        kind = table("incident_words").get(f"{token.lemma_.lower()} n")
        if kind is None or not _noun_tells(token):
            return None
        return _by_victim(token, kind)
    return None


def affected(token: Token) -> Iterator[Token]:
    """Whom or what a deed befalls: objects, the subject of a passive, and the nouns behind "on" or "of"."""
    for child in token.children:
        if child.dep_ in {"dobj", "nsubjpass"} or (child.dep_ == "nsubj" and token.lemma_ in {"explode", "detonate"}):
            yield from (child, *child.conjuncts)
        elif child.dep_ in {"prep", "agent"} and child.lower_ in _INTO | {"of", "against", "near"}:
            yield from (t for t in child.children if t.dep_ == "pobj")
    if token.pos_ == "VERB" and token.dep_ == "acl" and token.tag_ == "VBN":
        yield token.head


def _lemmas(tokens: Iterator[Token]) -> set[str]:
    """The lemmas of some nouns and of the nouns and names right before them."""
    return {t.lemma_.lower() for token in tokens for t in (token, *token.lefts)}


def _has_happened(verb: Token) -> bool:
    """Told as done: past or going on, not denied, feared, asked for or planned."""
    if is_open(verb) or is_negated(verb) or verb.tag_ in {"VB", "VBP"}:
        return False
    if verb.tag_ == "VBZ":
        return False
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "until", "before"} for c in verb.children):
        return False
    above = verb.head
    return not (verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "xcomp"} and above.lemma_.lower() in _SPEECH)


def _noun_tells(noun: Token) -> bool:
    """A noun of a deed tells it as happened where it was recorded, broke out, or did harm."""
    if any(c.lower_ in {"no", "any", "further"} for c in noun.children):
        return False
    above = noun.head
    if noun.lemma_ == "strike" and not any(c.lower_ in {"air", "missile", "rocket", "drone"} for c in noun.lefts):
        return False
    if above.pos_ not in {"VERB", "AUX"} or is_negated(above) or is_open(above) or above.tag_ == "VB":
        return False
    lemma = above.lemma_.lower()
    if noun.dep_ in {"dobj", "nsubjpass"} and lemma in _RECORDING:
        return True
    if lemma in {"launch", "carry", "mount", "stage", "make"} and noun.dep_ in {"dobj", "nsubjpass"}:
        return above.tag_ in {"VBD", "VBN", "VBG"}
    is_over = above.tag_ in {"VBD", "VBN"}
    return noun.dep_ == "nsubj" and lemma in _ERUPTING and is_over and noun.lemma_ != "shot"


def _of_verb(verb: Token, kind: str) -> IncidentKind | None:
    """The kind of a verb's deed, where those who do it and what it befalls make it one."""
    lemma, hit = verb.lemma_.lower(), _lemmas(affected(verb))
    doer = subject_of(verb) if not is_passive(verb) else None
    doing = {t.lemma_.lower() for t in (doer, *doer.lefts)} if doer is not None else set()
    particles = {c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod", "prep"}}
    alight = {t.lower_ for t in verb.subtree if 0 < t.i - verb.i < 6} & {"alight", "ablaze", "fire"}
    special = {
        "fall": bool(doing & ARMS) and bool(particles & {"on", "in", "near", "into"}),
        "land": bool(doing & (ARMS - _FLYING)),
        "open": "fire" in hit,
        "exchange": bool(hit & {"fire", "shot", "gunfire"}),
        "set": bool(alight),
        "hold": "up" in particles,
    }
    if hit & _NO_TARGETS or not special.get(lemma, True):
        return None
    if lemma == "kill" and not _is_one_deed(verb):
        return None
    if lemma == "fire" and not (hit & ARMS or particles & _INTO or doing & _ARMED):
        return None
    if lemma == "strike" and not (hit & (_PEOPLE | _BUILT | _HELPERS | {"target", "position"}) or doing & ARMS):
        return None
    needs: dict[str, bool] = {
        "incursion": bool(hit & _LINES or {t.ent_type_ for t in affected(verb)} & {"GPE", "LOC"})
        and bool(doing & (_ARMED | _FLYING) or lemma in {"invade", "infiltrate"}),
        "overflight": bool(doing & _FLYING) and (lemma == "overfly" or bool(particles & {"over", "above", "across"})),
        "force_movement": bool((hit | doing) & _ARMED) and (lemma != "move" or bool(particles & {"into", "to", "up"})),
        "reinforcement": lemma == "reinforce"
        or (bool(hit & (_ARMED | ARMS)) and bool(particles & {"in", "into", "up"})),
        "fortification": bool(hit & _WORKS),
        "demolition": bool(hit & (_BUILT | _RELIEF)),
        "aid_block": bool(hit & _RELIEF) and (lemma != "turn" or "back" in particles),
        "crossing_closed": bool(hit & _GATES),
        "killing_of_civilian": bool(hit & _PEOPLE) and not hit & _ARMED,
        "child_recruitment": bool(hit & _YOUNG),
        "mine_or_ied": bool(hit & _CHARGES),
        "late_or_missing_delivery": bool(hit & _RELIEF),
        "attack_on_aid_or_medical": bool(hit & (_RELIEF | _HELPERS)),
        "abduction": bool(hit),
        "detention": bool(hit),
    }
    if not needs.get(kind, True):
        return None
    if kind == "incursion" and (hit & {"airspace"} or doing & _FLYING):
        return "overflight"
    return _by_victim(verb, kind)


def _is_one_deed(verb: Token) -> bool:
    """Not the toll of a whole war: "3,000 have been killed since June"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return not helpers & {"has", "have"} and not any(c.lower_ == "since" for c in verb.children)


def _by_victim(token: Token, kind: str) -> IncidentKind | None:
    """Fire on monitors, or on a convoy or hospital, is a kind of its own."""
    hit = _lemmas(affected(token))
    if kind in _BY_OBJECT and hit & _WATCHERS:
        return "attack_on_monitors"
    if kind in _BY_OBJECT and hit & _HELPERS:
        return "attack_on_aid_or_medical"
    return next((known for known in _KINDS if known == kind), None)


_KINDS: tuple[IncidentKind, ...] = (
    "fire", "strike", "incursion", "force_movement", "reinforcement", "fortification", "overflight", "demolition",
    "aid_block", "crossing_closed", "attack_on_aid_or_medical", "abduction", "detention", "killing_of_civilian",
    "sexual_violence", "child_recruitment", "mine_or_ied", "late_or_missing_delivery", "incitement",
)  # fmt: skip
