"""How links are counted, sequences checked and weights fitted."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from bench.corpus.check import main as check
from bench.corpus.sequences import checked_sequence, sequence_entries, sequence_mistakes
from bench.linking.counting import Counted, counted, gold_pairs, linked_pairs
from bench.linking.fit import fitted, prior, table_text
from bench.linking.gold import gold_sequence
from bench.linking.readings import covered_most, on_what
from bench.linking.speed import made_up
from trucewatch.linking.actors import link_actors
from trucewatch.linking.score import Model, load_model, weighed
from trucewatch.vocabulary.actors import ActorMention, ActorType, MentionHow, ReportActor
from trucewatch.vocabulary.kinds import Agreement, Proposal
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

REPORTS = {"a": "1", "b": "1", "c": "2", "d": "3"}
TEXT = (
    "Ardan Foreign Minister Elen Maro met the Belm envoy in Halvorn. Maro, a former judge, said that talks on the "
    "harbour plan would go on. An official who would not be named denied it. The Foreign Minister left Arda at noon. "
) + "Nothing else was told of the talks that day. " * 6
YAML = """\
    meta: {published: 2031-03-01, manner: wire lead, process: velmora-strait, world: invented, hand: t}
    actors:
      - {name: Arda, type: state, forms: [Arda], demonym: [Ardan], key: arda}
      - {name: Elen Maro, type: person, forms: [Elen Maro, Maro], also: [The Foreign Minister], stands_for: Arda,
         key: maro}
      - {name: official, type: person, also: [An official who would not be named], sealed: true, key: null}
    proposals: [{label: harbour plan, at: harbour plan, key: harbour-plan}]
    other_agreements: []
