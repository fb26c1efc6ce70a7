"""What counts are about: killed, wounded, displaced, released, held, troops, and the rest."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.encoder.layer import EncoderStep
from trucewatch.reading.figures import Figures, FiguresStep
from trucewatch.reading.page import Page
from trucewatch.reading.quantities import QuantitiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.report import Report


def read(text: str) -> tuple[Figure, ...]:
    page = Page(Report(text, published=date(2020, 6, 1)))
    run_steps(
        page,
        [
            EncoderStep(),
            SentencesStep(),
            DatesStep(),
            ActorsStep(),
            AttributionsStep(),
            SpeakersStep(),
            QuantitiesStep(),
            FiguresStep(),
        ],
    )
    figures = page.get(Figures).figures
    assert all(p.is_verbatim_in(text) for f in figures for p in f.evidence)
    return figures


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The shelling left 14 dead and 37 wounded.", [("killed", 14), ("wounded", 37)]),
        ("The raid killed 12 and wounded 30.", [("killed", 12), ("wounded", 30)]),
        ("Two soldiers and a policeman were killed when a mine went off.", [("killed", 2)]),
        ("The war has claimed more than 70,000 lives.", [("killed", 70000)]),
        ("Some 3,500 people died in the siege.", [("killed", 3500)]),
        ("She was killed along with seven members of her family.", [("killed", 7)]),
        ("The death toll has risen to 312.", [("killed", 312)]),
        ("2.5 million villagers have been driven from their homes.", [("displaced", 2_500_000)]),
        ("Thousands fled across the river.", [("displaced", None)]),
        ("The guerrillas freed 27 policemen.", [("released", 27)]),
        ("An amnesty under which 140 prisoners walked free was praised.", [("released", 140)]),
        ("The rebels still hold some 40 sailors.", [("held", 40)]),
        ("The army captured 45 insurgents and seized 120 rifles.", [("held", 45), ("other", 120)]),
        ("The Front has about 8,000 fighters.", [("troops", 8000)]),
        ("He leads a force of 2,500.", [("troops", 2500)]),
        ("The bodies of 17 soldiers were returned.", [("killed", 17)]),
        ("Nearly 300 of the 1,200 hostages died.", [("killed", 300), ("held", 1200)]),
        ("A 15-member commission will draft the law.", [("other", 15)]),
        ("They hold 90% of the orchards.", [("other", 90)]),
        ("At least 20 killed in Tarsa market blast", [("killed", 20)]),
        ("Police searched two trucks.", [("other", 2)]),
        ("A policeman was killed at the gate.", [("killed", 1)]),
        ("Nobody was hurt in the raid.", [("wounded", 0)]),
        ("Not a single shot was fired that night.", [("other", 0)]),
        ("The army reported no casualties and no dead on Monday.", [("killed", 0)]),
        ("The widow lost three sons in the siege.", [("killed", 3)]),
        ("Several hundred families are believed to have left.", [("displaced", None)]),
        ("The governor let 60 detainees go.", [("released", 60)]),
        ("Sixty soldiers remain in rebel custody.", [("held", 60)]),
        ("Six generals and 40 army personnel gave themselves up.", [("troops", 6), ("troops", 40)]),
        ("They confined the fighters, put at 7,000, to three bases.", [("troops", 7000), ("other", 3)]),
        ("Nine murders and 12 killings were counted in May.", [("killed", 9), ("killed", 12)]),
        ("On 9 August three sailors were wounded.", [("wounded", 3)]),
        ("On Sunday 22 people were killed.", [("killed", 22)]),
        ("The army had to quit 14 posts. Eleven are empty.", [("other", 14), ("other", 11)]),
        ("The observers counted 41 rockets; the ministry had claimed 60.", [("other", 41), ("other", 60)]),
        ("The north has withdrawn 17 of its 22 mortars.", [("other", 17), ("other", 22)]),
        ("The government freed 210 detainees and the movement 46.", [("released", 210), ("released", 46)]),
        ("Three died in the north and two in the south.", [("killed", 3), ("killed", 2)]),
        ("A commission of five will draw the border.", [("other", 5)]),
        ("Of the 17 students detained in May, nine were freed.", [("held", 17), ("released", 9)]),
        ("The 31 sailors held at Tarsa shall be released.", [("held", 31)]),
        ("Some 20,000 islanders have lost their homes.", [("displaced", 20_000)]),
        ("About 4,300 displaced persons may return.", [("displaced", 4300)]),
        ("Deaths since May are put at 15,000.", [("killed", 15_000)]),
        ("Killed in the north: 12", [("killed", 12)]),
        ("A third of the fighters may leave.", [("other", 33.3)]),
        ("Up to 900 troops will come, among them 40 observers.", [("troops", 900), ("other", 40)]),
        ("Dozens of tanks rolled out of the valley.", [("other", None)]),
    ],
)
def test_what_a_figure_is_of_by_its_words(text: str, told: list[tuple[str, int | None]]) -> None:
    assert [(f.what, f.number) for f in read(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("At least 40 farmers were killed and 70 wounded.", [(40, "at least"), (70, "at least")]),
        ("Half a dozen shepherds were killed.", [(6, "about")]),
        ("The toll is < 300 dead.", [(300, "fewer than")]),
        ("Repairs will cost north of $90m.", [(90_000_000, "more than")]),
        ("The raid killed 80, give or take 10.", [(80, "about")]),
        ("About 30 guards and two doctors left for the coast.", [(30, "about"), (2, "exact")]),
    ],
)
def test_how_a_figure_is_to_be_taken(text: str, told: list[tuple[int | None, str]]) -> None:
    assert [(f.number, f.qualifier) for f in read(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "The two sides met for five rounds of talks.",
        "The rebels killed the time with cards for three days.",
        "A 13-point plan was read out.",
        "A third group will follow, and the road is longer than before.",
        "The marchers were three times as many as before.",
        "There must be no casualties.",
        "A soldier may be killed if the guns are not moved.",
        "Not one man more will be sent.",
        "Three officials said the plan was dead.",
        "The guns stood 50 km from the border.",
        "Coffee sells at 80 pesos a cup.",
        "3.2 The closure shall be lifted.",
        "2. Returns",
        "The ceremony began at 12 noon.",
        "The protocol of 1911 follows the river.",
        "The resolutions are 822, 853 and 884.",
        "One of the two sides will speak first, the other later.",
    ],
)
def test_counts_that_are_no_figures(text: str) -> None:
    assert read(text) == ()


def test_what_was_not_done_is_not_told_as_done() -> None:
    (figure,) = read("The dam was built without displacing the valley's 4,000 inhabitants.")
    assert (figure.what, figure.number) == ("other", 4000)


def test_things_with_the_endings_of_persons_are_not_held() -> None:
    assert [f.what for f in read("The navy seized 12 tankers and held 12 sailors.")] == ["other", "held"]


def test_killing_is_told_of_its_object_not_of_its_subject() -> None:
    assert [(f.what, f.number) for f in read("Sixteen soldiers killed 40 rebels.")] == [("troops", 16), ("killed", 40)]


def test_a_range_gives_two_figures() -> None:
    low, high = read("Between 20 and 30 gunmen attacked the mill.")
    assert (low.number, low.qualifier) == (20, "at least")
    assert (high.number, high.qualifier) == (30, "up to")
    assert low.evidence == high.evidence


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("They freed 38 captives, including 30 women.", 30, 38),
        ("They freed 300 captives on Monday, 200 of whom were fishermen.", 200, 300),
        ("Officials put aside 71 of the 840 rifles.", 71, 840),
        ("They killed 12 people, five of them children.", 5, 12),
    ],
)
def test_a_part_names_its_whole(text: str, part: int, whole: int) -> None:
    figures = {f.number: f for f in read(text)}
    assert figures[part].subset_of == whole
    assert figures[whole].subset_of is None


def test_a_part_shares_the_deed_of_its_whole() -> None:
    assert [f.what for f in read("The army released 90 captives, among them 15 soldiers.")] == ["released", "released"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The president proposed the release of 100 detainees.", "proposed"),
        ("The rebels demanded that 15 captives be freed.", "demanded"),
        ("The army released 100 detainees.", "reported"),
        ("The accord calls for the release of 100 detainees.", "reported"),
    ],
)
def test_a_proposed_release_is_not_a_reported_one(text: str, status: str) -> None:
    assert [f.status for f in read(text)] == [status]


def test_who_says_so() -> None:
    (said,) = read("The raid killed 19 farmers, Mayor Tomas Varela said.")
    (own,) = read("The raid killed 19 farmers.")
    (count,) = read("More than 900 people have been killed in the revolt, by the ministry's count.")
    assert said.attributed_to == "Tomas Varela"
    assert own.attributed_to is None
    assert count.attributed_to == "the ministry"


def test_the_evidence_holds_the_telling_word() -> None:
    (figure,) = read("The revolt, which began in the hills, killed about 15,000 people.")
    assert figure.evidence[0].text == "killed about 15,000 people"


def test_a_figure_told_twice_is_one_with_two_passages() -> None:
    (figure,) = read("The flood displaced 4,000 farmers. Nobody had warned them. It displaced 4,000 farmers in a day.")
    assert len(figure.evidence) == 2


def test_two_parts_of_one_whole() -> None:
    found = read("The mission has 96 monitors, including 54 from the north and 51 from the south.")
    assert [(f.number, f.subset_of) for f in found] == [(96, None), (54, 96), (51, 96)]


def test_a_rate_says_so_in_its_scope() -> None:
    found = read("Aid rose to 600 lorries a day. By Monday 8,500 lorries had crossed.")
    assert [(f.number, f.scope) for f in found] == [(600, "a day"), (8500, None)]


@pytest.mark.parametrize(
    ("text", "day", "basis", "words"),
    [
        ("As of Friday 455 people had been killed.", "2020-05-29", "resolved_weekday", "As of Friday"),
        ("Civilians: 65 killed, as of 26 May 2020.", "2020-05-26", "stated", "as of 26 May 2020"),
        ("By 6 March 2020 some 1,200 soldiers had left.", "2020-03-06", "stated", "By 6 March 2020"),
        ("They had received 12 mortars by yesterday.", "2020-05-31", "offset_from", "by yesterday"),
        ("They have so far released 40 prisoners.", "2020-06-01", "inferred_context", "so far"),
        ("The death toll now stands at 300.", "2020-06-01", "inferred_context", "now"),
        ("The death toll stood at 300 on Friday.", "2020-05-29", "resolved_weekday", "on Friday"),
        ("To date 85 rifles have been handed in.", "2020-06-01", "inferred_context", "To date"),
    ],
)
def test_up_to_which_day_it_counts(text: str, day: str, basis: str, words: str) -> None:
    (found,) = read(text)
    assert found.as_of_at is not None
    assert (found.as_of, found.as_of_basis, found.as_of_at.text) == (day, basis, words)
    assert found.as_of_at.is_verbatim_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "They will release 40 prisoners by Friday.",
        "They are to hand over 40 prisoners by 6 March 2020.",
        "They agreed to release 40 prisoners by 6 July 2020.",
        "Since October some 40 prisoners have been released.",
        "The shelling killed 12 people on Friday.",
        "The raid, the heaviest so far, killed 12 people.",
        "By Friday they had left, the army said; 12 people were killed in the raid.",
        "The 40 prisoners were released by the army.",
    ],
)
def test_deadlines_beginnings_and_days_of_deeds_are_no_day_of_a_count(text: str) -> None:
    assert [f.as_of for f in read(text)] == [None]


def test_a_whole_has_no_day_of_its_own() -> None:
    assert [
        (f.number, f.as_of)
        for f in read("Fewer than 900 of an estimated 7,000 fighters had reported to a camp by Friday.")
    ] == [
        (900, "2020-05-29"),
        (7000, None),
    ]


@pytest.mark.parametrize(
    ("text", "what", "number"),
    [
        ("A quarter of a million people fled.", "displaced", 250000),
        ("Three quarters of a million people were displaced.", "displaced", 750000),
        ("The council decided to raise the force to 3,320.", "troops", 3320),
    ],
)
def test_quarters_of_a_million_and_the_size_of_a_force(text: str, what: str, number: int) -> None:
    assert [(f.what, f.number) for f in read(text)] == [(what, number)]
