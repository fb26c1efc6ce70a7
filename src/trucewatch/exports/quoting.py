"""How much of a report leaves as quotation, where its rights do not let its text leave.

A passage is at most `MOST_WORDS` words long, and the passages of one report together at most `MOST_SHARE` of its text
(of a short report `LEAST` characters in any case). A passage that is cut stays verbatim: it ends sooner.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from trucewatch.record.rows import Rights
from trucewatch.record.statement_form import PASSING
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

MOST_WORDS = 40
MOST_SHARE = 0.25
LEAST = 600
_WORD = re.compile(r"\S+")


class Quotation:
    """What of each report was quoted so far.

    Args:
        reports: by id.
        rights: of the reports, by id; one that is not in it has unknown rights.
    """

    def __init__(self, reports: Mapping[str, Report], rights: Mapping[str, Rights]) -> None:
        self._reports, self._rights = reports, rights
        self._shown: defaultdict[str, set[int]] = defaultdict(set)

    def quoted(self, report_id: str, passage: Passage) -> Passage | None:
        """What of a passage may leave: all, its beginning, or (None) nothing, since enough of the report has left."""
        if self._rights.get(report_id, "unknown") in PASSING:
            return passage
        words = list(_WORD.finditer(passage.text))[:MOST_WORDS]
        text = passage.text[: words[-1].end()] if words else ""
        shown = self._shown[report_id]
        asked = set(range(passage.start, passage.start + len(text)))
        most = max(LEAST, int(MOST_SHARE * len(self._reports[report_id].text)))
        if not text or len(shown | asked) > most:
            return None
        shown |= asked
        return Passage(passage.start, passage.start + len(text), text)