"""


def written(corpus: Path, yaml: str = YAML, process: str = "velmora-strait", number: str = "01") -> Path:
    folder = corpus / "sequences" / process
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    (folder / f"{number}.yaml").write_text(textwrap.dedent(yaml), encoding="utf-8")
    return corpus


def mistakes(corpus: Path) -> list[str]:
    return [m.message for m in sequence_mistakes([(e, checked_sequence(e)) for e in sequence_entries(corpus)])]


def test_pairs_of_one_report_do_not_count() -> None:
    assert linked_pairs([["b", "a", "c"]], REPORTS) == {("a", "c"), ("b", "c")}
    assert gold_pairs({"a": "x", "c": "x", "d": None}, REPORTS) == {("a", "c")}


def test_right_wrong_and_missed_pairs() -> None:
    gold = gold_pairs({"a": "x", "c": "x", "d": "x", "b": None}, REPORTS)
    linked = linked_pairs([["a", "c"], ["b", "d"]], REPORTS)
    rows = counted(linked, gold, {id_: id_ for id_ in REPORTS}, lambda id_: "first" if id_ == "a" else "other")
    assert rows["all"] == Counted(linked=2, right=1, gold=3, found=1)
    assert rows["mixed"] == Counted(linked=1, right=1, gold=2, found=1)
    assert rows["other"] == Counted(linked=1, right=0, gold=1, found=0)


def test_what_stands_for_nothing_annotated_is_left_out() -> None:
    rows = counted(frozenset({("a", "c"), ("a", "d")}), frozenset({("a", "c")}), {"a": "a", "c": "c"}, lambda _: "x")
    assert rows["all"] == Counted(1, 1, 1, 1)


def test_two_that_stand_for_one_are_right() -> None:
    rows = counted(frozenset({("c", "d")}), frozenset(), {"c": "c", "d": "c"}, lambda _: "x")
    assert rows["all"] == Counted(linked=1, right=1, gold=0, found=0)


def test_a_sound_sequence_becomes_a_view(tmp_path: Path) -> None:
    gold = gold_sequence("velmora-strait", written(tmp_path))
    assert mistakes(tmp_path) == []
    actors = {actor.name: actor for actor in gold.reports[0].actors}
    assert actors["Elen Maro"].of == "Arda"
    assert actors["Elen Maro"].offices == ("foreign minister", "former judge")
    assert actors["Elen Maro"].person == "public_office"
    assert [m.how for m in actors["Arda"].mentions] == ["demonym", "name"]
    assert actors["official"].sealed
    assert sorted(gold.keys.values(), key=str) == [None, "arda", "maro"]
    assert list(gold.statement_keys.values()) == ["harbour-plan"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("key: arda", "note: x"), "actors.0.key"),
        (("key: null", "key: somebody"), "is sealed"),
        (("process: velmora-strait", "process: elsewhere"), "folder's name"),
        (("forms: [Arda]", "forms: [Ardia]"), "not in the text"),
        (("key: maro", "key: arda"), "a person here or in"),
    ],
)
def test_mistakes_of_a_sequence(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    assert any(message in found for found in mistakes(written(tmp_path, YAML.replace(*change))))


def test_a_sequence_that_is_not_listed_is_a_mistake(tmp_path: Path) -> None:
    corpus = written(tmp_path, YAML.replace("velmora-strait", "elsewhere"), "elsewhere")
    assert any("not listed" in found for found in mistakes(corpus))


def test_one_file_of_a_sequence_is_checked_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path) / "sequences" / "velmora-strait" / "01.yaml"
    assert check([str(path)]) == 0
    assert "mentions" in capsys.readouterr().out


def read_as(name: str, type_: ActorType, *said: tuple[str, MentionHow]) -> ReportActor:
    """An actor that a reader found in `TEXT`."""
    mentions = tuple(
        ActorMention(passage=Passage(TEXT.index(words), TEXT.index(words) + len(words), words), how=how)
        for words, how in said
    )
    return ReportActor(name=name, type=type_, mentions=mentions)


def test_of_two_that_are_covered_alike_it_is_the_one_of_its_sort_and_then_the_one_it_names(tmp_path: Path) -> None:
    gold = gold_sequence("velmora-strait", written(tmp_path)).reports[0]
    office = read_as("Ardan Foreign Minister Elen Maro", "person", ("Ardan", "demonym"), ("Elen Maro", "name"))
    covered = covered_most(office, gold)
    assert covered is not None
    assert covered.name == "Elen Maro"
    thing = read_as("Arda", "state", ("Elen Maro", "nominal"), ("Arda", "name"))
    covered = covered_most(thing, gold)
    assert covered is not None
    assert covered.name == "Arda"


def test_a_proposal_that_was_read_is_on_the_annotated_one_in_its_passage(tmp_path: Path) -> None:
    gold = gold_sequence("velmora-strait", written(tmp_path)).reports[0]
    at = TEXT.index("harbour plan")
    near, far = (
        Statement(gold.report.id, Proposal(evidence=(Passage(a, b, TEXT[a:b]),), label="plan"))
        for a, b in ((at + 8, at + 12), (0, 5))
    )
    agreement = Statement(gold.report.id, Agreement(evidence=near.content.evidence, kind="plan"))
    assert [(s.id, on) for s, on in on_what([near, far, agreement], gold)] == [(near.id, gold.statements[0].id)]


def test_weights_follow_many_rows_and_stay_near_the_prior_for_few() -> None:
    grounds = ("person", "same_name", "same_side")
    few, many = ([(grounds, False)] * n for n in (1, 400))
    start = Model(prior(), 0.9, 0.2).score(grounds).value
    after_few = Model(fitted(few, prior()), 0.9, 0.2).score(grounds).value
    after_many = Model(fitted(many, prior()), 0.9, 0.2).score(grounds).value
    assert start > after_few > after_many
    assert after_many < 0.05
    assert fitted(few, prior())["office same_day"] == prior()["office same_day"]


def test_the_table_tells_rows_and_prior() -> None:
    text = table_text([(("person", "same_name"), True)], prior(), ["somewhere"])
    assert '"person same_name": {"weight": 5, "prior": 5, "right": 1, "wrong": 0}' in text
    assert "somewhere" in text


def test_every_ground_in_use_has_a_weight() -> None:
    weights = load_model().weights
    used = {
        name
        for each in (link_actors(made_up(1500)),)
        for grounds in [*(c.grounds for c in each.queue), *(x.grounds for a in each.actors for x in a.links)]
        for name in weighed(grounds)
    }
    assert used <= set(weights)
    assert len(used) > 12


def test_made_up_reports_are_the_same_each_time() -> None:
    assert made_up(300) == made_up(300)
    assert sum(len(actors) for actors in made_up(300).all_actors.values()) == 300
