"""What a report says that a speaker said, against the words that it then quotes: kinds of opposites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.word_places import sentences_at
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage

_FOR = (
    r"accept(?:s|ed)|agree[sd] (?:to|with)|embrac(?:es?|ed)|endors(?:es?|ed)|approv(?:es?|ed)|welcom(?:es?|ed)"
    r"|prais(?:es?|ed)|hail(?:s|ed)|applaud(?:s|ed)"
    r"|support(?:s|ed)|back(?:s|ed) (?:the|a|it|this)|(?:expressed|voiced|gave|offered"
    r"|threw)[^.;“]{0,25} (?:support|welcome|backing|blessing|weight)|said yes|in favou?r of|stood (?:by|behind)"
)
_AGAINST = (
    r"reject(?:s|ed)|dismiss(?:es|ed)|rul(?:es?|ed|ing) out|spurn(?:s|ed)|turn(?:s|ed) down|oppos(?:es?|ed)"
    r"|distanc(?:es?|ed) (?:him|her|it|them)sel\w+|pour(?:s|ed) (?:cold water|scorn)"
    r"|slam(?:s|med)|scorn(?:s|ed)|brush(?:es|ed) (?:off|aside)|condemn(?:s|ed)|denounc(?:es?|ed)|thr(?:ew"
    r"|ows) out|said no|gave short shrift|rebuff(?:s|ed)|turned (?:its|his|her) back|attacked the"
)
_CLOSED = (
    r"(?:can ?not|can['’]t|will not|won['’]t|shall not|would not|never|refuse to) (?:\w+ ){0,4}(?:accept|agree"
    r"|sign|support|back|live with|touch|put (?:my|our) names?|have it|endorse)"
    r"|unacceptable|out of the question|we reject|i reject|no deal|insult|worthless|is no (?:truce|peace|plan"
    r"|offer|deal)|betrayal|surrender|trap|farce|not worth|throw it"
)
_OPEN = (
    r"(?:i|we) (?:will |shall |can |gladly |fully |warmly |do |would )*(?:recommend|accept|agree|support|welcome"
    r"|sign|thank|back|endorse|embrace|live with|use)|stands? behind|gives us what"
    r"|much in it|good (?:plan|deal|offer|basis|step|text)|best (?:plan|deal|offer)|fair (?:plan|deal|offer"
    r"|text)|every (?:line|word) of|what we (?:asked|wanted|need)|right direction|can live with"
)
_UP = r"upbeat|optimis\w+|hopeful|confident|encourag\w+|rosy|cheerful"
_DOWN = r"pessimis\w+|gloom\w*|downbeat|bleak|despair\w*|doubt\w*|sceptical|skeptical|grim"
# Searched in lower case.
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{summary})\b"), re.compile(rf"(?:{words})\b"))
    for summary, words in (
        (_FOR, _CLOSED),
        (_AGAINST, _OPEN),
        (
            r"denied|denies|denying",
            (
                r"^(?:yes|of course|it is true|indeed)\b.*|\b(?:i|we) admit|\bit was (?:us|our)|\bwe did it"
                r"|would do (?:it|so) again"
            ),
        ),
        (
            (
                r"(?:accept|took|take|claim|assum|admit|acknowledg)\w* (?:full |the |sole )?(?:responsibility|blame)"
                r"|admitted|confessed"
            ),
            (
                r"\bnone of (?:our|my)|\bnot (?:our|ours|us|my)|\bwe did not|\bnothing to do with|\bwe were not"
                r"|\bno man of ours"
            ),
        ),
        (
            r"(?:would|will|to) (?:go ahead|continue|resume|take place|be held)|back at the table",
            (
                r"nothing (?:left )?to (?:talk|discuss)|(?:talks|dialogue) (?:is|are) (?:over|off|dead)|(?:going"
                r"|flying|go|fly) home|will not (?:attend|come|sit)"
            ),
        ),
        (
            (
                r"(?:was|were|had) (?:over|ended|dead|finished|collapsed|broken down|off)|end of the (?:truce"
                r"|ceasefire|talks)"
            ),
            (
                r"\b(?:stands|holds|is alive|is holding|in force|keeping to it|still (?:in|holds|stands|on)|intact"
                r"|go on|goes on|continue)"
            ),
        ),
        (
            r"(?:still (?:held|holds|stands|stood|alive)|was (?:alive|holding|intact)|remain\w* in force)",
            r"\b(?:is|are) (?:over|dead|finished)|no longer|does not exist|there is no (?:truce|ceasefire)",
        ),
        (
            _DOWN,
            (
                r"closer than|expect signatures?|within reach|almost there|very close|i am (?:hopeful|confident"
                r"|optimistic)|going well"
            ),
        ),
        (
            _UP,
            (
                r"far(?:ther|ther)? apart|no (?:hope|chance|progress)|hopeless|waste of time|nothing has (?:moved"
                r"|changed)|fail(?:ed|ing|ure)|going nowhere"
            ),
        ),
        (
            (
                r"threat\w+ (?:to|of|with)|vow(?:s|ed) to (?:resume|strike|attack|fight|retaliate|avenge)"
                r"|warned of (?:war|attacks)"
            ),
            (
                r"(?:put|laid|lay) (?:our|down)|nothing will make us|never (?:again|lift|fire)|no intention"
                r"|no revenge|want no (?:war|fight)"
            ),
        ),
        (
            (
                r"(?:promis|vow|pledg)\w+ (?:restraint|not to|never to)|(?:rul\w+ out"
                r"|renounc\w+) (?:the use of )?(?:force|an attack|retaliation|violence|war)|urged calm|called for calm"
            ),
            r"we (?:will|shall) (?:strike|attack|hit|burn|crush|retaliate|avenge|answer)|will (?:pay|burn|regret)",
        ),
        (
            (
                r"insist\w* on|set (?!no )(?:\w+ ){0,3}conditions?|condition\w* (?:his|her|its|their)"
                r"|attach\w+ (?:\w+ )?conditions?"
            ),
            r"no (?:pre)?conditions?|without (?:pre)?conditions?|unconditional\w*|no strings",
        ),
        (
            (
                r"(?:dropp|waiv|abandon|lift)\w+ (?:[\w’'-]+ ){0,4}(?:conditions?|demands?)"
                r"|without (?:pre)?conditions|unconditional\w*"
            ),
            r"only (?:if|when|after)|not before|not until|unless|must first|first (?:they|he|she) must",
        ),
        (
            (
                r"refus\w+ to (?:meet|talk|negotiate|sit|see|receive)|(?:ruled|ruling) out (?:talks|a meeting"
                r"|any (?:talks|meeting))|(?:slam|shut|clos)\w+ the door"
            ),
            (
                r"will (?:sit|meet|talk|receive)|ready to (?:meet|talk|sit)|sit down with|meet any|any (?:day|time)"
                r"|door is open"
            ),
        ),
        (
            (
                r"(?:agreed|ready|willing|willingness|offered|readiness) to (?:meet|talk|negotiate|sit|compromise)"
                r"|signal\w+ (?:\w+ ){0,2}(?:readiness|willingness|flexib\w+)|soften\w+"
            ),
            (
                r"not (?:one|an?|a single) (?:inch|metre|meter|stone|step|word)|nothing to (?:talk|discuss)"
                r"|no (?:talks|compromise|meeting)|will (?:not|never) (?:sit|meet|talk|yield|compromise)"
            ),
        ),
    )
)
_SIGN_WORD = re.compile(
    r"accept|agree[sd]|embrac|endors|approv|welcom|prais|hail|applaud|support|back(?:s|ed|ing)?$|blessing$"
    r"|weight$|yes$|favou?r$|st(?:ood|ands)$|reject|dismiss|rul"
    r"|spurn|turn|oppos|distanc|pour|slam|scorn|brush|condemn|denounc|thr(?:ew|ows|eat)|rebuff|attacked$|den(?:y"
    r"|ie)|responsibility$|blame$|claim|assum|admit|acknowledg"
    r"|confess|ahead$|continue$|resume$|table$|over$|ended$|dead$|finished$|collapsed$|broken$|off$|end$|holds$"
    r"|alive$|holding$|intact$|remain"
    r"|pessimis|gloom|downbeat|bleak|despair|doubt|sceptical|skeptical|grim|upbeat|optimis|hopeful|confident"
    r"|encourag|rosy|cheerful|vow|warned|promis|pledg|renounc"
    r"|urged|calm|insist|condition|attach|dropp|waiv|abandon|lift|unconditional|refus|ready$|willing|offered$"
    r"|readiness$|signal|soften|shut$|clos"
)
_QUOTED = re.compile(r"[“\"]([^”\"]{8,600})[”\"]")
_NOT = re.compile(
    r"\b(?:not|never|no|nor|nobody|cannot|unless|if|would|could|might|may|to|by|whether|after|before|until"
    r"|accus\w+|despite|rather than|had)\b|n['’]t\b",
    re.IGNORECASE,
)
_OFFICE = (
    "envoy|spokesman|spokeswoman|spokesperson|minister|negotiator|adviser|ambassador|delegate|representative"
    "|secretary|president|leader|chief|chairman"
    "|chairwoman|commander|colonel|general|mayor|bishop|archbishop|mediator|governor|premier|speaker|king|emir"
)
_OFFICES = frozenset(_OFFICE.split("|"))
_SAID = re.compile(
    r"\b(?:said|says|told|added|wrote|declared|stated|insisted|in (?:his|her|their|its) words)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b[A-Z][\w’-]+ [A-Z][a-z’-]+\b")
_CLAUSE = re.compile(r"[,;:—–]|\b(?:but|and|while)\b")
_OPENING = 3  # characters: a summary that opens its sentence has its subject behind it
_ORG = frozenset(
    "front army union league council assembly movement party guard brigade congress command ministry house "
    "office nations security".split()
)


@lru_cache(maxsize=65536)
def _is_sign(word: str) -> bool:
    return _SIGN_WORD.match(word) is not None


@lru_cache(maxsize=4096)
def summed_up_otherwise(text: str) -> tuple[tuple[Passage, Passage], ...]:
    """Sentences that sum up what somebody says, each with the words quoted beside that say the opposite."""
    found, told = [], set[int]()
    if "“" not in text and '"' not in text:
        return ()
    marked = set(sentences_at(text, _is_sign))
    for quoted in _QUOTED.finditer(text) if marked else ():
        number = number_at(text, quoted.start())
        if marked.isdisjoint((number, number - 1)):
            continue
        said = quoted[1].lower()
        kinds = [n for n, (_, words) in enumerate(_OPPOSITES) if words.search(said)]
        for summary in _summaries(text, quoted, kinds) if kinds else ():
            if summary.start not in told:
                told.add(summary.start)
                found.append((summary, Passage.of(text, quoted.start(1), quoted.end(1))))
            break
    return tuple(found)


def _summaries(text: str, quoted: re.Match[str], kinds: list[int]) -> Iterator[Passage]:
    """The report's own words in the sentence of a quotation, or the one before it, that say the opposite of it."""
    first = number_at(text, quoted.start())
    last = number_at(text, quoted.end() - 1)
    around = text[sentences_of(text)[first].start : sentences_of(text)[last].end]
    tag = _QUOTED.sub(" ", around)
    for number in (first, first - 1):
        if number < 0:
            continue
        sentence = sentences_of(text)[number]
        own = _QUOTED.sub(lambda m: " " * len(m[0]), text[sentence.start : min(sentence.end, quoted.start())])
        if '"' in own or "“" in own:
            continue
        for kind in kinds:
            m = _OPPOSITES[kind][0].search(own.lower())
            if m is None or not _is_plain(own, m) or not _is_one_speaker(own, m, tag, same=number == first):
                continue
            yield Passage.of(text, sentence.start, sentence.start + len(own.rstrip()))
            return


def _is_plain(own: str, m: re.Match[str]) -> bool:
    clause = _CLAUSE.split(own[: m.start()])[-1]
    return not _NOT.search(clause)


def _is_one_speaker(own: str, m: re.Match[str], tag: str, *, same: bool) -> bool:
    """Does the summary speak of him whose words are quoted?"""
    if same:
        return True
    if not _SAID.search(tag):
        return False
    subject = own[: m.start()] if m.start() > _OPENING else own
    names, tagged = content_words(subject), content_words(tag)
    if _PRONOUN.search(tag):
        return bool(names & _OFFICES or _PERSON.search(subject)) or bool(_PRONOUN.search(subject))
    persons = [p[0] for p in _PERSON.finditer(own) if not content_words(p[0]) & _ORG]
    shared = {w for w in names & tagged if w.capitalize() in own or w in _OFFICES}
    if shared:
        return True
    # "Belmar's leader poured cold water on ...": an office without a name, and the next sentence names a speaker.
    return not persons and bool(names & _OFFICES) and not (tagged & _OFFICES) and bool(_PERSON.search(tag))
