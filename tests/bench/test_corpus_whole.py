"""The corpus as it stands: sound, as large and as varied as it says; a broken passage is noticed."""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.corpus import check, datasheet
from bench.corpus.annotation import Actor, Annotation, Meta
from bench.corpus.consistency import consistency
from bench.corpus.files import CORPUS, SPLITS, entries, part, second_path, splits
from bench.corpus.sealed import SHARED
from bench.corpus.spread import Spread, opening
from bench.quality.public_sets import FOLDS, pinned


@pytest.fixture(scope="module")
def written() -> dict[str, Annotation]:
    found = {}
    for entry in entries():
        checked = entry.checked()
        assert checked.mistakes == []
        assert checked.annotation is not None
        found[entry.name] = checked.annotation
    return found


@pytest.fixture(scope="module")
def metas(written: dict[str, Annotation]) -> dict[str, Meta]:
    return {name: each.meta for name, each in written.items() if isinstance(each.meta, Meta)}


def test_size_and_variety(metas: dict[str, Meta]) -> None:
    assert len(metas) >= 80
    assert len({meta.process for meta in metas.values() if meta.world == "real"}) >= 20
    assert len({meta.process for meta in metas.values() if meta.world == "invented"}) >= 6
    assert len({meta.manner for meta in metas.values()}) >= 10
    assert len({meta.hand for meta in metas.values()}) >= 4


def test_splits_divide_by_process(metas: dict[str, Meta]) -> None:
    of = splits()
    assert {meta.process for meta in metas.values()} <= of.keys()
    assert sum(len(part(split)) for split in SPLITS) == len(metas)
    assert all(len(part(split)) >= 15 for split in SPLITS)
    for split in SPLITS:
        assert {metas[entry.name].world for entry in part(split)} == {"real", "invented"}


def test_reports_annotated_twice() -> None:
    twice = [entry for entry in entries() if second_path(entry).exists()]
    assert len(twice) >= 15
    found, mentions = consistency()
    assert found.reports == len(twice)
    assert found.kinds.micro.found.tp > 500
    assert mentions.found.tp > 300


def test_a_broken_passage_in_a_copy_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "corpus"
    entry = part("train")[0]
    shutil.copytree(CORPUS / entry.process, copy / entry.process)
    shutil.copy(CORPUS / "splits.yaml", copy)
    assert check.main(["--corpus", str(copy)]) == 0
    path = copy / entry.process / entry.yaml_path.name
    lines = path.read_text("utf-8").split("\n")
    number = next(i for i, line in enumerate(lines) if "type: date" in line)
    lines[number] = (
        lines[number].replace('at: "', 'at: "x ', 1)
        if 'at: "' in lines[number]
        else lines[number].replace("at: ", "at: x ", 1)
    )
    path.write_text("\n".join(lines), "utf-8")
    capsys.readouterr()
    assert check.main(["--corpus", str(copy)]) == 1
    said = capsys.readouterr().err
    assert f"{path.name}:{number + 1}:" in said
    assert "is not in the text" in said


def test_invented_processes_are_balanced(written: dict[str, Annotation]) -> None:
    """In no invented process does one of two sides stand accused, or reject, more than three times out of four."""
    accused: dict[str, Counter[str]] = defaultdict(Counter)
    for annotation in written.values():
        if isinstance(annotation.meta, Meta) and annotation.meta.world == "invented":
            process = annotation.meta.process
            actors = {actor.name: actor for actor in annotation.actors}
            side_of = {name: side for side in annotation.exchange for name in actors if _stands_for(name, side, actors)}
            for violation in annotation.violations:
                if violation.status == "alleged" and violation.against in side_of:
                    accused[process][side_of[violation.against]] += 1
    assert len(accused) == 6
    for process, counts in accused.items():
        assert counts.most_common(1)[0][1] <= 0.75 * counts.total() + 1, (process, counts)


def _stands_for(name: str, side: str, actors: Mapping[str, Actor]) -> bool:
    seen: set[str] = set()
    while name in actors and name not in seen:
        if name == side:
            return True
        seen.add(name)
        name = actors[name].stands_for or ""
    return False


def test_spread_counts_what_there_is() -> None:
    text = "GENEVA, 3 May - Talks failed.\n\n“We tried,” said the envoy. It rained."
    spread = Spread()
    start = text.index("We tried")
    spread.add(text, [{"cue": [(text.index("said"), text.index("said") + 4)], "content": [(start, start + 9)]}])
    assert spread.lengths == [6, 5, 2]
    assert (spread.cues, spread.types) == ({"said": 1}, {"direct": 1})
    assert opening(text) == "dateline"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“No,” she said.", "quotation"),
        ("10:42 A convoy left.", "stamp or number"),
        ("The army left.", "article and noun"),
    ],
)
def test_openings(text: str, kind: str) -> None:
    assert opening(text) == kind


@pytest.mark.skipif(not SHARED.exists(), reason="the public sets are not at hand")
def test_folds_are_as_pinned() -> None:
    assert json.loads(FOLDS.read_text("utf-8")) == pinned()


def test_folds_part_every_set_without_overlap() -> None:
    for name, folds in json.loads(FOLDS.read_text("utf-8")).items():
        texts = [text for fold in folds.values() for text in fold]
        assert len(texts) == len(set(texts)), name
    assert json.loads(FOLDS.read_text("utf-8"))["timebank"]["0"]


@pytest.mark.slow
def test_the_tables_of_the_datasheet_are_fresh() -> None:
    assert datasheet.main(["--check"]) == 0


def test_a_block_of_the_datasheet_is_filled_in_place() -> None:
    page = "a\n<!-- counts -->\nold\n<!-- end -->\nb\n<!-- spread -->\nkept\n<!-- end -->\n"
    assert datasheet.filled(page, {"counts": "new"}) == page.replace("old", "new")
