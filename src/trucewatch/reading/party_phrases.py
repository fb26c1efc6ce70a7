"""Phrases that show a role: patterns for `party_signs`, kept apart from what is done with them."""

from __future__ import annotations

import re

from trucewatch.vocabulary.kinds import PartyRole

_PROCESS = "talks|negotiations|mediation|efforts?|process|initiative|dialogue|round|conference"
_DONE_BY: tuple[tuple[str, PartyRole], ...] = (
    (
        r"(?:brokered|mediated|facilitated|sponsored|moderated|arbitrated|midwifed)(?:\s+[\w’'-]+){0,3}?\s+by",
        "mediator",
    ),
    (r"(?:mediation|mediated efforts?|good offices|auspices|facilitation|sponsorship)\s+(?:by|of|from)", "mediator"),
    (r"(?:with|through|thanks to) (?:the )?(?:help|mediation|assistance|support|facilitation) of", "mediator"),
    (
        rf"(?:{_PROCESS})\s+(?:\w+\s+)?(?:led|organi[sz]ed|convened|arranged|chaired|run|championed)(?:\s+\w+)?\s+by",
        "mediator",
    ),
    (r"(?:mediators|facilitators|go-betweens)\s+(?:from|of|for)", "mediator"),
    (
        r"(?:mediated|brokered|facilitated)\s+(?:\w+\s+){0,2}?(?:(?:together|jointly|along)\s+with|alongside)",
        "mediator",
    ),
    (r"(?:put together|worked out|arranged|shepherded)(?:\s+[\w’'-]+){0,7}?\s+by", "mediator"),
    (r"under\s+the\s+(?:eyes?|gaze|guidance)\s+of", "mediator"),
    (r"co-?chairs\s+of\s+(?:the\s+)?(?:\w+\s+){1,3}?(?:group|conference)\s*(?:[—–:,(]|--?)", "mediator"),
    (r"under\s+the\s+(?:aegis|umbrella|chairmanship|stewardship)\s+of|efforts\s+by", "mediator"),
    (r"(?:guaranteed|underwritten|vouched for)\s+by|guarantee\s+(?:of|from|by)", "guarantor"),
    (r"guarantors\s+(?:of|for|to)\s+[^,.;]{0,50},", "guarantor"),
    (r"(?:monitored|verified|supervised|overseen|policed|observed|witnessed)(?:\s+\w+ly)?\s+by", "observer"),
    (r"(?:monitors|observers|monitoring (?:team|mission)|monitoring body)\s+(?:led\s+by|from|of)", "observer"),
    (
        r"(?:observer|monitoring|verification|peacekeeping)s? (?:team|mission|group|force|panel|unit)s? (?:from|of)",
        "observer",
    ),
    (r"(?:body|mission|team|monitors|observers) (?:fielded|sent|deployed) by", "observer"),
    (r"(?:hosted|attended)(?:\s+\w+ly)?\s+by", "observer"),
    (r"in the presence of", "observer"),
    (r"(?:signed|initialled) (?:alongside|together with|jointly with)", "party"),
)
DONE_BY = tuple((re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), role) for pattern, role in _DONE_BY)
"""Before a list of actors: "brokered by A, B and C"."""

_TABLED = (
    r"(?:tabled|put forward|put together|drafted|drawn up|circulated|negotiated|arranged|worked out|presented|floated|"
    r"hammered out|thrashed out|crafted|devised|convened|worked on|steered|launched)"
)
TABLED = re.compile(rf"\b{_TABLED}(?:\s+[\w’'-]+){{0,4}}?\s+by(?!\w)", re.IGNORECASE)
"""Before whoever made a plan or arranged a meeting: a go-between, where it is none of the sides."""
WHOSE = re.compile(
    r",?\s+whose\s+(?:[\w-]+\s+){0,2}(?:mediators?|envoys?|facilitators?|emissar(?:y|ies)|good offices|mediation)\b"
)
"""Behind whoever mediates: "A, whose mediator ..."."""

ROLE_NOUNS: tuple[tuple[re.Pattern[str], PartyRole], ...] = (
    (
        re.compile(r"\b(?:mediators?|facilitators?|go-betweens?|intermediary|intermediaries|brokers)\b", re.IGNORECASE),
        "mediator",
    ),
    (
        re.compile(
            r"\b(?:co-)?guarantors?\b(?:[\s-]+(?:states?|countries|country|nations?|powers?|governments)\b)?",
            re.IGNORECASE,
        ),
        "guarantor",
    ),
    (re.compile(r"\bas (?:an )?observers?\b|\bas (?:a )?witness(?:es)?\b", re.IGNORECASE), "observer"),
)
"""Beside a list of actors: "mediators A and B", "A and B, the guarantors"."""

WHAT_IS_MEDIATED = re.compile(
    r"\s+(?:of|in|for|to|on)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w-]+)?"
    r"\s+(?:process|talks|conflict|crisis|war|peace|negotiations)\b"
)
"""Behind whoever mediates: "the facilitator of the Ruritania peace process" is not Ruritania."""

_WATCH = r"(?:verif|monitor|supervis|oversee|observ|polic)\w+"
_MEN = r"(?:\w+ )?(?:troops|forces|monitors|observers|peacekeepers)"
PREDICATES: tuple[tuple[re.Pattern[str], PartyRole], ...] = (
    (re.compile(rf"\b(?:charged|tasked|entrusted) with {_WATCH}", re.IGNORECASE), "observer"),
    (re.compile(rf"\b(?:has|have|had|with) a seat (?:on|in|at) the {_WATCH}", re.IGNORECASE), "observer"),
    (
        re.compile(rf"\b(?:asked|invited|requested) to (?:send|deploy|provide|contribute) {_MEN}", re.IGNORECASE),
        "other",
    ),
    (re.compile(r"\b(?:asked|invited) to witness\b", re.IGNORECASE), "other"),
)
"""Said of an actor: "A, which was charged with verifying it"."""

MONITOR_NAME = re.compile(r"\b(?:Monitor\w*|Observer|Observation|Verification|Supervis\w+)\b")
"""In the name of a body that watches."""

COMPOUND = re.compile(r"[-–](?:brokered|mediated|facilitated|sponsored|moderated)\b", re.IGNORECASE)
LED = re.compile(r"[-–]led\s+(?:\w+\s+)?(?:mediat\w+|talks|negotiations|efforts?|peace|process)\b", re.IGNORECASE)
SUPPORT = re.compile(
    r"(?:[’']s?)?\s+(?:(?!and\b|or\b|said\b)[a-z]+\s+)?"
    r"(?:mediation|mediators?|mediating|facilitators?|facilitation|good offices|auspices|sponsorship)\b",
    re.IGNORECASE,
)
ENVOY = re.compile(
    r"\b(?:special envoys?|envoys?|mediators?|facilitators?|special representatives?|peace envoys?|emissar(?:y|ies)|"
    r"special coordinators?)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\b(?:between|among)\s+(?:both\s+)?")
EACH_OTHER = re.compile(r"\b(?:each other|one another)\b", re.IGNORECASE)
PAIR = re.compile(r"[-–/]")
JOINT_BODY = re.compile(r"\b(?:Committees?|Commissions?|Mechanism|Directorate|Tribunal|Court)\b")
"""In the name of a body that the sides sit in together, or that judges: neither a side nor an observer."""
WORK = frozenset("solution swap release initiative effort process mission monitor body".split())
"""What is brokered, hosted or watched beside agreements and talks."""
