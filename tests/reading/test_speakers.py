"""Who said what: direct, mixed and indirect speech, and the names of speakers. All sentences are our own."""

from __future__ import annotations

import pytest

from trucewatch.reading.actors import Actors, ActorsStep
from trucewatch.reading.attribution_layer import Attributions, AttributionsStep
from trucewatch.reading.attributions import Attribution
from trucewatch.reading.encoder.layer import EncoderStep, Tags
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, SentencesStep, sentence_of
from trucewatch.reading.speakers import Speakers, SpeakersStep, _clusters
from trucewatch.reading.step import check_order, run_steps
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.report import Report


def read(text: str) -> Speakers:
    page = Page(Report(text=text))
    run_steps(page, [EncoderStep(), SentencesStep(), ActorsStep(), AttributionsStep(), SpeakersStep()])
    layer = page.get(Speakers)
    for quote in layer.quotes:
        for passage in (*quote.content, *quote.quoted, *quote.source, *quote.cue_at):
            assert passage.is_verbatim_in(text)
    return layer


def only(text: str) -> Quote:
    quotes = read(text).quotes
    assert len(quotes) == 1, [(q.cue, [c.text for c in q.content]) for q in quotes]
    return quotes[0]


def told(quote: Quote) -> tuple[str | None, str, list[str]]:
    return quote.cue, quote.type, [c.text for c in quote.content]


class TestDirect:
    def test_marks_are_left_out_and_the_comma_stays(self) -> None:
        quote = only("“The bridge is open again,” said the governor of Karam, Josef Kral.")
        assert told(quote) == ("said", "direct", ["The bridge is open again,"])
        assert quote.speaker == "Josef Kral"
        assert quote.mention == "the governor of Karam, Josef Kral"

    def test_a_quote_broken_by_its_cue_is_one(self) -> None:
        quote = only('"If they come," Colonel Demir warned, "they will find us ready."')
        assert told(quote) == ("warned", "direct", ["If they come,", "they will find us ready."])

    def test_a_new_sentence_behind_the_cue_is_a_quote_of_its_own(self) -> None:
        first, second = read("“We are tired,” said Mira Halim, a teacher. “Nobody here sleeps.”").quotes
        assert [told(q) for q in (first, second)] == [
            ("said", "direct", ["We are tired,"]),
            ("said", "direct", ["Nobody here sleeps."]),
        ]
        assert first.speaker == second.speaker == "Mira Halim"
        assert first.source == second.source

    def test_a_colon_introduces(self) -> None:
        quote = only('Asked about the prisoners, the envoy said: "They must come home. All of them."')
        assert told(quote) == ("said", "direct", ["They must come home. All of them."])
        assert quote.mention == "the envoy"

    def test_a_quotation_over_two_paragraphs(self) -> None:
        quote = only("“The guards fired first.\n“Then everybody ran,” said the driver, Josef Kral.")
        assert [c.text for c in quote.content] == ["The guards fired first.", "Then everybody ran,"]

    def test_without_a_cue_right_behind_a_speaker_it_is_unsure(self) -> None:
        first, second = read('She doubted that the road would open. "There are too many mines."').quotes
        assert second.type == "direct"
        assert second.unsure
        assert second.source == first.source

    def test_without_any_cue_it_is_nobodys(self) -> None:
        assert read('The square was empty. A banner read nothing but "Peace".').quotes == ()

    def test_quoted_as_saying(self) -> None:
        text = "Anna Berg chaired the meeting. “The map stays,” the state agency quoted her as saying."
        quote = next(q for q in read(text).quotes if q.type == "direct")
        assert quote.cue == "saying"
        assert quote.mention == "her"


