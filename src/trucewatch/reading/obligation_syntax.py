"""What the step of obligations asks of a dependency parse: subjects, objects, particles, noun phrases, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from trucewatch.reading.lexicons import table

_PARTICLES = frozenset("out back in over down up apart away home off aside through free alone".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"which", "who", "that", "whom"})
_AS_BASE = frozenset({"VB", "VBP", "VBG"})


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Children of a token in one of these relations."""
    return (c for c in token.children if c.dep_ in deps)


def child(token: Token, *deps: str) -> Token | None:
    """The first child in one of these relations."""
    return next(children(token, *deps), None)


def is_verb(token: Token) -> bool:
    """A full verb or a form of "be" or "have" that heads a clause."""
    return token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB")


def is_passive(verb: Token) -> bool:
    """As in "were freed", "to be freed", and the bare participle behind a noun ("men freed on Monday")."""
    if child(verb, "auxpass", "nsubjpass", "agent") is not None:
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and child(verb, "nsubj", "aux") is None:
        return is_passive(verb.head)
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not _heads_a_clause(verb)


def _heads_a_clause(verb: Token) -> bool:
    """As in "the deal allowed for", "and the rebels handed over": parsed as a participle, in truth the main verb."""
    noun = verb.head
    if noun.dep_ == "ROOT" and noun.i < verb.i and lemma(noun) in table("deal_nouns"):
        return True
    after = noun.i + 1 == verb.i or noun.doc[noun.i + 1].pos_ in {"ADV", "AUX"}
    return noun.dep_ == "conj" and after and verb.tag_ in {"VBD", "VBN"} and child(verb, "dobj") is not None


def is_negated(verb: Token) -> bool:
    """As in "did not free", "never withdrew", "no troops were withdrawn", "nobody left"."""
    if any(c.dep_ == "neg" or c.lower_ in {"neither", "nor"} for c in verb.children):
        return True
    nouns = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    return any(n.lower_ in {"nobody", "none", "nothing"} or _has_no(n) for n in nouns)


def _has_no(noun: Token) -> bool:
    return any(c.lower_ in {"no", "neither"} for c in noun.children)


def particles(verb: Token) -> list[str]:
    """As in "out", "back" ... beside a verb, in the order of the text."""
    inner = [c for t in _let(verb) for c in t.children if c.i > t.i]
    return [
        c.lower_
        for c in [*verb.children, *inner]
        if c.lower_ in _PARTICLES and c.dep_ in {"prt", "advmod", "prep", "acomp", "oprd"} and 0 < c.i - verb.i < 8
    ]


def coordinated(token: Token) -> list[Token]:
    """The token and what is joined to it by "and", a comma or "or", in the order of the text."""
    found = [token]
    for joined in children(token, "conj"):
        if not begins_a_clause(joined):
            found += coordinated(joined)
    return found


