"""The agreements that come with the program: their terms, and the cases that say how things stand under them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from trucewatch.agreements.cases import Case, read_case
from trucewatch.agreements.load import load_terms
from trucewatch.errors import TrucewatchError
from trucewatch.registers.yaml_file import nearest

_TERMS = "terms.yaml"


def slugs() -> tuple[str, ...]:
    """The short names of the agreements, sorted; each is the id of its terms."""
    return tuple(sorted(path.parent.name for path in _folder().glob(f"*/{_TERMS}")))


def terms_path(slug: str) -> Path:
    """The file with the terms of an agreement.

    Raises:
        TrucewatchError: the library has none of that name.
    """
    known = slugs()
    if slug not in known:
        raise TrucewatchError(
            f"the library has no agreement {slug!r}", expected="one of " + ", ".join(known), advice=nearest(slug, known)
        )
    return _folder() / slug / _TERMS


def case_paths(slug: str) -> tuple[Path, ...]:
    """The files with the cases of an agreement, by name; see `terms_path` for errors."""
    return tuple(sorted((terms_path(slug).parent / "cases").glob("*.yaml")))


def cases(slug: str) -> tuple[Case, ...]:
    """The cases of an agreement, in the order of their files.

    Raises:
        TrucewatchError: the library has none of that name.
        TermsFileError: its terms have mistakes.
        CaseFileError: a case has mistakes.
    """
    terms = load_terms(terms_path(slug))
    return tuple(read_case(path, terms) for path in case_paths(slug))


def _folder() -> Path:
    return Path(str(files("trucewatch.agreements") / "library"))
