"""Who is named, and which mentions are one. Sentences are our own; sides are exchanged to see that readings follow."""

from __future__ import annotations

import pytest

from trucewatch.reading.actors import Actors, ActorsStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, SentencesStep
from trucewatch.vocabulary.report import Report


def actors_of(text: str) -> Actors:
    page = Page(Report(text))
    page.add(SentencesStep()(page))
    assert page.get(Sentences).spans
    return ActorsStep()(page)


def who(text: str, words: str, occurrence: int = 1) -> str | None:
    """Name of the actor behind the n-th occurrence of some words."""
    actors = actors_of(text)
    at = -1
    for _ in range(occurrence):
        at = text.index(words, at + 1)
    mention = actors.at(at)
    return mention.actor.name if mention else None


def test_every_mention_is_verbatim_and_none_crosses_another() -> None:
    text = "Kenya’s envoy, Ruth Amadi, met Uganda's army chief. She said the two sides would talk; they agreed."
    actors = actors_of(text)
    assert actors.mentions
    assert all(text[m.start : m.end] == m.text for m in actors.mentions)
    assert all(a.end <= b.start for a, b in zip(actors.mentions, actors.mentions[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Peruvian troops left the valley before noon.", "Peruvian troops", "Peru"),
        ("Talks with Lima broke down, and Peru recalled its team.", "Lima", "Peru"),
        ("The deal was signed in Lima on Monday.", "Lima", "Lima"),
        ("Nepal’s foreign ministry said the convoy had passed.", "Nepal’s foreign", "Nepal’s foreign ministry"),
        ("The Upland Aid Authority (UAA) closed the road. The UAA gave no reason.", "UAA gave", "Upland Aid Authority"),
    ],
)
def test_names_and_what_stands_for_them(text: str, words: str, name: str | None) -> None:
    assert who(text, words) == name


def test_a_surname_and_a_title_go_back_to_the_full_name() -> None:
    text = (
        "Defence Minister Ana Quiroga met reporters on Monday. Quiroga gave no date. "
        "The minister said the army would wait. She left early."
    )
    assert {who(text, w) for w in ("Quiroga gave", "minister said", "She left")} == {"Ana Quiroga"}


def test_the_owner_of_an_office() -> None:
    actors = actors_of("Malawian President Joy Banda met Karl Ott, a spokesman for the Lowland Liberation Front.")
    banda, ott = actors.named("Joy Banda"), actors.named("Karl Ott")
    assert banda is not None
    assert ott is not None
    assert actors.side_of(banda) == "Malawi"
    assert actors.side_of(ott) == "Lowland Liberation Front"


def test_the_group_is_the_movement_and_the_government_the_state() -> None:
    text = (
        "The Lowland Liberation Front shelled a post held by Malawian troops on Sunday. "
        "The group said it had answered fire. The government denied this. The rebels then withdrew."
    )
    assert who(text, "group said") == "Lowland Liberation Front"
    assert who(text, "rebels then") == "Lowland Liberation Front"
    assert who(text, "government denied") == "Malawi"


def test_initials_that_do_not_fit_the_name_are_learned_where_the_report_ties_them() -> None:
    text = (
        "Fighters of the Lowland Liberation Front left two posts. The rebels, known by their Portuguese initials FLP, "
        "said more would follow. The FLP named no date."
    )
    assert who(text, "FLP named") == "Lowland Liberation Front"


def test_sealed_sources_are_marked_and_stay_apart() -> None:
    text = "A senior official said the deal was near. The official, who spoke on condition of anonymity, named no date."
    sealed = [a for a in actors_of(text).actors if a.sealed]
    assert sealed
    assert all(a.type == "office" for a in sealed)


def test_an_unnamed_spokesman_is_not_the_named_one() -> None:
    text = "A spokesman for Nepal denied the charge. Nepal spokesman Hari Rana later spoke of a truce."
    assert who(text, "spokesman for") != "Hari Rana"


@pytest.mark.parametrize(("one", "other"), [("Bolivia", "Paraguay"), ("Paraguay", "Bolivia")])
def test_exchanging_the_sides_exchanges_the_reading(one: str, other: str) -> None:
    text = (
        f"{one} accused {other} of firing first. It said three soldiers were hurt. {other} said it had kept the truce."
    )
    assert who(text, "It said") == one
    assert who(text, "it had kept") == other


def test_a_body_with_a_place_in_its_name_is_no_state() -> None:
    assert (
        who("The Karelia Monitoring Mission left. Peru stayed.", "Karelia Monitoring") == "Karelia Monitoring Mission"
    )


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The letter bore the name of Matiku, the rebel chief. Matiku said no more.", "Matiku said", "Matiku"),
        ("The centre's director, Lena Duarte Haas, told reporters to wait. She left.", "She left", "Lena Duarte Haas"),
        ("Reyes Ag Tolmek, 61, watched the convoy. He said it was late.", "He said", "Reyes Ag Tolmek"),
        ("Petra Okonkwo said the road was shut. She named no date.", "She named", "Petra Okonkwo"),
    ],
)
def test_persons_are_known_by_the_words_beside_their_names(text: str, words: str, name: str) -> None:
    actor = actors_of(text).named(name)
    assert actor is not None
    assert actor.type == "person"
    assert who(text, words) == name


def test_a_name_with_an_article_and_a_red_crescent_are_no_persons() -> None:
    text = "The Peruvian Red Crescent said it had no fuel. Talks about the South Valley go on."
    assert not [a for a in actors_of(text).actors if a.type == "person"]


def test_nicknames_go_back_to_the_full_name() -> None:
    text = "General Tomas Okello Rana, better known as Kito, signed first. Kito gave no date."
    assert who(text, "Kito gave") == "Tomas Okello Rana"


