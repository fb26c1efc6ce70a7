"""The terms of agreements that the desk knows: those it was opened with, and those of the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trucewatch import api
from trucewatch.errors import TrucewatchError


@dataclass(frozen=True)
class GivenTerms:
    """Terms that the desk was opened with.

    Attributes:
        terms: the terms.
        process: the process they were given for; None: none was named.
    """

    terms: api.Terms
    process: str | None = None


def given_terms(names: Iterable[str]) -> tuple[GivenTerms, ...]:
    """What `--terms` names, in its order.

    Args:
        names: each a file of terms or an agreement of the library, with "PROCESS=" before it where they are of a
            process that has not their id.

    Raises:
        TermsFileError: a file cannot be read or has mistakes.
        TrucewatchError: there is neither such a file nor such an agreement; or two have one id.
    """
    found = tuple(_given(name) for name in names)
    ids = [one.terms.id for one in found]
    twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if twice is not None:
        raise TrucewatchError(
            f"--terms: two files have the id {twice}",
            expected="an id of its own in each",
            advice="Change `id` in one, or leave one out.",
        )
    return found


@cache
def library_terms(id_: str) -> api.Terms:
    """The terms of an agreement of the library; read once."""
    return api.find_terms(id_).terms


def _given(name: str) -> GivenTerms:
    process, equals, rest = name.partition("=")
    # A file may have such a sign in its own name: then it is that file.
    if equals and rest and not Path(name).is_file():
        return GivenTerms(api.find_terms(rest).terms, process.strip())
    return GivenTerms(api.find_terms(name).terms)
