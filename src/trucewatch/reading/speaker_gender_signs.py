"""Whether a report calls a person "he" or "she": titles, nouns beside the name, and pronouns that can mean nobody else.

No list of first names is used: what a name tells differs from country to country, what the report says does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.lexicons import words

Gender = Literal["he", "she"]
Told = tuple[int, int, str]
"""First token, token after the last, and whom they name; "" where more than one may be meant."""

_HE_TITLES = frozenset("mr mr. sir king prince lord father brother pope sultan emir".split())
_SHE_TITLES = frozenset("mrs mrs. ms ms. miss lady queen princess dame sister".split())
_HE_NOUNS = frozenset("man father son husband boy king prince brother uncle grandfather widower".split())
_SHE_NOUNS = frozenset("woman mother daughter wife girl queen princess sister aunt grandmother widow".split())
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_TITLE, _NOUN, _PRONOUN = 5, 3, 1  # what each sign is worth
_CLEAR = 2  # how many times more one side must be worth than the other


def gender_of_pronoun(pronoun: str) -> Gender | None:
    """The gender that a pronoun tells, None for "it" and "they"."""
    return _of(pronoun.lower(), _HE, _SHE)


def gender_of_title(word: str) -> Gender | None:
    """The gender that a title tells ("Mrs."), None for "Dr."."""
    return _of(word.lower(), _HE_TITLES, _SHE_TITLES)


def genders_told(doc: Doc, sentences: Iterable[Span], persons: Sequence[Told]) -> Mapping[str, Gender]:
    """The persons whose gender the report shows.

    Args:
        doc: the report.
        sentences: its sentences, in order.
        persons: where persons are named, in order.
    """
    worth: dict[str, Counter[Gender]] = defaultdict(Counter)
    for first, last, name in persons:
        for gender, strength in _beside(doc, first, last):
            worth[name][gender] += strength
    for name, gender in _lone_pronouns(sentences, persons):
        worth[name][gender] += _PRONOUN
    found: dict[str, Gender] = {}
    for name, counted in worth.items():
        (best, most), *rest = counted.most_common()
        if name and most >= _CLEAR * sum(n for _, n in rest):
            found[name] = best
    return found


def _of(word: str, he: frozenset[str], she: frozenset[str]) -> Gender | None:
    return "he" if word in he else "she" if word in she else None


def _beside(doc: Doc, first: int, last: int) -> Iterator[tuple[Gender, int]]:
    for token in doc[max(0, first - 1) : last]:
        title = gender_of_title(token.text)
        if title is not None:
            yield title, _TITLE
    head = doc[first:last].root
    apposed = [t for t in head.children if t.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    for token in (*doc[first:last], *apposed):
        is_noun = token.pos_ == "NOUN" or token.lower_ in words("office_nouns")  # no surname such as "Newman"
        noun = _gender_of_noun(token) if is_noun else None
        if noun is not None:
            yield noun, _NOUN


def _gender_of_noun(token: Token) -> Gender | None:
    lemma = token.lemma_.lower()
    if lemma.endswith("woman"):
        return "she"
    if lemma.endswith("man") and lemma != "human":
        return "he"
    return _of(lemma, _HE_NOUNS, _SHE_NOUNS)


def _lone_pronouns(sentences: Iterable[Span], persons: Sequence[Told]) -> Iterator[tuple[str, Gender]]:
    """Pronouns before which only one person is told of, in their sentence and the one before."""
    before: set[str] = set()
    at = 0
    for sentence in sentences:
        own: list[Told] = []
        while at < len(persons) and persons[at][0] < sentence.end:
            own.append(persons[at])
            at += 1
        for token in sentence:
            gender = gender_of_pronoun(token.text)
            if gender is None:
                continue
            near = before | {name for first, _, name in own if first < token.i}
            if len(near) == 1:
                yield next(iter(near)), gender
        before = {name for _, _, name in own}