def test_a_title_of_the_same_kin_goes_back_to_the_person() -> None:
    text = "Bishop Anselm Duarte blessed the crowd. The prelate asked for patience."
    assert who(text, "prelate") == "Anselm Duarte"


def test_the_office_of_the_lead_is_the_person_named_next() -> None:
    lead = "A senior UN official warned on Monday that the truce in Malawi was fraying.\n\n"
    assert who(lead + "Petra Okonkwo said the next weeks would decide.", "senior UN") == "Petra Okonkwo"
    other = lead + "Malawian President Joy Banda said the next weeks would decide."
    assert who(other, "senior UN") == "senior UN official"  # somebody of another side
    joint = "Malawi's army chief and the front's commander said they had a deal.\n\nPetra Okonkwo said it would hold."
    assert who(joint, "army chief") != "Petra Okonkwo"


def test_people_who_are_counted_are_not_their_state() -> None:
    text = "Forty Bolivians were killed near the border. Bolivia asked for a report."
    assert who(text, "Bolivians") == "Bolivians"
    assert who(text, "Bolivia asked") == "Bolivia"


def test_an_unnamed_source_of_the_lead_stays_unnamed() -> None:
    text = (
        "A UN official, who asked not to be named, said the truce was fraying.\n\n"
        "Petra Okonkwo said the next weeks would decide."
    )
    assert who(text, "UN official") != "Petra Okonkwo"


def test_short_forms_of_bodies_go_back_to_the_body_named_before() -> None:
    text = (
        "The Security Council met on Friday. The Council asked for a report. The Kenya Border Commission met too. "
        "The Commission gave no date. The Ministry of Foreign Affairs was silent. The ministry gave no reason."
    )
    assert who(text, "Council asked") == "Security Council"
    assert who(text, "Commission gave") == "Kenya Border Commission"
    assert who(text, "ministry gave") == "Ministry of Foreign Affairs"


def test_the_bloc_and_the_charity_are_the_fitting_bodies() -> None:
    text = (
        "ECOWAS met on Monday. Doctors Without Borders opened a clinic. The regional bloc urged restraint. "
        "The charity said fuel was short."
    )
    assert who(text, "regional bloc") == "ECOWAS"
    assert who(text, "charity") == "Doctors Without Borders"


@pytest.mark.parametrize(("one", "other"), [("Peruvian", "Bolivian"), ("Bolivian", "Peruvian")])
def test_an_army_is_a_body_of_its_state(one: str, other: str) -> None:
    text = f"The {one} army denied having fired. It said {other} troops had moved first."
    actors = actors_of(text)
    army = actors.named(f"{one} army")
    assert army is not None
    assert actors.side_of(army) == {"Peruvian": "Peru", "Bolivian": "Bolivia"}[one]
    assert who(text, "It said") == f"{one} army"


def test_who_backs_troops_does_not_own_them() -> None:
    text = "Peru-backed troops shelled a village in Bolivia."
    mention = next(m for m in actors_of(text).mentions if "troops" in m.text)
    assert mention.actor.name != "Peru"
    assert mention.actor.of is None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "RENALU (Lowland National Resistance) called a truce. RENALU left.",
            "RENALU left",
            "Lowland National Resistance",
        ),
        (
            "The Party for the Defence of the Lowlands (PADEL-X) agreed. PADEL-X left.",
            "PADEL-X left",
            "Party for the Defence of the Lowlands",
        ),
    ],
)
def test_initials_of_another_language_in_either_order(text: str, words: str, name: str) -> None:
    assert who(text, words) == name


def test_what_a_minister_is_in_charge_of_is_nobody() -> None:
    actors = actors_of("Home Minister Rosa Quispe met envoys. National Security Minister Juan Lazo did not.")
    assert not [a for a in actors.actors if a.name in {"Home", "National Security"} or a.of in {"Home", "Security"}]


def test_lines_in_capitals_name_only_what_is_known() -> None:
    text = "PERU PEACE CLOSER, SECURITY COUNCIL TOLD\n\nThe Security Council heard that Peru had freed ten captives."
    assert {a.name for a in actors_of(text).actors} == {"Peru", "Security Council"}
    dateline = actors_of("Truce holds in the hills of the north\n\nTALCA, May 3 (AB) - Peru sent two envoys.")
    assert {a.type for a in dateline.actors if a.name == "TALCA"} <= {"place"}


def test_it_is_no_person_and_its_is_the_side_that_acts() -> None:
    text = "The plan was turned down by the Lowland Opposition, its envoys calling it a trap."
    assert who(text, "envoys") == "Lowland Opposition"
    assert who("Peru met an envoy. The special envoy spoke. It sent a note.", "It sent") == "Peru"


def test_local_authorities_are_not_the_government() -> None:
    text = "Peruvian troops left on Monday. Local authorities opened the road. The authorities in charge stayed."
    assert who(text, "Local authorities") == "Local authorities"


@pytest.mark.parametrize(
    "text",
    [
        "SARVAN BRIDGE, Sunday - Thirteen soldiers and 40 detainees walked home. The army praised the exchange.",
        "TARSA FORD, Monday - Eleven fighters came back. The army praised the exchange.",
    ],
)
def test_a_count_behind_a_dateline_is_no_name(text: str) -> None:
    assert not any({"Thirteen", "Eleven"} & set(actor.name.split()) for actor in actors_of(text).actors)


def test_a_number_inside_a_name_stays() -> None:
    assert who("The Group of Twelve met in Lima. The Twelve Tribes Union left early.", "Twelve Tribes") is not None
