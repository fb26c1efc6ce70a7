"""A user's own file on sources: of which class an outlet or speaker is, whose side it takes, how it is graded.

    sources:
      Coast Wire: {class: independent_media, reliability: B, credibility: "2"}
      Front Radio: {class: party_affiliated, side: front}

What the file says of a name wins over what the terms and registers know of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from trucewatch.registers.yaml_file import FileMistake, YamlFile, YamlFileError, nearest, read_yaml
from trucewatch.standing.corroboration import Credibility, Reliability, SourceCard, SourceClass

_LISTS: Mapping[str, tuple[str, ...]] = {
    "class": get_args(SourceClass), "reliability": get_args(Reliability), "credibility": get_args(Credibility),
}  # fmt: skip
_KEYS = ("class", "side", "reliability", "credibility")


class SourcesFileError(YamlFileError):
    """A file on sources cannot be read, or has mistakes: it tells all of them, each with its line."""

    WHAT = "file on sources"


def load_source_cards(path: Path, parties: tuple[str, ...]) -> dict[str, SourceCard]:
    """What a file says of sources, by name.

    Args:
        path: the file.
        parties: ids of the parties of the terms, which `side` names.

    Raises:
        SourcesFileError: with every mistake.
    """
    file = read_yaml(path, SourcesFileError)
    listed = file.data.get("sources") if isinstance(file.data, dict) else None
    if not isinstance(listed, dict):
        raise SourcesFileError(path, [FileMistake(1, "no `sources`", "`sources:` with names of outlets or speakers")])
    mistakes = [*file.mistakes, *_mistakes(file, listed, parties)]
    if mistakes:
        raise SourcesFileError(path, mistakes)
    return {name: _card(told) for name, told in listed.items()}


def _mistakes(file: YamlFile, listed: Mapping[str, Any], parties: tuple[str, ...]) -> Iterator[FileMistake]:
    for name, told in listed.items():
        if not isinstance(told, dict):
            yield FileMistake(file.line_of("sources", name), f"`{name}` without keys", "keys: " + ", ".join(_KEYS))
            continue
        for key, value in told.items():
            line = file.line_of("sources", name, key)
            allowed = parties if key == "side" else _LISTS.get(key)
            if allowed is None:
                yield FileMistake(line, f"the key `{key}`", "one of " + ", ".join(_KEYS), nearest(key, _KEYS))
            elif value not in allowed:
                advice = nearest(str(value), allowed)
                yield FileMistake(line, f"`{key}: {value}`", "one of " + ", ".join(allowed), advice)


def _card(told: Mapping[str, Any]) -> SourceCard:
    side = told.get("side")
    return SourceCard(
        told.get("class") or ("party_affiliated" if side else "unknown"),
        side,
        told.get("reliability"),
        told.get("credibility"),
    )
