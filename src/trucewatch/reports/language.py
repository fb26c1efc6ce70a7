"""Which language a text is in, offline (py3langid), and codes as people declare them."""

from __future__ import annotations

import re

from trucewatch.errors import ReportError

UNDETERMINED = "und"  # the ISO 639 code for "cannot be told"
NO_LANGUAGE = "zxx"  # the ISO 639 code for what is no language: encoded data, code, columns of figures
READ_LANGUAGES = frozenset({"en"})

_WINDOW = 2_000  # characters from the start, and as many from the middle: a translated heading must not decide
_FEWEST_LETTERS = 20
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_SAME = {"eng": "en"}  # the one language that is read, under its three-letter code


def identify_language(text: str) -> str:
    """The language of a text.

    Args:
        text: any text; its start and its middle are looked at.

    Returns:
        ISO 639-1 code (639-3 where a language has no other), "und" for fewer than 20 letters, "zxx" for what is no
        language.
    """
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return UNDETERMINED
    # Imported at first use, as it brings its model along.
    import py3langid  # noqa: PLC0415

    return str(py3langid.classify(sample)[0])


def _sample(text: str) -> str:
    if len(text) <= 2 * _WINDOW:
        return text
    middle = len(text) // 2
    return f"{text[:_WINDOW]}\n{text[middle : middle + _WINDOW]}"


def declared_language(value: str | None) -> str | None:
    """A declared language as a code: "en", "EN", "en-GB" and "eng" all give "en"; None where nothing is declared.

    Raises:
        ReportError: it is no language code.
    """
    code = (value or "").strip().lower()
    if not code:
        return None
    m = _CODE.fullmatch(code)
    if not m:
        raise ReportError(f'the language "{code[:40]}" is not a code', expected='an ISO 639 code such as "en"')
    return _SAME.get(m[1], m[1])


def is_read(language: str | None) -> bool:
    """Is a text of this language read? So are texts whose language is unknown or cannot be told."""
    return language is None or language == UNDETERMINED or language in READ_LANGUAGES
