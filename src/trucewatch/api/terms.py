"""Terms of agreements by file or by their name in the library: found, checked, compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trucewatch.agreements.check import TermsFinding
from trucewatch.agreements.check import check as findings_of
from trucewatch.agreements.diff import Difference
from trucewatch.agreements.diff import diff as differences
from trucewatch.agreements.form_paths import ids_in, named
from trucewatch.agreements.library import slugs, terms_path
from trucewatch.agreements.load import read_terms_file
from trucewatch.agreements.paths import version_on
from trucewatch.agreements.terms import Terms
from trucewatch.agreements.write import plain
from trucewatch.errors import TrucewatchError
from trucewatch.registers.yaml_file import YamlFile, nearest


@dataclass(frozen=True)
class FoundTerms:
    """Terms and where they stand.

    Attributes:
        terms: what the file tells.
        path: of the file.
        file: its values with their lines.
    """

    terms: Terms
    path: Path
    file: YamlFile

    def line_of(self, path: str) -> int | None:
        """The line of what a path names, or of what is around it; None where the file has no such section."""
        found = named(path, ids_in(self.terms_json()))
        place = found.place if found is not None else (path,)
        if place[:1] not in self.file.lines:
            return None
        return self.file.line_of(*place)

    def terms_json(self, as_of: date | None = None) -> dict[str, object]:
        """The terms as plain JSON types, every list as a list; of a day, with the amendments dated up to it."""
        return plain(self.terms if as_of is None else version_on(self.terms, as_of), full=True)


def library_ids() -> tuple[str, ...]:
    """The ids of the agreements of the library, sorted."""
    return slugs()


def find_terms(name: Path | str) -> FoundTerms:
    """The terms of a file, or of an agreement of the library.

    Args:
        name: path of a file, or name of an agreement of the library ("gaza-2025-01").

    Raises:
        TermsFileError: the file cannot be read or has mistakes: all of them are told, each with its line.
        TrucewatchError: there is neither such a file nor such an agreement.
    """
    path = Path(name)
    if not path.is_file():
        known = slugs()
        if str(name) not in known:
            asked = nearest(str(name), known)
            raise TrucewatchError(
                f"`{name}` is no file, and no agreement of the library",
                expected="the path of a terms file, or one of " + ", ".join(known),
                advice=asked[:1].upper() + asked[1:],
            )
        path = terms_path(str(name))
    file = read_terms_file(path)
    return FoundTerms(file.terms, path, file.file)


def check_terms(terms: Terms) -> tuple[TermsFinding, ...]:
    """What terms lack or leave open; see `agreements.check`."""
    return findings_of(terms)


def diff_terms(before: Terms, after: Terms) -> tuple[Difference, ...]:
    """What differs between two terms, path by path in the order of the file."""
    return differences(before, after)