class TestMixed:
    def test_the_clause_keeps_its_marks(self) -> None:
        quote = only("The League said its fighters ‘did not open fire’ on the convoy.")
        assert told(quote) == ("said", "mixed", ["its fighters ‘did not open fire’ on the convoy"])
        assert [p.text for p in quote.quoted] == ["did not open fire"]

    def test_a_fragment_alone(self) -> None:
        quote = only("The League rejected the report, calling it “a fairy tale”.")
        assert told(quote) == ("calling", "mixed", ["it “a fairy tale”"])
        assert quote.mention == "The League"

    def test_apostrophes_are_no_marks(self) -> None:
        quote = only("He said the rebels' camps were empty and the soldiers' tents were full.")
        assert quote.type == "indirect"

    def test_a_comma_inside_the_closing_mark(self) -> None:
        quote = only("The front said the new deal “buries the old one,” and the mediators left.")
        assert quote.content[0].text.startswith("the new deal “buries the old one,”")


CLAUSES = [
    ("Ruritania said on Monday that the road would stay shut.", "said", "the road would stay shut"),
    ("The army told reporters in Karam that two patrols had been shot at.", "told", "two patrols had been shot at"),
    ("The minister insisted there would be no talks until the guns fell silent.", "insisted",
     "there would be no talks until the guns fell silent"),
    ("The truce has held so far, monitors in the valley reported.", "reported", "The truce has held so far"),
    ("Talks will open next week, Norway announced.", "announced", "Talks will open next week"),
    ("The truce will be extended by two weeks, the two governments announced on Monday.", "announced",
     "The truce will be extended by two weeks"),
    ("Ruritania accused Sylvania of massing troops near the lake.", "accused", "massing troops near the lake"),
    ("Sylvania accused Ruritania of massing troops near the lake.", "accused", "massing troops near the lake"),
    ("The envoy urged the two sides to open the crossing.", "urged", "the two sides to open the crossing"),
    ("The Council called on the rebels to leave the town.", "called", "the rebels to leave the town"),
    ("The opposition called for an end to the siege.", "called for", "an end to the siege"),
    ("Colonel Demir vowed to hold the pass.", "vowed", "to hold the pass"),
    ("The front threatened to leave the talks.", "threatened", "to leave the talks"),
    ("The bishop condemned the shelling of the market.", "condemned", "the shelling of the market"),
    ("The ministry denied having sent the drones.", "denied", "having sent the drones"),
    ("Karam's mayor described the situation as hopeless.", "described", "the situation as hopeless"),
    ("The ministry hailed the pact as a first step.", "hailed", "the pact as a first step"),
    ("Aid workers warned of hunger in the camps.", "warned", "hunger in the camps"),
    ("The president expressed hope that a second round would follow.", "hope", "a second round would follow"),
    ("Sylvania's claim that the bridge was mined could not be checked.", "claim", "the bridge was mined"),
    ("According to the Red Cross, 40 prisoners came home.", "According to", "40 prisoners came home"),
    ("Forty prisoners came home, according to the Red Cross.", "according to", "Forty prisoners came home"),
    ("Mediators are confident that a deal can be reached.", "are confident", "a deal can be reached"),
    ("The rebels put the number of their dead at two dozen.", "put", "the number of their dead at two dozen"),
    ("A survey by the university found that most families want to return.", "found", "most families want to return"),
    ("The League said the town had fallen, a move that shocked its allies.", "said", "the town had fallen"),
    ("Aro said he had signed the paper, which surprised diplomats.", "said", "he had signed the paper"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "content"), CLAUSES)
def test_reported_words(text: str, cue: str, content: str) -> None:
    quote = only(text)
    assert told(quote) == (cue, "indirect", [content])