def begins_a_clause(noun: Token) -> bool:
    """A noun that the parser joins to the list before it although a verb of its own follows."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if following is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    return following.tag_ == "MD" or any(c.dep_ == "acl" and _heads_a_clause(c) for c in noun.children)


def first_of_list(token: Token) -> Token:
    """The head of the list that a token is joined to."""
    while token.dep_ == "conj" and token.head.i < token.i and not (is_verb(token.head) and not is_verb(token)):
        token = token.head
    return token


def antecedent(token: Token) -> Token:
    """As in "which" -> the noun that its clause hangs on; any other token is itself."""
    if token.lower_ in _RELATIVE and token.tag_ in {"WDT", "WP", "IN"}:
        verb = token.head
        for _ in range(4):
            if verb.dep_ == "relcl":
                return _not_a_day(verb.head)
            verb = verb.head
    return token


def _not_a_day(noun: Token) -> Token:
    """As in "a draft circulated on Thursday, which ..." is about the draft."""
    at = noun
    while at.ent_type_ in {"DATE", "TIME"} and at.head != at:
        at = at.head
        while at.pos_ not in {"NOUN", "PROPN"} and at.head != at:
            at = at.head
    return at if at.pos_ in {"NOUN", "PROPN"} else noun


def own_subject(verb: Token) -> Token | None:
    """The grammatical subject that a verb has of its own."""
    found = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if found is None and any(c.tag_ == "MD" for c in verb.children):
        # "the accord, worked out in a week, would do away with ...": the parser gives the subject to the participle
        aside = next(
            (c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i and c.tag_ in {"VBN", "VBD"}), None
        )
        found = child(aside, *_SUBJECTS) if aside is not None else _swallowed_subject(verb)
    if found is None and verb.dep_ == "acl" and _heads_a_clause(verb):
        found = verb.head
    if found is not None and is_bullet(found):
        found = _behind_bullet(found)
    elif found is None and is_bullet(verb.head):
        found = _behind_bullet(verb.head)
    return antecedent(found) if found is not None else None


def is_bullet(token: Token) -> bool:
    """A sign without letters or digits, as before the items of a list; the parser may take it for any word."""
    return not any(c.isalnum() for c in token.text) and token.pos_ != "SPACE" and token.dep_ != "punct"


def _behind_bullet(sign: Token) -> Token | None:
    """As in "• the army to lift the siege" -> army."""
    return next((c for c in sign.children if c.i > sign.i and c.pos_ in {"NOUN", "PROPN", "PRON"}), None)


def _swallowed_subject(verb: Token) -> Token | None:
    """As in "will free 12 soldiers and Ruritania will release": the parser joins the second subject to the object."""
    if verb.dep_ not in {"conj", "relcl", "ccomp", "parataxis"}:
        return None
    modal = next(c for c in verb.children if c.tag_ == "MD")
    before = modal.doc[modal.i - 1] if modal.i else None
    while before is not None and before.pos_ == "ADV" and before.i:
        before = before.doc[before.i - 1]
    return before if before is not None and before.pos_ in {"NOUN", "PROPN"} and before.dep_ == "conj" else None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who or what is the grammatical subject of a verb, through infinitives, lists and participles."""
    own = own_subject(verb)
    if own is not None or depth > 6:
        return own
    joined = joined_infinitive(verb)
    if joined is not None:
        return verb.head if verb.dep_ == "acl" else subject(joined, depth + 1)
    head, dep = verb.head, verb.dep_
    if (dep in {"conj", "aux", "auxpass"} and is_verb(head)) or dep == "acomp":
        return subject(head, depth + 1)
    if dep in {"xcomp", "ccomp", "advcl"} and (is_verb(head) or head.pos_ == "ADJ"):
        given = child(head, "dobj", "dative") if dep != "advcl" and is_verb(head) else None
        controls = given is not None and lemma(head) not in {"promise", "be", "have"}
        return antecedent(given) if given is not None and controls else subject(head, depth + 1)
    if dep == "pcomp" and head.dep_ == "prep":
        return subject(head.head, depth + 1) if is_verb(head.head) else possessor(head.head)
    if dep == "acl":
        return head if verb.tag_ in {"VBN", "VBG"} else possessor(head)
    if dep == "relcl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return possessor(head)
    return None


def joined_infinitive(verb: Token) -> Token | None:
    """The infinitive whose list a bare verb goes on: "pledged to disarm, leave the towns and free the captives".

    The parser hangs such a verb on "pledged" instead.
    """
    head = verb.head
    if verb.dep_ == "acl":
        return _other_sides_infinitive(verb)
    if verb.dep_ == "advcl" and _goes_on_list(verb):
        return head
    if verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and is_verb(head):
        return _perfect_infinitive(verb)
    if verb.dep_ not in {"conj", "advcl", "dep", "ccomp"} or verb.tag_ not in {"VB", "VBP"} or not is_verb(head):
        return None
    if head.tag_ in {"VB", "VBP"} and verb.dep_ == "conj" and head.dep_ != "ROOT":
        return None
    if any(c.dep_ in {"aux", "mark", "advmod", *_SUBJECTS} and c.i < verb.i for c in verb.children):
        return None
    before = [c for c in children(head, "xcomp", "ccomp", "advcl") if head.i < c.i < verb.i and is_to_infinitive(c)]
    return before[-1] if before else None


def _goes_on_list(verb: Token) -> bool:
    """As in "to pull back, to settle disputes and not to fire": a list of infinitives, not what the first is for."""
    sign = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if sign is None or sign.i == 0 or sign.doc[sign.i - 1].lower_ != "," or not is_to_infinitive(verb.head):
        return False
    return any(any(a.lower_ == "to" for a in children(c, "aux")) for c in children(verb, "conj"))


def _other_sides_infinitive(verb: Token) -> Token | None:
    """As in "promised to free the captives and the army to leave the town": the second side joins the object."""
    side = verb.head
    if side.dep_ != "conj" or not is_to_infinitive(verb) or not _is_side(side):
        return None
    first = first_of_list(side)
    before = first.head if first.dep_ == "dobj" else None
    return before if before is not None and before.dep_ == "xcomp" and is_to_infinitive(before) else None


def _perfect_infinitive(verb: Token) -> Token | None:
    """As in "was to have shut the camps, halved the army and given land": participles go on the infinitive's list."""
    if any(c.dep_ in {"aux", "auxpass", *_SUBJECTS} for c in verb.children):
        return None
    for clause in children(verb.head, "xcomp"):
        if clause.i < verb.i and is_to_infinitive(clause) and any(c.lower_ == "have" for c in children(clause, "aux")):
            return clause
    return None


def _is_side(noun: Token) -> bool:
    lists = ("side_nouns", "group_nouns", "body_words")
    return noun.pos_ == "PROPN" or any(lemma(noun) in table(name) for name in lists)


