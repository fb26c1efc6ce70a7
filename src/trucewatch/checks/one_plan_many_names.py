"""Names of one report that may be names of one plan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.standing.wording import label_key
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Proposal
from trucewatch.vocabulary.statement import Statement

_FEWEST = 3
# A name, and no clause: what stands behind its noun, if anything, belongs to it.
_NAME = re.compile(
    r"(?:[\w’'-]+ ){0,7}?(?:plan|proposal|counter-?proposal|counter-?offer|offer|draft|text|paper|document"
    r"|package|project|initiative|blueprint|road ?map|framework|formula|scheme|memorandum|suggestion|outline|"
    r"alternative|idea|compromise|deal|agreement|accord|pact|truce|cease-?fire|pause|extension|exchange|swap|bill"
    r"|programme|program|vision"
    r"|arrangement|settlement|bridge|step)(?P<many>s?)"
    r"(?:$|,? (?:to|of|for|in|on|by|from|with|under|about|that|which|called|known|between)\b)",
    re.IGNORECASE,
)
_MOST = 6  # names and places that are shown


class OnePlanManyNames:
    """Three or more names for what may be one plan, with the grounds: the same proposer, or a word they share.

    A candidate for a person to judge, one a report. Silent where there are two names only, and where nothing but the
    nearness of the names ties them.
    """

    code = "one-plan-many-names"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report_id, proposals in material.by_report(Proposal).items():
            text = material.view.report(report_id).text
            best = max(_groups(text, proposals), key=lambda g: len(g[1]), default=None)
            if best is None:
                continue
            grounds, held = best
            names = ", ".join(f"“{name}”" for name in list(held)[:_MOST])
            places = [Place(report_id, s.content.evidence[0]) for s in held.values() if s.content.evidence][:_MOST]
            yield Finding(
                self.code,
                self.severity,
                f"One plan may go by {len(held)} names: {names}; the ground: {', '.join(grounds)}.",
                tuple(dict.fromkeys(places)),
                ("all are one plan", "one of them is a part, or a later draft, of another", "they are different plans"),
                tuple(s.id for s in dict.fromkeys(held.values())),
            )


def _groups(
    text: str, proposals: list[Statement[Proposal]]
) -> Iterator[tuple[tuple[str, ...], dict[str, Statement[Proposal]]]]:
    """Groups of three and more names that differ in their words, each name with its statement, and their grounds."""
    named: dict[frozenset[str], tuple[str, Statement[Proposal]]] = {}
    by_ground: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for statement in proposals:
        content = statement.content
        key = label_key(content.label)
        m = _NAME.match(content.label)
        if not key or not content.evidence or m is None:
            continue
        named.setdefault(key, (content.label, statement))
        if content.proposer:
            by_ground[f"the same proposer, {content.proposer}"].add(key)
        for word in key if not m["many"] else ():
            # The name of a place alone, always with a capital, ties no plans; nor do plans of a kind, told as many.
            if f" {word}" in text:
                by_ground[f"the word “{word}”"].add(key)
    left = {ground: keys for ground, keys in sorted(by_ground.items()) if len(keys) > 1}
    while left:
        grounds = [next(iter(left))]
        keys = left.pop(grounds[0])
        while more := [ground for ground in left if left[ground] & keys]:
            for ground in more:
                keys |= left.pop(ground)
            grounds += more
        if len(keys) >= _FEWEST:
            yield tuple(grounds), dict(sorted((named[k] for k in keys), key=lambda pair: pair[1].start))
