from __future__ import annotations

from functools import cache

import pytest

from promised_case import WIRE, Promised
from trucewatch.agreements.cases import Case
from trucewatch.agreements.library import cases, slugs, terms_path
from trucewatch.agreements.load import load_terms
from trucewatch.errors import UnknownIdError
from trucewatch.standing.corroboration import Sources
from trucewatch.standing.explain import Branch, corroboration_of, explain
from trucewatch.standing.under_terms import TermsStanding, standing_under
from trucewatch.standing.voices import Voices


def promised() -> Promised:
    made = Promised()
    made.duty("free", "done", "2031-04-05", number=4, words='Four\ncame "home".')
    return made


def test_the_tree_goes_from_the_answer_to_clauses_sources_statements_and_passages() -> None:
    made = promised()
    (statement,) = made.view().statements()
    tree = explain(made.standing("2031-04-11"), "free.due", made.view())
    lines = [
        "free.due: overdue",
        "  free, in the terms, clause 2.1 (from memory)",
        "    minutes of Marrow, https://example.org/m",
        "    a letter",
        "  free due: 2031-04-10; asked about 2031-04-11",
        f"  {WIRE}: done",
        f"    obligations {statement.id[:8]}, {WIRE}, 2031-04-05",
        '      “Four\ncame "home".”',
    ]
    assert list(tree.lines()) == lines
    assert tree.sort == "answer"
    assert [b.sort for b in tree.branches] == ["clause", "calendar", "said"]
    assert [b.id for b in tree.branches[0].branches] == ["S1", "S2"]
    (told,) = tree.branches[2].branches
    assert (told.sort, told.id, told.branches[0].sort) == ("statement", statement.id, "passage")
    assert told.branches[0].id == statement.report_id


def test_the_sources_are_counted_where_they_are_asked_for() -> None:
    made = promised()
    sources = Sources(made.terms, Voices(made.view()))
    standing = made.standing("2031-04-11")
    assert explain(standing, "free.due", made.view(), sources).branches[-1] == Branch(
        "sources", "sources: 1 independent"
    )
    assert explain(standing, "quiet.due", made.view(), sources).branches[-1].sort == "silence"
    assert corroboration_of(standing, "free.due", sources).bearers == ("north",)
    assert corroboration_of(standing, "phase-1.calendar", sources).bearers == ()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("free.contested", "free.contested: no"),
        ("free.delivered", "free.delivered: Coast Wire: 4"),
        ("quiet.force", "quiet.force: in force"),
        ("trucks.delivered", "trucks.delivered: none"),
        ("renew.consents", "renew.consents: none"),
        ("free.progress", "free.progress: 1"),
        ("leave.due", "leave.due: not due or overdue"),
        ("phase-1.claimed", "phase-1.claimed: completed, in force"),
        ("give-back.contested", "give-back.contested: yes"),
    ],
)
def test_values_are_told_in_words(path: str, words: str) -> None:
    made = promised()
    made.terms = Promised({"leave.due": "[2031-04-20, 2031-04-03]"}).terms
    made.phase("2031-04-05", 1, "in_force")
    made.phase("2031-04-06", 1, "completed")
    made.duty("give-back", "done", "2031-04-05", by="A")
    made.duty("give-back", "pending", "2031-04-06", by="B")
    assert explain(made.standing("2031-04-11"), path, made.view()).words == words


def test_a_report_without_a_day_says_so() -> None:
    made = Promised()
    made.duty("leave", "done", None)
    tree = explain(made.standing("2031-04-11"), "leave.performance", made.view())
    assert tree.branches[0].branches[0].words.endswith(f"{WIRE}, a day not known")


