"""An invented truce in all sections of the form, and terms of any shape, made of the form itself."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import MISSING
from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from trucewatch.agreements.form import ID_SECTIONS, NAMED_SECTIONS, terms_form
from trucewatch.agreements.form_shapes import (
    ANCHOR_POINTS,
    WHOLE_ANCHORS,
    Anchor,
    Changes,
    Day,
    Duration,
    Flag,
    Id,
    Number,
    OneOf,
    Record,
    Ref,
    Section,
    Several,
    Shape,
    Version,
    Zone,
)
from trucewatch.agreements.load import terms_of
from trucewatch.agreements.terms import Change, Terms, When
from trucewatch.agreements.write import plain, text_of

PROPERTY = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Terms are long: to draw one takes a good part of a tenth of a second, to make one shorter takes minutes."""

TRUCE = """\
terms: 1
id: ansel-2031
title: Truce of Ansel
on: 2031-04-02
zone: Africa/Nairobi
reference: Gazette 12
sources:
  S1: {what: joint statement, reference: "https://example.org/a"}
  S2: a communique
  S3: a letter
parties:
  north: {name: Northern Council, roles: [party], aliases: [the Council], sources: [S1]}
  south: {name: Southern League, roles: party}
  militia: {name: River Guard, roles: non_signatory, through: south}
  envoy: {name: The Envoy, roles: [mediator, monitor], bound: false}
entry:
  signed: 2031-03-30
  announced: 2031-04-01
  scheduled: 2031-04-02T19:00+03:00
  actual: {at: 2031-04-02T19:30, sources: [S1]}
phases:
  phase-1: {ordinal: 1, starts: entry_into_force, lasts: P42D, sources: [S1]}
  phase-2:
    ordinal: 2
    starts: {after: phase-1.end, offset: P1D, counting: exclusive}
    lasts: [{lasts: P42D, sources: [S1]}, {lasts: P60D, sources: [S2]}]
obligations:
  free-captives:
    bearer: north
    to: south
    duty: act
    action: release
    object: 33 captives
    phase: phase-1
    owed: {number: 33, unit: captives}
    due: {after: entry_into_force, offset: P42D, sources: [S1]}
    in_exchange_for: free-prisoners
    match: [captives, hostages]
    clause: "2.1"
    sources: [S1]
    doubt: from memory
  free-prisoners:
    bearer: [south, militia]
    duty: act
    action: release
    object: prisoners
    due: [2031-05-01, phase-1.end]
    in_exchange_for: free-captives
    after: free-captives
  no-fire: {bearer: [north, south], duty: prohibition, action: cease_hostilities, object: fire, reciprocal: true}
  let-trucks-in:
    bearer: south
    duty: recurring
    action: allow_aid
    object: trucks with aid
    owed: [{number: 60, qualifier: at least, unit: trucks, per: P1D, sources: S1}, {unit: trucks, qualifier: vague}]
  spare-villages:
    {bearer: [north, south], duty: continuous, action: other, subtype: protect_civilians, object: villages are spared}
exchanges:
  civilians: {give: free-captives, get: free-prisoners, get_per_give: 30, category: civilians, batch: 2031-04-20}
powers:
  renew: {act: extend, of: phase-1, holders: [north, south], consent: [north, south], lasts: P2M, times: 1}
mechanisms:
  committee: {name: Joint Committee, members: [north, south], chair: envoy, finds: true, complaint_within: PT48H}
area: the valley of the Ansel
permitted: {words: ploughing, clause: "4"}
prohibited: [mines, {words: overflight, sources: S2}]
disputes: by the committee
annexes: [{title: map of the lines, on: 2031-04-02, published: false}, list of names]
amendments:
  renewal: {on: 2031-06-02, changes: {phase-1.lasts: P4M}, reference: letters, sources: [S3]}
  third-phase:
    on: 2031-06-01
    changes:
      phases.phase-3: {ordinal: 3, starts: phase-2.end, lasts: P10D}
      no-fire.until: phase-3.end
      phase-1.lasts: P2M
notes: [all names are invented]
"""