def gapped(verb: Token) -> list[tuple[Token, Token]]:
    """As in "Ruritania is to free 50 captives, and Freedonia 150 prisoners": a second side and its object.

    The parser joins the side to the verb of the clause and hangs the object on it.
    """
    clause = verb.head if verb.dep_ == "xcomp" else verb
    sides = [c for c in children(clause, "conj") if c.pos_ in {"NOUN", "PROPN"} and c.i > verb.i]
    return [(side, thing) for side in sides for thing in children(side, "appos", "dobj") if child(thing, "nummod")]


def possessor(noun: Token) -> Token | None:
    """Whose it is: "its promise", "Ruritania's offer", "an offer by the rebels"."""
    own = child(noun, "poss")
    if own is not None and own.tag_ == "PRP$" and is_verb(noun.head) and noun.dep_ in {"dobj", "nsubjpass"}:
        doer = subject(noun.head)
        return doer if doer is not None and doer != noun else own  # "the army completed its withdrawal"
    if own is not None:
        return own
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in {"by", "from"}:
            return child(prep, "pobj")
    made = (v for v in children(noun, "acl") if lemma(v) in {"make", "give", "put"} and v.tag_ in {"VBN", "VBD"})
    return next((by for v in made if (by := agent(v)) is not None), None)


def agent(verb: Token) -> Token | None:
    """As in "freed by the army" -> army; shared by the members of a list of participles."""
    for prep in verb.children:
        if prep.lower_ == "by" and (prep.dep_ == "agent" or (prep.dep_ == "prep" and verb.tag_ in {"VBN", "VBD"})):
            named = child(prep, "pobj")
            return named if named is None or named.ent_type_ not in {"DATE", "TIME", "CARDINAL"} else None
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        return agent(verb.head)
    return None


def objects(verb: Token) -> list[Token]:
    """What the act is done to: direct object, subject of the passive, or the noun whose clause the verb closes."""
    direct = [t for d in children(verb, "dobj", "attr", "oprd") if d.pos_ != "ADJ" for t in coordinated(d)]
    direct = direct or _let(verb)
    if direct:
        return [antecedent(t) for t in direct]
    if is_passive(verb):
        given = subject(verb)
        return coordinated(given) if given is not None else []
    if verb.dep_ == "ccomp":
        small = [t for s in children(verb, "nsubj") for t in coordinated(s)] if verb.tag_ == "VBN" else []
        if small:
            return small
    shared = next((c for c in verb.children if c.dep_ == "conj" and is_verb(c)), None)
    if (
        shared is not None
        and shared.i > verb.i
        and not list(children(verb, "prep", "prt"))
        and verb.tag_ == shared.tag_
    ):
        return [antecedent(t) for d in children(shared, "dobj") for t in coordinated(d)]  # "seize and destroy arms"
    return _gap(verb)


def _let(verb: Token) -> list[Token]:
    """As in "let 12 captives go", "let relief convoys through": parsed as a clause of their own."""
    if lemma(verb) != "let":
        return []
    clauses = list(children(verb, "ccomp", "xcomp"))
    whom = [c if c.pos_ in {"NOUN", "PROPN"} else child(c, "nsubj") for c in clauses]
    return [t for w in whom if w is not None and w.i > verb.i for t in coordinated(w)]


def _gap(verb: Token) -> list[Token]:
    """As in "the arms they undertook to give up" -> arms."""
    at = verb
    for _ in range(4):
        if at.dep_ == "relcl":
            own = next((c for c in at.children if c.dep_ in _SUBJECTS), None)
            taken = own is not None and own.lower_ in _RELATIVE
            return [] if own is None or taken or (child(at, "dobj") is not None and at != verb) else [at.head]
        if at.dep_ not in {"xcomp", "ccomp"}:
            return []
        at = at.head
    return []


def prepositional(token: Token, *words: str) -> list[Token]:
    """Objects of the prepositions that hang on a token, all or those named."""
    found = []
    for prep in token.children:
        if prep.dep_ in {"prep", "prt", "advmod", "agent", "dative"} and (not words or prep.lower_ in words):
            for inner in prep.children:
                if inner.dep_ == "pobj":
                    found += coordinated(inner)
                elif inner.dep_ == "prep":  # "out of the town"
                    found += [t for o in children(inner, "pobj") for t in coordinated(o)]
    return found


def is_to_infinitive(verb: Token) -> bool:
    """As in "to free"; members of a list share the "to"."""
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return True
    return verb.dep_ == "conj" and verb.tag_ in _AS_BASE and is_verb(verb.head) and is_to_infinitive(verb.head)


def lemma(token: Token) -> str:
    """Lemma in small letters; plural nouns that the tagger took for names lose their s."""
    low: str = token.lemma_.lower()
    if token.tag_ in {"NNPS", "NNP"} and low.endswith("s") and len(low) > 4:
        return low[:-1]
    return low


def texts(tokens: Iterable[Token]) -> str:
    """Words of a stretch of tokens, as printed."""
    listed = sorted(tokens, key=lambda t: t.i)
    return str(listed[0].doc[listed[0].i : listed[-1].i + 1].text) if listed else ""
