"""Where words of a class stand in a text: a cheap sign before dear patterns are tried there."""

from __future__ import annotations

from collections.abc import Callable

from trucewatch.checks.report_sentences import number_at, words_of


def word_places(text: str, is_sought: Callable[[str], bool]) -> list[int]:
    """The offsets of the words of a class, in order.

    Args:
        text: the text of a report.
        is_sought: says of a word in lower case whether it is of the class; asked once a word and text.
    """
    lower, found = text.lower(), list[int]()
    if len(lower) != len(text):
        return []
    for word in filter(is_sought, words_of(text)):
        at = lower.find(word)
        while at >= 0:
            end = at + len(word)
            if not lower[at - 1 : at].isalpha() and not lower[end : end + 1].isalpha():
                found.append(at)
            at = lower.find(word, end)
    return sorted(found)


def sentences_at(text: str, is_sought: Callable[[str], bool]) -> list[int]:
    """The numbers of the sentences that hold words of a class, in order."""
    return sorted({number_at(text, at) for at in word_places(text, is_sought)})