class TestIndirect:
    def test_a_cue_in_the_middle_splits_the_clause(self) -> None:
        quote = only("The convoy, officials in Valden said on Sunday, had been stopped twice.")
        assert [c.text for c in quote.content] == ["The convoy", "had been stopped twice"]
        assert quote.mention == "officials in Valden"

    def test_verbs_in_a_row_share_their_speaker(self) -> None:
        text = (
            "Envoy Laila Haddad said the sides were close, but warned that time was short, adding that she would stay."
        )
        quotes = read(text).quotes
        assert [q.cue for q in quotes] == ["said", "warned", "adding"]
        assert {q.speaker for q in quotes} == {"Laila Haddad"}
        assert quotes[0].content[0].text == "the sides were close"

    def test_two_speakers_of_one_sentence_are_kept_apart(self) -> None:
        text = "The rebels said they had freed 40 men, while the government said only 31 had arrived."
        assert [(q.mention, q.content[0].text) for q in read(text).quotes] == [
            ("The rebels", "they had freed 40 men"),
            ("the government", "only 31 had arrived"),
        ]

    def test_a_closing_cue_with_a_pronoun_carries_its_paragraph(self) -> None:
        text = (
            "Governor Josef Kral said the dam was safe.\n"
            "The turbines must not be touched. The engineers need a corridor, he stressed."
        )
        last = read(text).quotes[-1]
        assert last.content[0].text == "The turbines must not be touched. The engineers need a corridor"
        assert last.speaker == "Josef Kral"

    def test_a_closing_cue_with_a_name_carries_its_own_sentence_only(self) -> None:
        text = "The river has risen. Two bridges are gone, engineer Josef Kral said."
        assert only(text).content[0].text == "Two bridges are gone"

    def test_what_is_passed_on_stays_the_first_speakers(self) -> None:
        quote = only("A Sylvanian envoy warned that the talks could fail, according to two diplomats.")
        assert quote.mention == "A Sylvanian envoy"
        assert quote.speaker_chain == ("two diplomats",)

    @pytest.mark.parametrize(
        "text",
        [
            "Neither side has commented on the shelling.",
            "Did the army say that it would leave?",
            "No one knows how many people have fled.",
            "The envoy did not say when the talks would resume.",
            "The column crossed the river at dawn and entered the town.",
        ],
    )
    def test_nothing_is_attributed_where_nothing_is_said(self, text: str) -> None:
        assert read(text).quotes == ()


class TestSpeakers:
    def test_the_fullest_name(self) -> None:
        text = "President Anna Berg arrived on Friday. Berg said the border would open. She said trade would follow."
        assert [q.speaker for q in read(text).quotes] == ["Anna Berg", "Anna Berg"]

    def test_it_is_the_side_that_spoke_before(self) -> None:
        text = "The Northern League rejected the map, calling it unfair. It said its men would stay."
        first, second = read(text).quotes
        assert first.speaker == second.speaker

    def test_two_names_are_joined_as_printed(self) -> None:
        assert only("Norway and Qatar said the talks would go on.").speaker == "Norway and Qatar"

    def test_two_groups_are_joined_as_printed(self) -> None:
        assert only("Residents and aid workers said the well was dry.").speaker == "Residents and aid workers"

    def test_exchanging_the_parties_exchanges_the_speakers(self) -> None:
        text = "{0} said {1} had broken the truce. {1} accused {0} of shelling the port."
        there = read(text.format("Norway", "Sweden")).quotes
        back = read(text.format("Sweden", "Norway")).quotes
        assert [q.speaker for q in there] == ["Norway", "Sweden"]
        assert [q.speaker for q in back] == ["Sweden", "Norway"]
        assert [told(q)[:2] for q in there] == [told(q)[:2] for q in back]

    def test_a_dateline_is_nobodys_words(self) -> None:
        text = "VALDEN, June 3 (Press) - The port has reopened, the mayor said on Tuesday."
        assert only(text).content[0].text == "The port has reopened"

    def test_an_unnamed_source_is_not_named(self) -> None:
        text = (
            "Minister Josef Kral flew home. “It is over,” said an official, who spoke on condition of anonymity. "
            "The official said the map was lost."
        )
        assert all("Kral" not in (q.speaker or "") for q in read(text).quotes)


