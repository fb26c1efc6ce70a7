"""The word that carries a record: the verb or noun at the head of its passage.

Passages are clauses or phrases. The head of "undertakes to withdraw its troops" is "undertakes", which only says on
what ground something is done; the word that carries the duty is "withdraw". So verbs of promising, demanding,
beginning and the like are passed over where a clause hangs on them within the passage.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from training.heads import Offsets

SAYING = frozenset("say tell be have do".split())
GROUNDS = SAYING | frozenset(
    "agree undertake pledge promise order demand call urge ask begin start fail refuse continue vow commit require "
    "oblige want need expect set agree offer propose let allow help accept plan decide intend must would should make "
    "keep remain hope insist go come press appeal request instruct direct bind".split()
)
_DEEPEST = 4
_VERBS = frozenset({"VERB", "AUX"})
_BELOW = ("xcomp", "ccomp", "pobj", "pcomp", "attr", "dobj", "acomp")


def carrier(doc: Doc, start: int, end: int, passed: frozenset[str] = frozenset()) -> Token | None:
    """The word that carries what a passage states; None where the passage holds no word.

    Args:
        doc: the parsed report.
        start: offset of the passage's first character.
        end: offset after its last.
        passed: lemmas of verbs that are passed over for the clause that hangs on them.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    roots = [token for token in span if token.head == token or token.head not in span]
    word = max(roots, key=lambda root: (root.pos_ in _VERBS, _size(root, span), -root.i))
    for _ in range(_DEEPEST if passed else 0):
        below = _below(word, span) if word.pos_ not in {"NOUN", "PROPN", "ADJ"} else []
        if not below or (word.pos_ == "VERB" and word.lemma_.lower() not in passed):
            break
        word = below[0]
    return word


def _size(root: Token, span: Span) -> int:
    return sum(1 for token in root.subtree if token in span)


def _below(word: Token, span: Span) -> Sequence[Token]:
    """What hangs on a verb within the passage, clauses first; of a full verb only clauses count."""
    found = [t for t in word.children if t.dep_ in _BELOW and t in span]
    if word.pos_ == "VERB":
        found = [t for t in found if t.pos_ in _VERBS]
    return sorted(found, key=lambda t: (t.pos_ not in _VERBS, t.i))


def nearest(token: Token, places: Offsets) -> tuple[int, int] | None:
    """Of some places the one in the token's sentence that hangs nearest to it; None where none is in the sentence."""
    sentence = token.sent
    best: tuple[tuple[int, int], tuple[int, int]] | None = None
    for start, end in places:
        if not sentence.start_char <= start < sentence.end_char:
            continue
        span = token.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        rank = (_apart(token, span.root), abs(span.root.i - token.i))
        if best is None or rank < best[0]:
            best = (rank, (start, end))
    return best[1] if best else None


def _apart(one: Token, other: Token) -> int:
    """Steps between two words in the parse."""
    above = {token.i: step for step, token in enumerate([one, *one.ancestors])}
    for step, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return step + above[token.i]
    return len(one.doc)