_PRINTED = ["null", "true", "No", "12", "1e3", "2031-04-02", "a: b", "a #b", "- x", "[", "{a}", "*a", "x:"]
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9).map(str.strip).filter(
    bool
) | st.sampled_from(_PRINTED)
_DAYS = st.dates(date(1900, 1, 1))
_HOURS = st.builds(
    lambda moment, quarters: moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters))),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - it gets its zone here
    st.integers(-56, 56),
)
_LENGTHS = ["P0D", "P42D", "P2M", "P1W", "PT24H", "P1Y2M3DT4H5M6S"]
_SIMPLE: dict[type, st.SearchStrategy[Any]] = {
    Flag: st.booleans(),
    Duration: st.sampled_from(_LENGTHS),
    Zone: st.sampled_from(["UTC", "Asia/Gaza", "Africa/Nairobi"]),
    Id: st.sampled_from(["a-2031", "2031"]),
}
_ALPHABET = string.ascii_letters + string.digits


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Terms in any form that the loader accepts."""
    made = _Drawing(draw).whole()
    found, mistakes = terms_of(plain(made))
    assert found is not None, mistakes
    return made


class _Drawing:
    """Draws values by shape; what refers to something refers to what stands before it, so that nothing is a circle."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        first = st.text(_ALPHABET, min_size=1, max_size=1)
        names = st.tuples(first, st.text(_ALPHABET + "-_", max_size=5)).map(lambda each: "x" + "".join(each))
        drawn = draw(st.lists(names, min_size=6, max_size=6, unique=True))
        parts = draw(st.lists(st.integers(0, len(ID_SECTIONS) - 1), min_size=6, max_size=6))
        self.ids = {
            section: [id_ for id_, part in zip(drawn, parts, strict=True) if part == number]
            for number, section in enumerate(ID_SECTIONS)
        }
        for section in NAMED_SECTIONS:
            self.ids[section] = draw(st.lists(names, max_size=2, unique=True))
        self.at = ("", "")  # section and id of what is being drawn

    def whole(self) -> Terms:
        made: Terms = terms_form().made(**self.fields(terms_form()))
        return made

    def fields(self, record: Record) -> dict[str, Any]:
        """Values of a mapping: of those that may be left out about a third is told."""
        told = self.draw(st.integers(0, 2 ** len(record.fields) - 1)) & self.draw(st.integers(0, 2**21 - 1))
        values: dict[str, Any] = {}
        for number, each in enumerate(record.fields):
            if isinstance(each.shape, Section):
                values[each.attribute] = tuple(self.parts(each.key, each.shape.of))
            elif isinstance(each.shape, Record):
                values[each.attribute] = each.shape.made(**self.fields(each.shape))
            elif not isinstance(each.shape, Version):
                default = record.default(each)
                is_told = default is MISSING or told >> number & 1
                values[each.attribute] = self.of(each.shape, each.key) if is_told else default
        for attribute, nested, keys in record.nested:
            values[attribute] = nested(**{key: values.pop(key) for key in keys})
        return values

    def parts(self, section: str, record: Record) -> Iterator[object]:
        if section == "exchanges" and len(self.ids["obligations"]) < 2:
            return
        for id_ in self.ids[section]:
            self.at = (section, id_)
            values = self.fields(record)
            if section == "exchanges":
                values["give"], values["get"] = self.draw(st.permutations(self.ids["obligations"]))[:2]
            yield record.made(**{"key" if section == "sources" else "id": id_}, **values)
        self.at = ("", "")

    def of(self, shape: Shape, key: str) -> Any:
        if isinstance(shape, Several):
            items = [self.of(shape.of, key) for _ in range(self.draw(st.integers(0, 2)))]
            return tuple(each for each in items if each is not None)
        if isinstance(shape, Record):
            return self.when(shape) if shape.made is When else shape.made(**self.fields(shape))
        if isinstance(shape, Ref | Anchor):
            known = list(self.anchors()) if isinstance(shape, Anchor) else [*self.before(shape, key), *shape.also]
            return self.draw(st.sampled_from(known)) if known else None
        if isinstance(shape, Changes):
            return tuple(self.changes())
        return self.draw(_scalars(shape))

    def when(self, shape: Record) -> When:
        values = self.fields(shape)
        if self.draw(st.booleans()):
            values |= {"at": self.draw(_DAYS | _HOURS), "anchor": None, "offset": "P0D"}
        else:
            values |= {"at": None, "anchor": self.of(Anchor(), "after")}
            values["words"] = values["words"] or (None if values["anchor"] else self.draw(_WORDS))
        return When(**values)

    def before(self, shape: Ref, key: str) -> list[str]:
        held = [id_ for section in shape.sections for id_ in self.ids[section]]
        section, id_ = self.at
        if key == "after" and section == "obligations":
            return held[: held.index(id_)]
        return [each for each in held if each != id_]

    def anchors(self) -> Iterator[str]:
        section, id_ = self.at
        if not section:
            return
        yield from WHOLE_ANCHORS
        for other, points in ANCHOR_POINTS.items():
            held = self.ids[other]
            if section == other:
                held = held[: held.index(id_)]
            elif section == "phases":
                held = []
            yield from (f"{each}.{point}" for each in held for point in points)

    def changes(self) -> Iterator[Change]:
        paths = ["area", "disputes", *(f"{id_}.object" for id_ in self.ids["obligations"])]
        paths += [f"{id_}.title" for id_ in self.ids["phases"]]
        for path in self.draw(st.lists(st.sampled_from(paths), max_size=3, unique=True)):
            words = self.draw(_WORDS)
            yield Change(path, "null" if path == "area" and len(words) > 5 else text_of(words))


def _scalars(shape: Shape) -> st.SearchStrategy[Any]:
    if isinstance(shape, OneOf):
        return st.sampled_from(shape.words)
    if isinstance(shape, Number):
        whole = st.integers(shape.least, 10**6)
        return whole if shape.whole else whole | st.decimals(0, 999, places=2).map(float)
    if isinstance(shape, Day):
        return _DAYS | _HOURS if shape.hours else _DAYS
    return _SIMPLE.get(type(shape), _WORDS)
