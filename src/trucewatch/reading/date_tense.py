"""Whether the clause around an expression looks ahead, back, or tells neither.

Ahead is strong ("will", "due to"), weak ("would", "was to", an infinitive: the future of some past moment) or present
("expires on Tuesday").

Weekdays, months and days without a year mean the nearest one in the direction of their clause.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Span, Token

from trucewatch.reading.sentences import Sentences, sentence_of

Direction = Literal["ahead", "weak", "present", "back", "open"]

_MODALS = frozenset("will would shall 'll ’ll may might could should must can ca wo".split())
_STRONG = frozenset("will shall 'll ’ll wo can may must".split())
_EXPECTED = frozenset(
    "envisaged foreseen anticipated "
    "due set scheduled slated expected planned poised likely supposed billed bound timed tipped tabled".split()
)  # of things to come: "set to resume Monday", "scheduled for Friday"
_FINISHED = frozenset(
    "begin start continue fail manage refuse help decline cease seem appear use come go try force compel get agree "
    "happen".split()
)  # "began to", "failed to": the infinitive tells of what was
_TOWARDS = frozenset(
    "plan intend hope expect promise vow pledge want prepare aim threaten propose demand urge ask call order invite "
    "undertake wish mean commit require oblige instruct"
.split())  # fmt: skip
_PROMISING = frozenset("promise pledge vow undertake commit guarantee offer".split())
_PUT_OFF = frozenset(
    "postpone delay extend prolong defer adjourn renew push schedule set fix plan slate reschedule".split()
)
_RESOLVING = frozenset(
    "call declare announce agree order impose grant offer accept approve authorise authorize proclaim decree".split()
)  # "declared a truce from Monday until Friday"
_STARTING = frozenset("starting beginning commencing".split())
_SAYING = frozenset("say tell report announce state add note warn insist declare claim".split())
_GATHERINGS = frozenset(
    "meeting talk talks negotiation summit vote election session conference ceremony deadline hearing round signing "
    "visit referendum release handover exchange rally march protest trip deployment withdrawal expiry gathering date "
    "poll runoff opening".split()
)
_LIKE_PAST = frozenset(
    "set hit hurt put shut cut split cost let cast burst quit shed spread bid rid thrust read beat".split()
)
_BETWEEN = frozenset("on the at about of its a an in late early ,".split())
_PERFECT = frozenset("has have had having 've ’ve".split())
_BEING = frozenset("is are 's ’s 're ’re am be been was were".split())
_DEPENDENT = frozenset("advcl xcomp ccomp conj pcomp acl relcl prep".split())
_DEEP = 3  # clauses climbed
_COMING = frozenset("upcoming forthcoming next coming planned scheduled future expected approaching".split())


def direction(sentences: Sentences, start: int, end: int) -> Direction:
    """The direction in time of the clause that holds the characters `start` to `end`."""
    tokens = list(sentences.tokens(start, end))
    if not tokens:
        return "open"
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[-1])
    hint = _from_words(tokens[0])
    if hint is not None:
        return hint
    verb = _verb_above(top, inside)
    if verb is None:
        return "open"
    headline = sentences.headline
    in_headline = headline is not None and headline[0] <= start < headline[1]
    found = _of_verb(verb, _preposition(top), in_headline=in_headline)
    noun = _noun_dated(tokens[-1], top) or _noun_of(top)
    if noun is not None:
        if noun.lemma_.lower() in _GATHERINGS:
            return found if found in ("ahead", "weak") else "open"
        return "open"
    if top.dep_ in ("dobj", "obj") and verb.lemma_ in _PUT_OFF:
        return "ahead"
    return _at_limit(top, tokens[0], verb, found)


def _at_limit(top: Token, first: Token, verb: Token, found: Direction) -> Direction:
    """What a limit tells where its verb does not look ahead: "due with them by Monday", "a delay until March"."""
    word = _adposition(top)
    before = word.lower_ if word is not None else ""
    if first.lower_ == "this" and first is not top and (before in ("for", "by") or found == "open"):
        return "ahead"  # "promised for this Wednesday"
    if word is None or before not in ("by", "until", "till", "before") or found not in ("back", "open"):
        return found
    if found == "open":
        return "ahead" if before == "by" else "weak"
    if before in ("by", "before") and verb.lemma_ in _PROMISING and not _is_pluperfect(verb):
        return "weak"  # "has promised an answer by Saturday": the limit of what is promised
    is_put_off = before in ("until", "till") and verb.lemma_ == "put"
    is_of_noun = before in ("until", "till") and word.head.pos_ == "NOUN"
    return "weak" if is_put_off or is_of_noun or (before == "before" and _is_denied(verb)) else found


def _is_pluperfect(verb: Token) -> bool:
    return any(t.lower_ == "had" for t in verb.children if t.dep_ == "aux")


def _is_condition(verb: Token) -> bool:
    """As in "would stay if the exchange failed on Sunday": the past form of a condition that is still open."""
    if verb.dep_ != "advcl" or not any(t.dep_ == "mark" and t.lower_ in ("if", "unless") for t in verb.children):
        return False
    return any(t.dep_ == "aux" and t.lower_ in ("would", "could", "might", "should") for t in verb.head.children)


def _is_denied(verb: Token) -> bool:
    """As in "could not", "neither he nor she could"."""
    return any(
        t.dep_ == "neg" or t.lower_ in ("neither", "nor", "hardly") or (t.dep_ == "nsubj" and _has_neither(t))
        for t in verb.children
    ) or any(_has_neither(t) for t in verb.children if t.dep_ == "nsubjpass")


def _has_neither(subject: Token) -> bool:
    return any(t.lower_ in ("neither", "nor", "nobody", "none") for t in (subject, *subject.children))


def _noun_dated(last: Token, top: Token) -> Token | None:
    """The noun an expression stands before: "Tuesday's ruling", "the Feb. 23 accord"."""
    following = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else last
    is_possessive = following.tag_ == "POS" or last.text.endswith(("'s", "’s"))
    is_compound = top.dep_ in ("compound", "nmod", "poss", "nummod", "amod") and top.head.i > last.i
    if (is_possessive or is_compound) and top.head.pos_ in ("NOUN", "PROPN") and top.head.i > last.i:
        return top.head
    return None


def _noun_of(top: Token) -> Token | None:
    """The noun an expression tells the date of: "the cessation of hostilities of 18 June"."""
    if top.dep_ != "pobj" or top.head.lower_ != "of" or top.head.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return top.head.head


def _preposition(top: Token) -> str:
    word = _adposition(top)
    return word.lower_ if word is not None else ""


def _adposition(top: Token) -> Token | None:
    token = top
    for _ in range(3):
        if token.dep_ in ("prep", "mark") or token.pos_ in ("ADP", "SCONJ"):
            return token
        if token.head is token or token.head.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return None


def _from_words(first: Token) -> Direction | None:
    """What the words right before say: "since" looks back, "ahead of" and "due" ahead."""
    doc = first.doc
    before = [doc[i].lower_ for i in range(max(sentence_of(first).start, first.i - 4), first.i) if not doc[i].is_space]
    while before and before[-1] in _BETWEEN:
        if before[-2:] in (["ahead", "of"], ["eve", "of"]):
            return "ahead"
        before.pop()
    last = before[-1] if before else ""
    if last == "since":
        return "back"
    if last in ("payable", "effective") or before[-2:] == ["of", "record"]:
        return "weak"
    is_for = last in ("for", "until", "till", "to", "by") and before[-2:-1] != [] and before[-2] in _EXPECTED
    return "ahead" if last in _COMING or is_for or (last in _EXPECTED and last != "set") else None


def _verb_above(top: Token, inside: set[int]) -> Token | None:
    """The verb whose clause the expression stands in."""
    token = top
    for _ in range(12):
        if token.i not in inside and token.pos_ in ("VERB", "AUX") and token.dep_ != "amod":
            return token.head if token.dep_ in ("aux", "auxpass") else token
        if token.head is token:
            break
        token = token.head
    return _nearest_verb(sentence_of(top), top)


def _nearest_verb(sentence: Span, top: Token) -> Token | None:
    verbs = [t for t in sentence if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass", "amod")]
    return min(verbs, key=lambda t: (abs(t.i - top.i), t.i)) if verbs else None


def _of_verb(verb: Token, preposition: str, *, in_headline: bool, depth: int = 0) -> Direction:
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    words = {t.lower_ for t in helpers}
    has_had = bool(words & _PERFECT)
    if words & _MODALS:
        return _of_modal(verb, words, is_perfect=has_had)
    if "to" in words and (not has_had or _is_unkept(verb)):
        return _of_infinitive(verb, preposition, in_headline=in_headline, depth=depth)
    found = _of_meaning(verb, words, preposition)
    if found is not None:
        return found
    if has_had:
        return "back"
    if verb.tag_ == "VBD" and _is_condition(verb):
        return "weak"
    return _of_form(verb, words, in_headline=in_headline, depth=depth)


def _of_modal(verb: Token, words: set[str], *, is_perfect: bool) -> Direction:
    if is_perfect:  # "would have", "could have": what was not
        return "ahead" if words & {"will", "'ll", "’ll"} else "back"
    if "could" in words and _is_denied(verb):
        return "back"  # "could not be reached on Sunday"
    return "ahead" if words & _STRONG else "weak"


def _of_meaning(verb: Token, words: set[str], preposition: str) -> Direction | None:
    """Verbs that look ahead in any form: "scheduled for", "postponed to", "declared a truce from"."""
    if verb.lower_ in _EXPECTED and (words & _BEING or verb.dep_ in ("acl", "amod")):
        is_past_act = verb.lower_ == "set" and preposition == "on" and "be" not in words
        return "back" if is_past_act else "ahead"
    if verb.lemma_ in ("schedule", "plan", "slate"):
        return "ahead"
    if verb.lemma_ in ("set", "fix", "postpone", "arrange") and preposition == "for":
        return "ahead"
    if _is_up_to(verb, words, preposition):
        return "weak"
    if verb.lemma_ == "be" and any(t.dep_ == "xcomp" and _is_to_be(t) for t in verb.children):
        return "weak" if verb.tag_ == "VBD" else "ahead"  # "is to vote on Friday", "are to be exchanged on Friday"
    return "weak" if verb.lower_ in _STARTING and not words else None


def _is_to_be(verb: Token) -> bool:
    """An infinitive, or one of the passive that has not the perfect's "have": "to vote", "to be exchanged"."""
    helpers = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    return verb.tag_ == "VB" or (verb.tag_ == "VBN" and {"to", "be"} <= helpers and not helpers & _PERFECT)