class TestLayer:
    TEXT = "The envoy said the bridge was open. The river was high."

    def test_at_and_speaker_at(self) -> None:
        layer = read(self.TEXT)
        inside = self.TEXT.index("bridge")
        assert layer.at(inside) is layer.quotes[0]
        assert layer.speaker_at(inside) == "envoy"

    def test_the_reports_own_words_have_no_speaker(self) -> None:
        layer = read(self.TEXT)
        assert layer.at(self.TEXT.index("river")) is None
        assert layer.speaker_at(0) is None

    def test_the_innermost_quote_answers(self) -> None:
        outer, inner = read("The envoy said the road was open. Kral called for calm.").quotes
        wide = Quote(**{**vars(inner), "content": (*outer.content, *inner.content)})
        layer = Speakers((wide, outer))
        assert layer.at(outer.content[0].start) is not None
        assert Speakers((outer,)).at(inner.content[0].start) is None

    def test_step(self) -> None:
        step = SpeakersStep()
        check_order([EncoderStep(), SentencesStep(), ActorsStep(), AttributionsStep(), step])
        assert (step.name, step.reads, step.writes) == ("speakers", (Tags, Sentences, Actors, Attributions), Speakers)

    def test_an_empty_page(self) -> None:
        assert read("\n").quotes == ()


class TestLostSubjects:
    """The parse hangs the subject elsewhere; the words before the verb still say who speaks."""

    def test_behind_an_adverbial_and_brackets(self) -> None:
        first, second = read(
            "Asked about it in Karam, the Valley Demining Authority (VDA) flatly denied that any mines had been laid "
            "and attributed the blasts to old shells."
        ).quotes
        assert told(first) == ("denied", "indirect", ["any mines had been laid"])
        assert told(second) == ("attributed", "indirect", ["the blasts to old shells"])
        assert first.speaker == second.speaker == "Valley Demining Authority"

    def test_before_an_aside(self) -> None:
        quote = only(
            "On Friday the Security Council, by resolution 1701, renewed the mission and urged both sides to respect "
            "the calendar."
        )
        assert told(quote) == ("urged", "indirect", ["both sides to respect the calendar"])
        assert quote.speaker == "Security Council"

    def test_behind_a_long_opening(self) -> None:
        quote = only(
            "In a letter of two pages which reached the paper on Monday, dated Karam, 3 May, the Union of Valley "
            "Councils (UVC) announces that it is leaving the talks."
        )
        assert told(quote) == ("announces", "indirect", ["it is leaving the talks"])
        assert quote.speaker == "Union of Valley Councils"


class TestEdges:
    def test_the_next_cues_that_is_not_this_ones(self) -> None:
        first, second = read(
            "A second convoy would follow on Thursday, a spokesman for the northern forces, Col. Josef Kral, said, "
            "adding that nobody would stay behind."
        ).quotes
        assert told(first) == ("said", "indirect", ["A second convoy would follow on Thursday"])
        assert told(second) == ("adding", "indirect", ["nobody would stay behind"])

    def test_a_fragment_between_commas_is_part_of_what_is_told(self) -> None:
        first, second = read(
            "He told villagers that all would depend on both sides freeing the captives they hold, “tit for tat,” "
            "and promised that his men would begin."
        ).quotes
        assert first.type == "mixed"
        assert told(second) == ("promised", "indirect", ["his men would begin"])

    def test_the_main_clause_goes_on_behind_a_relative_cue(self) -> None:
        quote = only("Mira Halim, who had said she backed the accord, left the room at noon.")
        assert told(quote) == ("said", "indirect", ["she backed the accord"])

    def test_a_reporters_remark_longer_than_the_words(self) -> None:
        text = (
            "Kral complained that the front was hiding guns, a claim which its leaders had called an old wives' tale."
        )
        assert read(text).quotes[0].content[0].text == "the front was hiding guns"

    def test_a_cue_inside_a_closing_relative_clause(self) -> None:
        first, second = read(
            "The minister urged the rebels to let convoys pass the river, where, according to the Red Crescent, "
            "19 trucks have been waiting since Friday."
        ).quotes
        assert told(first)[2] == ["the rebels to let convoys pass the river"]
        assert told(second) == ("according to", "indirect", ["19 trucks have been waiting since Friday"])

    def test_the_relative_clause_of_a_source_is_none_of_its_words(self) -> None:
        quote = only("According to the ministry, whose envoy chaired the meeting, the two sides undertook to leave.")
        assert told(quote) == ("According to", "indirect", ["the two sides undertook to leave"])


