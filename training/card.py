"""The model card: what the model is, what it was trained on and under which terms, how well it reads, where it fails.

python -m training.card DIR      writes MODEL_CARD.md from DIR/model.json and DIR/metrics.json
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.base import LICENCE

CARD = "MODEL_CARD.md"
SETS = {
    "polnear": "PolNeAR train, attributions in political news (no open licence stated)",
    "timebank": "TimeBank, folds 1 to 4 of 5, time expressions in news (no open licence stated)",
    "aquaint": "AQUAINT TimeML, folds 1 to 4 of 5, time expressions in news (no open licence stated)",
    "corpus": "this project's corpus, its train split, each report also under other names (CC BY 4.0)",
    "partial": "this project's reports that are annotated for diplomacy only (CC BY 4.0)",
    "events": "this project's sentences with one event each (CC BY 4.0)",
    "gsr": "PLOVER gold standard records, folds 1 to 4 of 5, sentences with one event each (CC BY-SA 4.0)",
}
_WORDS = {
    "source": "source of an attribution",
    "cue": "its cue",
    "content": "its content",
    "time": "time expression, with type",
    "actor": "named actor, with type",
    "event": "event trigger, with PLOVER type",
    "quote": "what a reading takes for a quote: of all that is attributed, what was said or written",
    "duty": "word that carries an obligation, with its action",
    "duty_state": "the same word, with the obligation's state",
    "position": "word that carries a position, with its stance",
    "violation": "word that carries a violation, with its status",
    "talks": "word that carries a meeting, with its status",
    "event_status": "event trigger, with its status",
    "role": "name of who takes part in the agreement or the talks, with the role",
    "bearer": "words that name who must do it",
    "holder": "words that name who holds a position",
    "accused": "words that name whom a violation is alleged of",
    "accuser": "words that name who alleges it",
    "doer": "words that name the actor of an event",
    "target": "words that name the recipient of an event",
}
NEAR = 0.5
"""Points that a figure may lose or gain when the weights become whole numbers."""
_LIMITS = """\
- English only, news prose; other kinds of text were not measured.
- The news it saw is mostly of 2015 and 2016 from the United States (attribution) and of 1989 to 1998 (time).
- Actors, events, duties, positions, violations and talks come from some 450 reports of our own, most of them on
  invented conflicts, and from single sentences: treat those heads as a help beside rules.
- It tells words, not who is right: what it marks as content is what somebody is said to have said.
- A text outside its window of {window} pieces is read in overlapping windows; nothing further off is seen.
"""


def card(facts: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """The card's text.

    Args:
        facts: model.json.
        metrics: metrics.json, as training.train writes it; "note" may tell what was done by hand.
    """
    exported, heads = metrics["exported"], [head["name"] for head in facts["heads"]]
    intro = (
        f"A word tagger with {len(heads)} heads on one encoder, {metrics['base']} ({LICENCE}). ONNX, int8, "
        f"{exported['size'] / 1e6:.1f} MB, sha256 `{exported['sha256']}`."
    )
    learnt = ""
    if metrics["options"].get("student"):
        learnt = f" A student of {metrics['options']['student']} layers, told the logits of a larger network beside."
    then = ", then trained on that part too" if metrics["options"]["with_tune"] else ""
    settings = (
        f"Settings: `{json.dumps(metrics['options'], sort_keys=True)}`. Chosen by full attributions on a part of "
        f"PolNeAR train that was held out{then}.{learnt}"
    )
    same = ", ".join(f"{name} {share}" for name, share in exported["same_labels"].items())
    lines = [
        *(f"# {facts['name']}", "", intro, "", "## What it tells", ""),
        *(f"- {name}: {_WORDS.get(name, name)}" for name in heads),
        *("", "## Trained on", ""),
        *(f"- {SETS.get(name, name)}: {number} texts" for name, number in sorted(metrics["texts"].items())),
        *("", settings, *(("", metrics["note"]) if metrics.get("note") else ()), "", "## Figures", ""),
        "F1 by words of a head; exact places in brackets; int8, as shipped. `tune` chose the settings, `dev` did not.",
        *("", *_table(exported["int8"], heads), ""),
        f"Single precision against int8: mean cosine of logits {exported['cosine']}; labels alike: {same} (percent).",
        *("", *_beside(exported["fp32"], exported["int8"], heads), ""),
        *("## Limits", "", _LIMITS.format(window=facts["window"])),
    ]
    return "\n".join(lines)


def _table(figures: Mapping[str, Mapping[str, Any]], heads: list[str]) -> list[str]:
    rows = ["| int8 | texts | " + " | ".join(heads) + " | full attributions |", "|---" * (len(heads) + 3) + "|"]
    for name, group in figures.items():
        cells = [_cell(group, head) for head in heads]
        full = f"{group['full']['f1']:.1f}" if "full" in group else ""
        rows.append(f"| {name} | {group['texts']} | " + " | ".join([*cells, full]) + " |")
    return rows


def _cell(group: Mapping[str, Any], head: str) -> str:
    if f"{head} words" not in group:
        return ""
    return f"{group[f'{head} words']['f1']:.1f} ({group[f'{head} places']['f1']:.1f})"


def _beside(single: Mapping[str, Any], whole: Mapping[str, Any], heads: list[str]) -> list[str]:
    """Every figure before and after the weights became whole numbers, and how many of them are near each other."""
    rows, moved = [], []
    for name, group in single.items():
        for key in [f"{head} {kind}" for head in heads for kind in ("words", "places")] + ["full"]:
            if key in group:
                before, after = group[key]["f1"], whole[name][key]["f1"]
                moved.append((abs(after - before), f"{key} on {name}"))
                gold = group[key].get("gold", "")
                rows.append(f"| {name} | {key} | {gold} | {before:.1f} | {after:.1f} | {after - before:+.1f} |")
    if not moved:
        return []
    near, (most, where) = sum(apart <= NEAR for apart, _ in moved), max(moved)
    told = (
        f"{near} of {len(moved)} figures are within {NEAR} points of each other; furthest apart ({most:.1f}): {where}."
    )
    head = ["| set | figure | gold | single precision | int8 | difference |", "|---" * 6 + "|"]
    return [told, "", *head, *rows]


def write_card(folder: Path) -> Path:
    """Write MODEL_CARD.md into a model's folder."""
    facts, metrics = (json.loads((folder / name).read_text("utf-8")) for name in ("model.json", "metrics.json"))
    path = folder / CARD
    path.write_text(card(facts, metrics), "utf-8")
    return path


def main() -> None:
    """Write the card of a model."""
    parser = argparse.ArgumentParser(description="Write MODEL_CARD.md of a model.")
    parser.add_argument("folder", type=Path, help="the model's folder")
    write_card(parser.parse_args().folder)


if __name__ == "__main__":
    main()
