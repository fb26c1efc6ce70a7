"""A brief as it may leave the desk: private names and sealed sources taken out, quotations within bounds, ids replaced.

The tables of other exports are released by `withholding`; a brief has the same rules, on sentences and footnotes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trucewatch.exports.brief import Brief, Cited, Clause, Note, Section, Sentence
from trucewatch.exports.coordinates import holds_coordinates, without_coordinates
from trucewatch.exports.keyed import ExportKey
from trucewatch.exports.material import Material
from trucewatch.exports.private_names import PrivateNames
from trucewatch.exports.quoting import Quotation
from trucewatch.exports.withholding import Audience
from trucewatch.vocabulary.passage import Passage

_QUOTED = re.compile(r"“(?:[^“”]|“[^“”]*”)*”|(?<!\w)‘[^\n]*?’(?![\w])")
_HELD_BACK = "[words withheld]"


def released_brief(brief: Brief, material: Material, audience: Audience, key: ExportKey) -> Brief:
    """The brief for an audience.

    Args:
        brief: as the desk has it.
        material: the view it was made of, with its actors and the rights of its reports.
        audience: internal: as it is; partner and public: without names of private persons and sealed sources, with
            quotations within bounds and other ids; public: without places in texts and without coordinates as well.
        key: makes ids and pseudonyms: the key of the record's exports, so that a person has one pseudonym in both.
    """
    if audience == "internal":
        return brief
    releasing = _Releasing(material, audience == "public", key)
    sections = tuple(releasing.section(section) for section in brief.sections)
    held = releasing.withheld
    count = "1 footnote has" if held == 1 else f"{held} footnotes have"
    told = f"For {audience}: {count} words withheld; ids are not those of the record."
    return replace(brief, title=releasing.heading(brief.title), sections=sections, remarks=(*brief.remarks, told))


class _Releasing:
    """One release on its way."""

    def __init__(self, material: Material, public: bool, key: ExportKey) -> None:
        self._names, self._key, self._public = PrivateNames(material, key), key, public
        self._quotation = Quotation({r.id: r for r in material.view.reports()}, material.rights)
        self._reports = tuple(r.id for r in material.view.reports())
        self._done: dict[Note, Note] = {}

    @property
    def withheld(self) -> int:
        """How many footnotes lost words; those that are alike without them are one."""
        return sum(isinstance(note, Cited) and bool(note.withheld) for note in {*self._done.values()})

    def section(self, section: Section) -> Section:
        """A section as it may leave."""
        made = tuple(Sentence(tuple(self._clause(c) for c in s.clauses)) for s in section.sentences)
        return replace(section, title=self.heading(section.title), sentences=made)

    def heading(self, text: str) -> str:
        """A title as it may leave: that of a sheet's section is an actor's name."""
        return self._placeless(self._names.scrub(text, self._reports).text)

    def _clause(self, clause: Clause) -> Clause:
        notes = tuple(self._note(note) for note in clause.notes)
        text = clause.text
        if any(isinstance(note, Cited) and note.withheld for note in notes):
            text = _QUOTED.sub(_HELD_BACK, text)
        reports = [note.report_id for note in clause.notes if isinstance(note, Cited)]
        text = self._names.scrub(text, reports).text
        return Clause(self._placeless(text), notes)

    def _note(self, note: Note) -> Note:
        if note not in self._done:
            self._done[note] = self._decided(note) if isinstance(note, Cited) else note
        return self._done[note]

    def _decided(self, note: Cited) -> Cited:
        outlet = self._names.scrub(note.outlet, (note.report_id,)).text
        made = replace(note, outlet=outlet, report_id=self._key.id(note.report_id))
        passage = note.passage
        if passage is None:
            return made
        why = self._names.why(note.report_id, passage)
        held_back = why or ("coordinates" if self._public and holds_coordinates(passage.text) else "")
        left = None if held_back else self._quotation.quoted(note.report_id, passage)
        if left is None:
            because = f"words withheld: {held_back or 'enough of this report is quoted'}"
            return replace(made, passage=None, withheld=because)
        if self._public:
            return replace(made, passage=Passage(0, len(left.text), left.text), placed=False)
        return replace(made, passage=left)

    def _placeless(self, text: str) -> str:
        return without_coordinates(text) if self._public and holds_coordinates(text) else text