def _is_up_to(verb: Token, words: set[str], preposition: str) -> bool:
    """A limit that lay ahead when the act was done: "was extended to", "ran to", "declared a truce from"."""
    is_until, lemma = preposition in ("until", "till"), verb.lemma_
    if preposition == "to":
        return lemma in _PUT_OFF or lemma == "run"
    if is_until and (lemma in _PUT_OFF or lemma in ("have", "give", "last", "remain")):
        return True
    return (is_until or preposition == "from") and lemma in _RESOLVING and not words & _PERFECT


def _is_unkept(verb: Token) -> bool:
    """As in "was to have met": told as the future of some past moment."""
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ in ("was", "were")


def _of_infinitive(verb: Token, preposition: str, *, in_headline: bool, depth: int) -> Direction:
    """An infinitive looks ahead, but not under a finished act ("failed to meet", "met to mark")."""
    head = verb.head
    if in_headline or verb.dep_ == "ROOT" or head is verb or depth > _DEEP:
        return "ahead" if in_headline else "weak"
    if head.lower_ in _EXPECTED:
        return "ahead"
    if head.lemma_ == "be":
        return "ahead" if head.tag_ in ("VBZ", "VBP") else "weak"
    if head.lemma_ == "agree" and preposition in ("by", "until", "till", "before"):
        return "weak"  # "agreed to leave by Friday", not "agreed to meet on Friday"
    if (
        head.pos_ in ("VERB", "AUX")
        and head.lemma_ not in _TOWARDS
        and (verb.dep_ == "advcl" or head.lemma_ in _FINISHED)
    ):
        return _of_verb(head, preposition, in_headline=in_headline, depth=depth + 1)
    return "weak"


def _of_form(verb: Token, words: set[str], *, in_headline: bool, depth: int) -> Direction:
    tag = verb.tag_
    is_bare_past = tag in ("VBP", "VB") and verb.lower_ in _LIKE_PAST and not words
    is_result = tag == "VBN" and not words and verb.dep_ in ("acl", "advcl", "amod", "relcl")
    if tag == "VBD" or is_bare_past or is_result or words & {"was", "were", "did"}:
        return "back"
    if tag in ("VBZ", "VBP") or (tag == "VBG" and words & _BEING):
        if in_headline or verb.lemma_ in _SAYING:
            return "back"
        return "present" if tag == "VBG" or verb.lemma_ not in ("be", "have", "remain", "know") else "open"
    if tag == "VBN" and words & {"is", "are", "be"}:
        return "weak" if "be" in words else "open"
    if tag in ("VBN", "VBG", "VB") and verb.dep_ in _DEPENDENT and depth < _DEEP and verb.head is not verb:
        above = _verb_above(verb.head, {verb.i})
        if above is not None and above.i != verb.i:
            return _of_verb(above, "", in_headline=in_headline, depth=depth + 1)
    return "back" if tag == "VBN" else "open"
