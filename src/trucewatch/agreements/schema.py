"""The JSON Schema of a terms file, for editors: made of the same form that the loader reads by.

It tells keys, types and closed lists. What hangs on the rest of the file (ids that must be there, circles) only the
loader can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING

from trucewatch.agreements.form import terms_form
from trucewatch.agreements.form_shapes import (
    ANCHOR_POINTS,
    DAY_PATTERN,
    DURATION_PATTERN,
    HOUR_PATTERN,
    ID_PATTERN,
    VERSION,
    WHOLE_ANCHORS,
    Anchor,
    Changes,
    Day,
    Duration,
    Field,
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
)

_POINTS = [point for points in ANCHOR_POINTS.values() for point in points]
# An editor takes a bare 12 or 2.1 for a number, the loader for words.
_ID = {"type": ["string", "integer"], "pattern": f"^{ID_PATTERN}$"}
_DAY = {"type": "string", "pattern": f"^{DAY_PATTERN}$"}
_HOUR = {"type": "string", "pattern": f"^({DAY_PATTERN}|{HOUR_PATTERN})$"}
_DURATION = {"type": "string", "pattern": f"^{DURATION_PATTERN}$"}
_WORDS = {"type": ["string", "number"], "minLength": 1}


def terms_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a terms file, as plain JSON types."""
    made = _Making({})
    top = made.record(terms_form())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Terms of an agreement",
        "description": f"Version {VERSION}: parties, phases, obligations, powers and mechanisms, as they are printed.",
        **top,
        "$defs": made.definitions,
    }


class _Making:
    """Makes schemas of shapes; those of mappings are defined once and named by what they become."""

    def __init__(self, definitions: dict[str, object]) -> None:
        self.definitions = definitions

    def record(self, shape: Record) -> dict[str, object]:
        required = [each.key for each in shape.fields if shape.default(each) is MISSING]
        return {
            "type": "object",
            "properties": {each.key: self._field(each, each.key in required) for each in shape.fields},
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }

    def _field(self, field: Field, required: bool) -> dict[str, object]:
        made = self.of(field.shape)
        if not required:  # a key with nothing behind it is as if it were not there
            made = {"anyOf": [made, {"type": "null"}]}
        return {"description": field.told, **made} if field.told else made

    def of(self, shape: Shape) -> dict[str, object]:
        """The schema of one shape."""
        if isinstance(shape, Several):
            one = self.of(shape.of)
            return {"anyOf": [one, {"type": "array", "items": one}]}
        if isinstance(shape, Section):
            return {
                "type": "object", "propertyNames": {"pattern": _ID["pattern"]},
                "additionalProperties": self.of(shape.of),
            }  # fmt: skip
        if isinstance(shape, Record):
            return self._defined(shape)
        if isinstance(shape, OneOf):
            return {"enum": list(shape.words)}
        if isinstance(shape, Number):
            return {"type": "integer" if shape.whole else "number", "minimum": shape.least}
        if isinstance(shape, Day):
            return dict(_HOUR if shape.hours else _DAY)
        return dict(_SIMPLE.get(type(shape), _WORDS))

    def _defined(self, shape: Record) -> dict[str, object]:
        name = shape.made.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # keeps the place while what is inside is made
            whole = self.record(shape)
            shorts = [self.of(field.shape) for field in shape.fields if field.key in shape.short]
            self.definitions[name] = {"anyOf": [whole, *shorts]} if shorts else whole
        return {"$ref": f"#/$defs/{name}"}


_SIMPLE: Mapping[type, Mapping[str, object]] = {
    Id: _ID,
    Ref: _ID,
    Anchor: {"type": "string", "pattern": f"^({'|'.join(WHOLE_ANCHORS)}|{ID_PATTERN}\\.({'|'.join(_POINTS)}))$"},
    Duration: _DURATION,
    Flag: {"type": "boolean"},
    Version: {"const": VERSION},
    Changes: {"type": "object"},
}