def test_the_tree_as_json_and_as_a_graph() -> None:
    tree = Branch(
        "answer", 'a "b"\\c', None, (Branch("said", "one\ntwo", "x", (Branch("passage", "p"),)), Branch("clause", "k"))
    )
    assert tree.to_json() == {
        "sort": "answer", "words": 'a "b"\\c', "id": None,
        "branches": [
            {"sort": "said", "words": "one\ntwo", "id": "x",
             "branches": [{"sort": "passage", "words": "p", "id": None, "branches": []}]},
            {"sort": "clause", "words": "k", "id": None, "branches": []},
        ],
    }  # fmt: skip
    assert tree.dot() == (
        "digraph why {\n  node [shape=box];\n"
        '  n0 [label="a \\"b\\"\\\\c", tooltip="answer"];\n  n1 [label="one two", tooltip="said"];\n'
        '  n2 [label="p", tooltip="passage"];\n  n3 [label="k", tooltip="clause"];\n'
        "  n1 -> n2;\n  n0 -> n1;\n  n0 -> n3;\n}\n"
    )


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("free.colour", "free.force, free.performance"),
        ("mend.calendar", "phase-1.calendar, phase-2.calendar"),
        ("colour", "agreement.force, agreement.claimed"),
    ],
)
def test_a_path_without_an_answer_names_near_ones(path: str, near: str) -> None:
    made = promised()
    with pytest.raises(UnknownIdError) as error:
        explain(made.standing("2031-04-11"), path, made.view())
    assert near in str(error.value)
    assert path in str(error.value)


# The library


@cache
def last_standings(slug: str) -> list[tuple[Case, TermsStanding]]:
    terms = load_terms(terms_path(slug))
    asked = [(case, case.expectations[-1]) for case in cases(slug)]
    return [(case, standing_under(terms, case.view, e.as_of, e.known_on)) for case, e in asked]


def passages(branch: Branch) -> list[tuple[str | None, str]]:
    own = [(branch.id, branch.words)] if branch.sort == "passage" else []
    return own + [one for under in branch.branches for one in passages(under)]


@pytest.mark.parametrize("slug", slugs())
def test_every_explanation_of_the_library_is_verbatim(slug: str) -> None:
    count = 0
    for case, standing in last_standings(slug):
        sources = Sources(standing.terms, Voices(case.view))
        for path, answer in standing.answers.items():
            for statement in (s for g in answer.grounds for s in g.statements):
                text = case.view.report(statement.report_id).text
                assert all(text[p.start : p.end] == p.text for p in statement.content.passages), (case.name, path)
            for report_id, words in passages(explain(standing, path, case.view, sources)):
                assert report_id is not None
                assert words[1:-1] in case.view.report(report_id).text, (case.name, path)
                count += 1
    assert count > 0


FOUNDING = {
    "aid-trucks.performance": ("said", "Aid has not been let in since 1 March."),
    "phase-1.calendar": ("calendar", None),
    "phase-1.claimed": ("said", "Phase one, now completed, ran out on 1 March."),
    "extend-phase-1.consents": ("said", "Israel accepted an extension of phase one."),
    "extend-phase-1.refusals": ("said", "Hamas rejected the extension."),
    "extend-phase-1.state": ("said", "Hamas rejected the extension."),
    "release-hostages.delivered": ("said", "Hamas handed over 38 captives."),
    "release-hostages.remaining": ("said", "Hamas handed over 38 captives."),
    "figures.held": ("said", "It still holds 59."),
}


@pytest.mark.parametrize("path", FOUNDING)
def test_the_founding_answers_have_their_grounds(path: str) -> None:
    ((case, standing),) = [pair for pair in last_standings("gaza-2025-01") if pair[0].name.startswith("07")]
    sort, words = FOUNDING[path]
    tree = explain(standing, path, case.view)
    assert sort in {b.sort for b in tree.branches}
    if words is not None:
        assert f"“{words}”" in [told for _, told in passages(tree)]


def test_no_power_to_suspend_stands_behind_the_halt_of_aid() -> None:
    ((case, standing),) = [pair for pair in last_standings("gaza-2025-01") if pair[0].name.startswith("07")]
    assert not [p for p in standing.terms.powers if p.act == "suspend"]
    tree = explain(standing, "aid-trucks.force", case.view)
    assert [b.sort for b in tree.branches] == ["clause", "calendar", "calendar"]
    assert tree.branches[0].branches  # with the source that prints it
