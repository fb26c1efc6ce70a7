"""A report: one text as it was published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Report:
    """One text with what is known of its publication.

    Attributes:
        text: the text exactly as given (plain text, JSON Lines) or as extracted (page, document). Offsets count in it.
        published: day of publication, None where unknown; relative dates then stay unresolved.
        outlet: who published it, as declared by whoever added it.
        url: its address, as declared.
        title: headline as declared outside the text.
        byline: author line as declared.
        language: ISO 639-1 code, None until identified.
        process: the peace process it was filed under.
        name: the file or line it came from; not part of its identity.
        given_id: the id that a JSON Lines object carried; returned unchanged in JSON output.
        extracted: the text was taken out of a page or document, so readings carry it along.
        declared: (outlet, url) as first declared, where the record has corrected one since; identity keeps these.
        first_id: its id from before words of its text were erased; None where none were.
        dated_by: what its day was taken from as it came in, where that is weaker than a declaration; not recorded.
    """

    text: str
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    process: str | None = None
    name: str | None = None
    given_id: str | None = None
    extracted: bool = False
    declared: tuple[str | None, str | None] | None = None
    first_id: str | None = None
    dated_by: str | None = field(default=None, compare=False)

    @cached_property
    def id(self) -> str:
        """SHA-256 over the exact text, the declared outlet and the declared address; 64 hex digits."""
        if self.first_id is not None:
            return self.first_id
        outlet, url = self.declared or (self.outlet, self.url)
        return digest([self.text, outlet, url])

    @property
    def is_erased(self) -> bool:
        """Was its whole text erased?"""
        return self.first_id is not None and not self.text


def digest(value: object) -> str:
    """SHA-256 of a value's canonical JSON (sorted keys, no blanks, UTF-8); 64 hex digits."""
    return hashlib.sha256(_CANONICAL.encode(value).encode("utf-8", "surrogatepass")).hexdigest()
