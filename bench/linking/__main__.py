"""Precision and recall of the links between reports, on the annotated sequences.

    python -m bench.linking [--sequence velmora-strait] [--gold-only] [--errors]

Links are counted over pairs of actors of different reports: a link is right where both have one key, wrong where the
keys differ or a careful reader could not tell. (a) links the annotated actors, as if each report had been read without
a fault; (b) links what the reader finds in the raw texts, where an actor counts for the annotated one whose mentions it
covers most; (c) links the proposals and agreements that it finds, each of which counts for the annotated one in its
passages. --errors shows the wrong links; it is refused for the sequence that is only measured on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

from bench.corpus.sequences import SEQUENCES
from bench.linking.counting import counted, gold_pairs, linked_pairs
from bench.linking.gold import GoldSequence, gold_sequence
from trucewatch.linking.actors import LinkedActors, link_actors
from trucewatch.linking.agreements import link_agreements
from trucewatch.linking.decide import Candidate
from trucewatch.linking.proposals import link_proposals
from trucewatch.vocabulary.kinds import Agreement
from trucewatch.vocabulary.view import View


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequence", choices=sorted(SEQUENCES), action="append")
    parser.add_argument("--gold-only", action="store_true", help="only (a)")
    parser.add_argument("--errors", action="store_true", help="show wrong links and what was missed")
    options = parser.parse_args(arguments)
    for name in options.sequence or list(SEQUENCES):
        if options.errors and SEQUENCES[name] == "test":
            print(f"{name} is only measured on: its errors are not shown", file=sys.stderr)
            return 2
        _measure(gold_sequence(name), options)
    return 0


def _measure(gold: GoldSequence, options: argparse.Namespace) -> None:
    print(f"{gold.name} ({SEQUENCES[gold.name]}): {len(gold.reports)} reports, {len(gold.keys)} actors")
    print("(a) annotated actors")
    linked = link_actors(gold.view)
    same = {id_: id_ for id_ in gold.keys}
    _print_actors(gold, gold.view, linked, same, errors=options.errors)
    same = {id_: id_ for id_ in gold.statement_keys}
    _print_statements(gold, gold.view, linked, same, errors=options.errors)
    if options.gold_only:
        return
    from bench.linking.readings import read_sequence  # noqa: PLC0415  the reader takes seconds to load

    read = read_sequence(gold)
    print("(b) actors as read from the texts")
    linked = link_actors(read.view)
    _print_actors(gold, read.view, linked, read.of, errors=options.errors)
    print("    of the actors, between actors that go by the name that was read (no fault within a report)")
    sound = {id_: known for id_, known in read.of.items() if id_ in read.sound}
    _print_actors(gold, read.view, linked, sound, errors=options.errors)
    print("(c) proposals and agreements as read from the texts")
    _print_statements(gold, read.view, linked, read.statements, errors=options.errors)


def _print_actors(gold: GoldSequence, view: View, linked: LinkedActors, of: Mapping[str, str], *, errors: bool) -> None:
    keys = gold.keys
    types = {m.id: a.type for a in link_actors(gold.view).actors for m in a.members}
    report = {m.id: m.report_id for a in linked.actors for m in a.members}
    names = {m.id: f"{m.name} [{view.report(m.report_id).name}]" for a in linked.actors for m in a.members}
    gold_report = {id_: each.report.id for each in gold.reports for id_ in each.keys}
    pairs = linked_pairs(([m.id for m in a.members] for a in linked.actors), report)
    gold_ones = gold_pairs(keys, gold_report)
    judged = {id_ for id_ in report if id_ in of}
    print(f"    {len(report)} actors, {len(judged)} of them annotated, {len(linked.actors)} after linking")
    rows = counted(pairs, gold_ones, of, lambda id_: "persons" if types[id_] in ("person", "office") else "others")
    for name, row in sorted(rows.items()):
        print(f"    {name:8} {row}")
    _print_queue(linked.queue, keys, of, names, errors=errors)
    if errors:
        for a, b in sorted(pairs, key=lambda pair: (names[pair[0]], names[pair[1]])):
            if a in of and b in of and of[a] != of[b] and tuple(sorted((of[a], of[b]))) not in gold_ones:
                print("        wrong:", names[a], "=", names[b], keys[of[a]], keys[of[b]])


def _print_queue(
    queue: Sequence[Candidate],
    keys: Mapping[str, str | None],
    of: Mapping[str, str],
    names: Mapping[str, str],
    *,
    errors: bool,
) -> None:
    known = [c for c in queue if c.left in of and c.right in of]
    right = [c for c in known if keys[of[c.left]] is not None and keys[of[c.left]] == keys[of[c.right]]]
    share = f"{100 * len(right) / len(known):.1f} %" if known else "-"
    print(f"    queue: {len(queue)} candidates, {share} right ({len(right)}/{len(known)})")
    if errors:
        for c in known:
            mark = "right" if c in right else "wrong"
            print(f"        {c.score:.2f} {mark}: {names[c.left]} ? {names[c.right]} {', '.join(c.grounds)}")


def _one_sort(_: str) -> str:
    return "statements"


def _print_statements(
    gold: GoldSequence, view: View, actors: LinkedActors, of: Mapping[str, str], *, errors: bool
) -> None:
    report = {s.id: s.report_id for s in view.statements()}
    gold_report = {s.id: s.report_id for s in gold.view.statements()}
    agreement = {s.id for s in gold.view.statements() if isinstance(s.content, Agreement)}
    names = {s.id: f"{s.content.subject} [{view.report(s.report_id).name}]" for s in view.statements()}
    for what, linked in (
        ("proposals", link_proposals(view, actors=actors)),
        ("agreements", link_agreements(view, actors=actors)),
    ):
        ids = {id_ for group in linked.groups for id_ in group.members}
        pairs = linked_pairs((group.members for group in linked.groups), report)
        own = {id_: key for id_, key in gold.statement_keys.items() if (id_ in agreement) == (what == "agreements")}
        gold_ones = gold_pairs(own, gold_report)
        rows = counted(pairs, gold_ones, of, _one_sort)
        print(f"    {what}: {len(ids)} statements, {len(linked.groups)} after linking; {rows.get('all', '-')}")
        _print_queue(linked.queue, gold.statement_keys, of, names, errors=errors)
        together = linked_pairs((c.members for c in linked.candidate_groups), report)
        print(f"    {what}, candidate groups: {counted(together, gold_ones, of, _one_sort).get('all', '-')}")
        if errors:
            for a, b in sorted(pairs):
                if a in of and b in of and of[a] != of[b] and tuple(sorted((of[a], of[b]))) not in gold_ones:
                    print("        wrong:", names[a], "=", names[b])


if __name__ == "__main__":
    sys.exit(main())
