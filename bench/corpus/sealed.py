"""Annotations of news we may not copy: offsets and a digest in the project, the words where the data lies.

    python -m bench.corpus.sealed seal DRAFT.yaml TARGET.yaml     words to offsets; nothing of the text is left
    python -m bench.corpus.sealed check                           every sealed file, with its text where it is at hand

A draft names passages by their words, like any annotation. Sealed, a passage is "@120-154", and so is every value that
stands in the text (a name, a description). What is left in plain words is closed values, dates, numbers, and short
names or remarks of ours; a value that shares four words in a row with the text is refused.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import yaml

from bench.corpus.annotation import SealedMeta
from bench.corpus.compile import Problem
from bench.corpus.files import CORPUS
from bench.corpus.places import NoSuchPlace, find, find_all, nearest, split_number
from bench.corpus.validate import Checked, Mistake, check_file
from bench.corpus.yaml_file import read_yaml
from trucewatch.vocabulary.passage import Passage

SHARED = Path(__file__).resolve().parents[3] / "shared"
RUN = 4
"""Words in a row that a sealed file may not share with its text."""
_PASSAGES = frozenset(
    {"at", "content", "quoted", "cue", "mention", "source", "forms", "also", "demonym", "capital", "marks"}
)
_NEAR = frozenset({"cue", "mention", "source"})
_CLOSED = frozenset(
    {"type", "role", "action", "subtype", "state", "stance", "basis", "status", "mode", "what", "qualifier"}
)
_FREE = {"agreement": {"status"}, "other_agreements": {"status"}, "violations": {"what"}}
_TAIL = re.compile(r" \(|, ")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class SealedEntry:
    """One sealed annotation; `text` is None where the data is not at hand."""

    name: str
    yaml_path: Path
    process: str
    meta: SealedMeta
    text: str | None

    def checked(self) -> Checked:
        """The annotation checked; compiled where the text is there."""
        return check_file(self.yaml_path, self.text, self.name)


def sealed_entries(corpus: Path = CORPUS, shared: Path = SHARED) -> list[SealedEntry]:
    """Every sealed annotation, by name."""
    found = []
    for path in sorted((corpus / "real").glob("*.yaml")):
        data = read_yaml(path).data
        assert isinstance(data, dict)
        meta = SealedMeta.model_validate(data["meta"])
        found.append(SealedEntry(f"real/{path.stem}", path, meta.process, meta, source_text(meta, shared)))
    return found


def source_text(meta: SealedMeta, shared: Path = SHARED) -> str | None:
    """The text a sealed annotation is about; None where its data set is not at hand."""
    if meta.source in ("timebank", "aquaint"):
        return timeml_texts(shared).get(f"{meta.source}/{meta.document}")
    return _polnear(shared / "data" / "attribution" / f"{meta.source}.jsonl.gz").get(meta.document)


def timeml_texts(shared: Path = SHARED) -> dict[str, str]:
    """Texts of TimeBank and AQUAINT by "set/document"; empty where the data is not at hand."""
    return _timeml(shared / "data" / "time" / "timebank_aquaint.tar.gz")


@cache
def _polnear(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {str(row["id"]): str(row["text"]) for row in map(json.loads, lines)}


@cache
def _timeml(path: Path) -> dict[str, str]:
    """Texts of the TimeML files: what stands between the tags of their TEXT element."""
    if not path.exists():
        return {}
    texts = {}
    with tarfile.open(path) as archive:
        for member in archive:
            handle = archive.extractfile(member) if member.name.endswith(".tml") else None
            if handle is None:
                continue
            body = re.search(r"<TEXT>(.*?)</TEXT>", handle.read().decode("utf-8"), re.DOTALL)
            if body:
                texts[member.name.removesuffix(".tml")] = unescape(_TAG.sub("", body[1]))
    return texts


class Sealer:
    """Turns a draft's words into offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        words = re.findall(r"\w+", text.lower())
        self.runs = {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}

    def seal(self, draft: dict[str, object]) -> dict[str, object]:
        """The draft without words of the text; what cannot be sealed is in `problems`."""
        return {key: value if key == "meta" else self._list(key, value) for key, value in draft.items()}

    def _list(self, kind: str, value: object) -> object:
        if kind == "marks":
            return [self._passage(str(each), []) for each in _listed(value)]
        if kind == "agreement" and isinstance(value, dict):
            return self._record(kind, value)
        if isinstance(value, list):
            return [self._record(kind, each) if isinstance(each, dict) else self._value(kind, each) for each in value]
        return value

    def _record(self, kind: str, record: dict[str, object]) -> dict[str, object]:
        content = [find(self.text, str(words)) for words in _listed(record.get("content"))]
        sealed: dict[str, object] = {}
        for key, value in record.items():
            if key == "cue" or (key == "content" and content):
                near: list[Passage] = content if key == "cue" else []
                sealed[key] = [self._passage(str(words), near) for words in _listed(value)]
            elif key in _NEAR and content and value:
                cues = [nearest(self.text, str(words), content) for words in _listed(record.get("cue"))]
                sealed[key] = self._at(nearest(self.text, str(value), [*content, *cues]))
            elif key in _PASSAGES and value:
                sealed[key] = [each for words in _listed(value) for each in self._places(key, str(words))]
            else:
                sealed[key] = self._nested(kind, key, value)
        return sealed

    def _nested(self, kind: str, key: str, value: object) -> object:
        if isinstance(value, list):
            return [self._nested(kind, key, each) for each in value]
        if isinstance(value, dict):
            return {inner: self._nested(kind, inner, each) for inner, each in value.items()}
        closed = (key in _CLOSED and key not in _FREE.get(kind, set())) or key == "quantity"
        return value if closed else self._value(kind, value)

    def _places(self, key: str, words: str) -> Iterator[str]:
        """A passage's offsets; a form of an actor stands for every place where it occurs."""
        if key in ("forms", "also", "demonym", "capital"):
            yield from (self._at(place) for place in find_all(self.text, words))
        else:
            yield self._passage(words, [])

    def _passage(self, words: str, near: list[Passage]) -> str:
        return self._at(nearest(self.text, words, near) if near else find(self.text, words))

    def _value(self, kind: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if re.fullmatch(r"[\d:TPWDMYHSQ/.-]+", value):
            return value
        for head in (value, *(value[: cut.start()] for cut in _TAIL.finditer(value))):
            place = self._first(head)
            if place:  # "the envoy (unnamed)", "Refugee Convention, Article 33": the head is in the text
                return place + value[len(head) :]
        words = re.findall(r"\w+", value.lower())
        if any(tuple(words[i : i + RUN]) in self.runs for i in range(len(words) - RUN + 1)):
            self.problems.append(
                Problem((kind,), f"{value!r} shares {RUN} words in a row with the text: say it in other words")
            )
        return value

    def _first(self, value: str) -> str | None:
        try:
            return self._at(find_all(self.text, split_number(value)[0])[0])
        except NoSuchPlace:
            return None

    @staticmethod
    def _at(place: Passage) -> str:
        return f"@{place.start}-{place.end}"


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def seal_file(draft: Path, target: Path, shared: Path = SHARED) -> list[Mistake]:
    """Seal one draft; nothing is written where anything is wrong with it."""
    data = read_yaml(draft).data
    assert isinstance(data, dict)
    text = source_text(SealedMeta.model_validate(data["meta"]), shared)
    if text is None:
        return [Mistake(draft, 1, f"the data with {data['meta']['document']!r} is not at hand")]
    checked = check_file(draft, text, draft.stem)
    if checked.mistakes:
        return checked.mistakes
    sealer = Sealer(text)
    sealed = sealer.seal(data)
    if sealer.problems:
        return [Mistake(draft, read_yaml(draft).line_of(p.location), p.message) for p in sealer.problems]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        yaml.dump(sealed, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120), "utf-8"
    )
    return check_file(target, text, target.stem).mistakes


def main(arguments: Sequence[str] | None = None) -> int:
    """Seal or check; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("seal", "check"))
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    if options.what == "seal":
        if len(options.files) != 2:
            parser.error("seal takes a draft and a target")
        mistakes = seal_file(*options.files)
    else:
        found = sealed_entries()
        mistakes = [mistake for entry in found for mistake in entry.checked().mistakes]
        print(
            f"{len(found)} sealed annotations, {sum(entry.text is not None for entry in found)} with their text at hand"
        )
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    return int(bool(mistakes))


if __name__ == "__main__":
    sys.exit(main())
