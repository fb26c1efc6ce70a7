"""The results of one run as a page of Markdown."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from bench.quality.reliability import BINS, error

KINDS = (
    "parties", "agreement", "obligations", "positions", "quotes", "times", "figures", "instruments", "talks",
    "violations",
)  # fmt: skip

LEGEND = """\
F1 in percent, found / right in all main fields; in brackets precision/recall of what is found and the number of
annotated records; `-`: none there. The annotations are our own; of real news they are offsets without words. Speakers,
distinct: F1 of who is quoted at all / mean share of a speaker's quotes that have the right speaker. Actors: B-cubed F1
over all mentions but pronouns / over those that both sides mention. Speakers of quotes: of the quotes found, share with
the right speaker where one is named / share without one, in percent."""

CONFIDENCE = """\
Records by the confidence that the reader gave them: their mean confidence, and the share for which an annotated record
was found, in percent (how many). The curves behind it were measured on the dev sets. Last line: calibration error."""

Figures = Mapping[str, Any]


def page(results: Figures) -> str:
    """One page: reader by set, peers by set, public sets, neutrality, speed."""
    parts = [
        f"# Quality, {results['date']}, commit {results['commit']}",
        f"Reader: {results['reader']}. Digest of corpus dev: {results['corpus_digest'][:12]}.",
        LEGEND,
        _reader(results["sets"]),
    ]
    if results["peers"]:
        parts += ["## Peers, same texts, same run", _peers(results["sets"], results["peers"])]
    if any(given["reliability"] for given in results["sets"].values()):
        parts += ["## Confidence", CONFIDENCE, _confidence(results["sets"])]
    parts += ["## Public sets", _public(results), "## Also", _also(results)]
    return "\n\n".join(parts) + "\n"


def _reader(sets: Figures) -> str:
    lines = [_row(["", *(f"{name} ({given['reports']})" for name, given in sets.items())]), _rule(len(sets) + 1)]
    lines += [_row([kind, *(_cell(given["kinds"].get(kind)) for given in sets.values())]) for kind in KINDS]
    lines.append(_row(["**all kinds**", *(_cell(given["micro"]) for given in sets.values())]))
    lines.append(_row(["mean of kinds", *(_pair(g["macro"]["found"], g["macro"]["right"]) for g in sets.values())]))
    lines.append(_row(["speakers, distinct", *(_speakers(given["speakers"]) for given in sets.values())]))
    lines.append(_row(["actors, B-cubed", *(_actors(given["actors"]) for given in sets.values())]))
    lines.append(_row(["speakers of quotes", *(_answers(given["quote_speakers"]) for given in sets.values())]))
    lines.append(_row(["attributions, full", *(_one(given["attributions"]) for given in sets.values())]))
    lines.append(_row(["events (type / all fields)", *(_cell(given["events"]) for given in sets.values())]))
    lines.append(_row(["passages verbatim, %", *(_shown(given["verbatim"]) for given in sets.values())]))
    lines.append(_row(["reports a CPU-second", *(f"{given['reports_per_cpu_second']:.2f}" for given in sets.values())]))
    return "\n".join(lines)


def _confidence(sets: Figures) -> str:
    """One row a bin of confidence."""
    lines = [_row(["confidence", *sets]), _rule(len(sets) + 1)]
    for low, high in itertools.pairwise(BINS):
        cells = [
            next((_bin(row) for row in given["reliability"] if low <= row["confidence"] < high), "-")
            for given in sets.values()
        ]
        lines.append(_row([f"{low:.1f} to {min(high, 1.0):.1f}", *cells]))
    errors = (error(given["reliability"]) for given in sets.values())
    lines.append(_row(["error", *("-" if each is None else f"{100 * each:.1f}" for each in errors)]))
    return "\n".join(lines)


def _bin(row: Figures) -> str:
    return f"{100 * row['confidence']:.0f} / {100 * row['found']:.0f} ({row['records']})"


def _peers(sets: Figures, peers: Figures) -> str:
    """Every kind that a peer gives at all, on every set, beside ours."""
    lines = [_row(["set", "reader", *KINDS, "all kinds", "reports a CPU-second"]), _rule(len(KINDS) + 4)]
    for name, given in peers.items():
        for reader, figures in [("Trucewatch", sets[name]), *given.items()]:
            kinds = [figures["kinds"].get(kind) for kind in KINDS]
            cells = [_pair(k["found"]["f1"], k["right"]["f1"]) if k and k["found"]["pred"] else "-" for k in kinds]
            micro = figures["micro"]
            whole = _pair(micro["found"]["f1"], micro["right"]["f1"])
            lines.append(_row([name, reader, *cells, whole, f"{figures['reports_per_cpu_second']:.2f}"]))
    return "\n".join(lines)


def _public(results: Figures) -> str:
    lines = []
    for key, reader in (
        ("polnear_dev", "everything attributed"),
        ("polnear_dev_quotes", "what is recorded as quotes"),
    ):
        given = results[key]
        if given:
            shown = ", ".join(f"{kind} {recall}" for kind, recall in given["recall"].items())
            lines.append(
                f"- PolNeAR dev, full attribution, {reader}: F1 {given['f1']} (P {given['p']}, R {given['r']}; "
                f"{given['gold']} attributions); recall {shown}"
            )
    for name, given in (results["times"] or {}).items():
        lines.append(f"- {name} ({given['documents']} documents): {given['line']}")
    for name, given in (results["gsr"] or {}).items():
        lines.append(
            f"- PLOVER gold standard records, {name} ({given['sentences']} sentences): accuracy {given['accuracy']}, "
            f"macro F1 {given['macro_f1']}, source {_shown(given['source_f1'])}, target {_shown(given['target_f1'])}"
        )
    return "\n".join(lines) or "The data of the public sets was not at hand; nothing was measured."


def _also(results: Figures) -> str:
    swap = results["swap"]
    return f"- Neutrality: {_shown(swap['f1'])} % of {swap['gold']} records exchange with their parties (corpus dev)."


def _cell(levels: Figures | None) -> str:
    if not levels or levels["found"]["f1"] is None:
        return "-"
    found = levels["found"]
    return f"{_pair(found['f1'], levels['right']['f1'])} ({_shown(found['p'])}/{_shown(found['r'])}; {found['gold']})"


def _speakers(figures: Figures) -> str:
    if figures["f1"] is None:
        return "-"
    shown = _pair(figures["f1"], figures["share_right"])
    return f"{shown} ({_shown(figures['p'])}/{_shown(figures['r'])}; {figures['gold']})"


def _actors(figures: Figures) -> str:
    given = figures["all"]
    if given["f1"] is None:
        return "-"
    shown = _pair(given["f1"], figures["twins"]["f1"])
    return f"{shown} ({_shown(given['p'])}/{_shown(given['r'])}; {given['gold']})"


def _answers(figures: Figures) -> str:
    return f"{_pair(figures['right'], figures['unanswered'])} ({figures['quotes']})" if figures["quotes"] else "-"


def _one(counts: Figures) -> str:
    return (
        "-" if counts["f1"] is None else f"{counts['f1']:.1f} ({counts['p']:.1f}/{counts['r']:.1f}; {counts['gold']})"
    )


def _pair(one: float | None, other: float | None) -> str:
    return f"{_shown(one)} / {_shown(other)}"


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(columns: int) -> str:
    return "|---" * columns + "|"