class TestCues:
    def test_particles_belong_to_the_cue(self) -> None:
        quote = only("The spokesman did not rule out handing the town over to the observers.")
        assert told(quote) == ("rule out", "indirect", ["handing the town over to the observers"])
        assert read("The spokesman called off the talks.").quotes == ()

    @pytest.mark.parametrize(
        ("text", "cue", "content"),
        [
            (
                "The chairman let it be known that the session is put back.",
                "let it be known",
                "the session is put back",
            ),
            ("The governor made it clear that no patrol would cross.", "made it clear", "no patrol would cross"),
            ("The envoy made clear that talks would go on.", "made clear", "talks would go on"),
        ],
    )
    def test_letting_it_be_known(self, text: str, cue: str, content: str) -> None:
        assert told(only(text)) == (cue, "indirect", [content])
        assert read("The governor did not make it clear that the bridge was shut.").quotes == ()

    def test_a_demand_before_the_colon_of_a_quotation(self) -> None:
        first, second = read(
            "The envoy, for her part, called on the sides to leave the ridge: “Break it, and the price will be high.”"
        ).quotes
        assert told(first)[1:] == ("indirect", ["the sides to leave the ridge"])
        assert told(second)[1:] == ("direct", ["Break it, and the price will be high."])

    def test_a_verb_misread_as_a_plural(self) -> None:
        quote = only("The front has rejected the plan, and demands that the army leave the port.")
        assert told(quote) == ("demands", "indirect", ["the army leave the port"])

    def test_welcomed_as(self) -> None:
        quote = only("Mira Halim welcomed the withdrawal of the tanks as “overdue”.")
        assert told(quote) == ("welcomed", "mixed", ["the withdrawal of the tanks as “overdue”"])
        assert read("Mira Halim welcomed the guests at the gate.").quotes == ()

    def test_complaining_of(self) -> None:
        quote = only("At the school in Karam, whose roof is gone, the warden complained of a lack of water.")
        assert told(quote) == ("complained", "indirect", ["a lack of water"])


class TestSpeakersInTheirWords:
    def test_known_as(self) -> None:
        assert only("A guard known as Old Bear said the gate was shut.").speaker == "Old Bear"

    def test_a_relative_clause_is_no_part_of_the_name(self) -> None:
        assert only("A teacher who fled the town in May said the school was gone.").speaker == "teacher"

    def test_who_they_are_is_kept(self) -> None:
        assert only("The people who fled Karam said the school was gone.").speaker == "people who fled Karam"

    @pytest.mark.parametrize("state", ["Sudan", "Pakistan"])
    def test_the_army_is_not_the_state(self, state: str) -> None:
        assert only(f"{state} signed in May. The army said the ridge was calm.").speaker == "army"


class TestClusters:
    def test_only_what_touches_is_compared(self) -> None:
        near, beside, far = (
            Attribution(((0, 10),), (12, 16), None),
            Attribution(((14, 30),), (32, 36), None),
            Attribution(((90, 99),), (80, 84), None),
        )
        assert list(_clusters([far, near, beside])) == [[near, beside], [far]]


class TestSentenceOf:
    def test_same_as_the_parsers(self) -> None:
        page = Page(Report(text="The envoy spoke. Nobody came, he said.\nThe gate was shut."))
        run_steps(page, [SentencesStep()])
        for token in page.get(Sentences).doc:
            assert sentence_of(token).text == token.sent.text
