"""What headlines say of how a matter stands, and how a text says the opposite, in words of lower case."""

from __future__ import annotations

_TRUCE = r"(?:truce|ceasefire|cease-fire|pause|halt|armistice|accord|agreement|deal|pact|lull)(?: [\w’'-]+){0,4}?"
_WHOLE = rf"(?<!of )(?<!of the )(?<!in the )(?<!earlier )(?<!previous )(?<!last )(?<!first )(?<!another ){_TRUCE}"
_NOT_ITS = r"(?! (?:its|his|her|their|a|the|an|in which|before)\b)"
_TOLD_NO = r"turn(?:s|ed)? (?:it |them )?down|spurn(?:s|ed)?|vot(?:es?|ed) (?:it )?down|vot(?:es?|ed) against|said no"
_STILL = r"(?:is|are|was|were) still"
_STAYS = r"(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?)(?: all)?(?: still)?"
_TALKS = r"(?:talks|negotiations|dialogue|parley|summit|conference|round|meeting|mediation)(?: [\w’'-]+){0,3}?"
_NOBODY = (
    r"(?:nobody|no one|none|no (?:[\w’'-]+ ){0,2}(?:people|person|man|casualties|losses|deaths|victims|lives|soul))"
)
_SPARED = (
    r"(?:was|were|had been|has been|is|are)? ?(?:\w+ )?(?:killed|hurt|harmed|wounded|injured|died|dead|"
    r"lost|reported|claimed)"
)
_ARMS = r"(?:their |its )?(?:arms|weapons|guns|rifles)"
_PUT_OFF = r"(?:put(?:s|ting)? off|called off|calls? off|postpon(?:es?|ed|ing)|cancell?ed|deferred|adjourned without)"
_ACCEPTS = (
    r"accept(?:s|ed)?|agree(?:s|d)? to|endors(?:es?|ed)|approv(?:es?|ed)|back(?:s|ed)|embrac(?:es?|ed)|"
    r"sa(?:ys|id) yes|welcom(?:es?|ed)|prais(?:es?|ed)|hail(?:s|ed)"
)
_REJECTS = (
    rf"reject(?:s|ed)|{_TOLD_NO}|refus(?:es|ed) (?:it|the)|condemn(?:s|ed)|deplor(?:es|ed)|denounc(?:es|ed)|"
    r"dismiss(?:es|ed) (?:it|the)"
)

STATES: tuple[tuple[str, str, str], ...] = (
    (r"sign(?:s|ed|ing)?|initial(?:s|led)", r"unsigned|without a signature", "sign"),
    (_ACCEPTS, _REJECTS, "accept|agree|endorse|approve|welcome|back"),
    (
        rf"reject(?:s|ed)?|{_TOLD_NO}|say(?:s)? no|condemn(?:s|ed)?|denounc(?:es?|ed)|snub(?:s|bed)?",
        (
            r"accept(?:s|ed)|endors(?:es|ed)|approv(?:es|ed)|agreed to (?:it|the)|said yes|voted (?:to accept|for the)|"
            r"welcom(?:es|ed)|prais(?:es|ed)"
        ),
        "reject|condemn",
    ),
    (
        r"ratif(?:y|ies|ied)|pass(?:es|ed)|adopt(?:s|ed)|approv(?:es?|ed)|vot(?:es|ed) for",
        (
            rf"{_PUT_OFF}(?: [\w’'-]+){{0,4}}? votes?|{_PUT_OFF} ratif\w+|reject(?:s|ed)|vot(?:es?|"
            rf"ed) (?:it )?(?:down|against)|"
            r"fell short|(?:lacked|without) a (?:majority|quorum)|votes? (?:was|were|has been) (?:put|called) off|"
            r"defeated (?:it|the)"
        ),
        "ratify|ratified|pass|adopt|approve",
    ),
    (
        rf"{_TRUCE} (?:is |was |has |still )*(?:holds|held|holding|in force|intact)",
        rf"{_WHOLE} (?:has |had |was |is )?(?:collapsed|brok\w+ down|ended|in tatters|over|expired){_NOT_ITS}",
        "hold",
    ),
    (
        rf"{_TRUCE} (?:is |has )?(?:end(?:s|ed)|collaps(?:es|ed)|br\w+ down|expir(?:es|ed)|in tatters|over$|lapses?)",
        (
            rf"{_TRUCE} (?:is |was |are |has |have )?(?:been )?(?:still )?(?:holding|holds|held|in force|intact|"
            r"extended|"
            r"prolonged|renewed)"
        ),
        "collapse|end|lapse|expire",
    ),
    (
        rf"(?:{_TRUCE}|mandate) (?:is |has been )?(?:extended|prolonged|renewed)",
        (
            rf"{_TRUCE} (?:has |had |was |is )?(?:been )?(?:expired|lapsed|ran out|run out|allowed to lapse|"
            rf"ended){_NOT_ITS}"
        ),
        "extend|prolong|renew|extended|prolonged|renewed",
    ),
    (
        r"meet|met|open(?:s|ed)?|beg(?:in|ins|an)|start(?:s|ed)?|resum(?:es?|ed)|under way|convenes?",
        (
            r"postponed|called off|put off|cancelled|canceled|did not take place|(?:stay|remain)(?:s|ed)? (?:halted|"
            r"suspended)|"
            r"(?:is|are|was|were) (?:halted|suspended|stalled)|still (?:halted|suspended|on hold)|on hold"
        ),
        "meet|open|begun|begin|started?|resume|convene",
    ),
    (
        r"(?:called|put|call|puts|calls) off|postpon(?:es?|ed)|cancel(?:s|led|ed)?",
        r"went ahead|took place as planned|opened (?:on|as)|met as planned|were held|was held|(?:is|are) going ahead",
        "postpone",
    ),
    (
        (
            rf"{_TALKS} (?:collaps(?:es?|ed)|fail(?:s|ed)?|br(?:eak|oke|oken) (?:down|off|up)|stall(?:s|ed)?|"
            rf"founder(?:s|ed)?)|"
            r"deadlock(?:ed)?|no deal"
        ),
        (
            r"adjourned (?:until|in good|on good)|meet again|went on (?:until|into)|"
            r"(?:called|found) (?:it|them|both|the (?:talks|round|meeting)) (?:\w+ )?(?:useful|good|constructive|"
            r"fruitful|productive)|"
            r"(?:talks|negotiations|delegations|sides) (?:are|were|go|went) (?:to )?(?:going on|on|continu\w+|"
            r"continue)|in good spirits|"
            r"(?:made|making) (?:good )?progress|reached (?:an? |the )?(?:agreement|deal|accord)|agreed on every"
        ),
        "collapse|fail|break|stall",
    ),
    (
        (
            r"(?:strikes?|struck|reach(?:es|ed)?|clinch(?:es|ed)?|seal(?:s|ed)?|agree(?:s|d)?(?: on)?) (?:an? |"
            r"the )?(?:[\w’'-]+ )?"
            r"(?:deal|accord|agreement|truce|pact|ceasefire)"
        ),
        (
            r"without (?:an? )?(?:agreement|deal|accord|result)|no (?:agreement|deal|accord)\b|failed to agree|"
            r"(?:collapsed|broke (?:up|off|down))"
        ),
        "agree|reach|strike",
    ),
    (
        r"free(?:s|d)|releas(?:es|ed)|walk free|let go|go home",
        (
            rf"{_STILL} (?:being )?(?:held|in (?:jail|prison))|remain(?:s|ed)? in (?:captivity|detention|prison|"
            rf"custody)|kept (?:them|all)"
        ),
        "free|release",
    ),
    (
        (
            r"withdr(?:aws?|ew)|pull(?:s|ed)? (?:out|back)|quits?|leaves? (?:the )?(?:talks|table|valley|town|city)|"
            r"walk(?:s|ed)? out|storm(?:s|ed)? out|boycott(?:s|ed)?"
        ),
        (
            r"(?:has|have|had) stayed|remain(?:s|ed)? (?:in place|at the table|in (?:its|their|his|her) seats?)|"
            r"stay(?:s|ed)? (?:on|put|in (?:its|their|his|her) (?:seats?|chairs?|posts?|positions?|trenches)|"
            r"at the table)|"
            r"(?:is|are) staying|no (?:withdrawal|pullback|pull-out|pullout)|kept (?:its|their|his|her) (?:seats?|"
            r"places?|positions?)|"
            r"sat (?:on|through)|remained in (?:the )?(?:hall|room|talks)|(?:did not|has not|have not) (?:left|"
            r"leave|move|budge)\w*"
        ),
        "withdrawn?|leave|left|walk|quit",
    ),
    (
        r"(?:stays?|remains?|sits? on)(?: at| in)? (?:the )?(?:talks|table)",
        r"walk(?:s|ed)? out|left the (?:hall|table|room|talks)|quit the|stormed out",
        "stay|remain",
    ),
    (
        (
            r"^(?:all|last) .{3,40}\b(?:out|gone|home|leaves?|left|freed|back|quit)\b|\b(?:completes?|completed|"
            r"complete|finish(?:es|ed)?)\b"
        ),
        (
            rf"(?:{_STILL}|remains?|remained) (?:in|at|on|there|held|inside|waiting|to be)|yet to|not yet|"
            rf"has not been|have not been|"
            r"the rest (?:is|are|will)|more (?:are|is) to follow|half (?:of them )?(?:is|are|was|were) still"
        ),
        "complete|completed|finished",
    ),
    (
        (
            r"reopen(?:s|ed)?|(?:gates?|crossings?|roads?|border|bridge|port|airport|schools?|road|"
            r"corridor)(?: [\w’'-]+){0,4}? open(?:s|ed)?"
        ),
        rf"{_STAYS} (?:shut|closed|blocked|sealed|barred)|closed (?:again|at|on)|was closed|were closed",
        "reopen|open|opened",
    ),
    (
        r"clos(?:es|ed)|shuts?|seal(?:s|ed)",
        (
            r"(?:was|were|has been|have been|is|are) (?:re)?opened|(?:re)?opened (?:again|at|on)|"
            r"(?:is|are|stays?|remains?|stayed|remained) open|"
            r"have been passing"
        ),
        "close|shut|closed",
    ),
    (
        r"halt(?:s|ed)|suspend(?:s|ed)|stopp?(?:s|ed)",
        (
            r"(?:was|were|has been|have been) resumed|resumed|go(?:es)? on|went on|continu(?:es?|ed) (?:to|as|with|"
            r"through|on)"
        ),
        "stop|halt|suspend|stopped|halted|suspended",
    ),
    (
        r"clear(?:s|ed)|acquit(?:s|ted)?|not guilty",
        r"found guilty|convicted|(?:was|were) sentenced|condemned to",
        "acquitted|cleared",
    ),
    (
        r"convict(?:s|ed)?|found guilty|jail(?:s|ed)|sentenc(?:es|ed)",
        r"acquitted|cleared of|(?:was|were) cleared|found not guilty|set free by the court|walked free",
        "convicted|guilty",
    ),
    (
        (
            r"lays? down (?:their |its )?(?:arms|weapons)|disarms?|(?:hands?|gives?|turns?) (?:in|over|"
            r"up) (?:their |its )?"
            r"(?:arms|weapons|guns|rifles)|laid down (?:their |its )?(?:arms|weapons)"
        ),
        rf"(?:will |shall |to )?(?:keep|keeps|kept|keeping|hold on to|hang on to|retain) {_ARMS}",
        "disarm|disarmed",
    ),
    (
        rf"(?:keeps?|kept|holds? on to) {_ARMS}",
        rf"(?:laid down|handed (?:in|over)|gave up|given up|surrendered|turned in) {_ARMS}",
        "keep",
    ),
    (
        r"(?:kill(?:s|ed)|dead|die|dies|wound(?:s|ed)|hurt|injur(?:es|ed))\b",
        rf"{_NOBODY} {_SPARED}|no casualties|without (?:casualties|loss of life)|no deaths",
        "kill",
    ),
    (
        r"den(?:y|ies|ied)",
        r"(?:has |have |had )?(?:admitted|acknowledged|conceded|owned up|confirmed (?:it|that|the))",
        "deny|denied",
    ),
    (r"admit(?:s|ted)?|acknowledg(?:es|ed)|confirm(?:s|ed)", r"denied|denies|would not confirm", "admit|confirm"),
    (
        (
            r"lift(?:s|ed) (?:the )?(?:[\w’'-]+ )?(?:siege|blockade|curfew|ban|sanctions|embargo)|"
            r"(?:siege|blockade|curfew|ban|sanctions|embargo)(?: [\w’'-]+){0,3} (?:lifted|ends?|ended|over)"
        ),
        (
            r"(?:siege|blockade|curfew|ban|sanctions|embargo)(?: [\w’'-]+){0,4} (?:stays?|remains?|stayed|remained|"
            r"(?:is|are) "
            r"(?:kept|still) ?(?:in)?|tightened|extended|goes on|continues)|(?:kept|extended|tightened|"
            r"prolonged) (?:the|its|a) "
            r"(?:[\w’'-]+ )?(?:siege|blockade|curfew|ban|sanctions|embargo)"
        ),
        "lift|lifted",
    ),
    (
        (
            r"(?:ris(?:es|en|ing)|rose|climb(?:s|ed)|up|soar(?:s|ed)|grow(?:s|n)|grew|jump(?:s|ed)) (?:(?:to|"
            r"by) (?:\d|half)|sharply)|\bmore "
            r"(?:shelling|violations|breaches|attacks|clashes)"
        ),
        (
            r"\b(?:fell|dropped|declined|gone down|went down|fallen|sank|decreased)\b(?: (?:by|to|from|sharply|"
            r"again))|fewer .{3,40} than"
        ),
        "rise|risen|grown|climbed",
    ),
    (
        (
            r"(?:fall(?:s|en|ing)?|fell|drop(?:s|ped)|declin(?:es|ed)|sink(?:s)?|sank|down|decreas(?:es|"
            r"ed)) (?:(?:to|by) (?:\d|half)|sharply)"
            r"|\bfewer\b"
        ),
        r"\b(?:rose|climbed|risen|went up|gone up|grew|grown|increased|doubled)\b|more .{3,40} than (?:in|last|the)",
        "fall|fallen|dropped",
    ),
    (
        r"found alive|survives?|survived|unharmed|safe",
        r"(?:was|were) (?:found )?(?:dead|killed)|(?:his|her|their) (?:body|bodies|death)|(?:has|have|had) died",
        "survive|survived",
    ),
    (
        r"cross(?:es|ed)?|reach(?:es|ed)|arriv(?:es?|ed)|enters?|entered|gets? through",
        (
            r"(?:was|were|been) (?:turned back|turned away|held up|stopped at|refused entry|kept waiting)|"
            r"turned back|never reached"
        ),
        "cross|crossed|reach|arrive|enter|reached|arrived|entered",
    ),
    (
        r"(?:turned|turns?|sent) (?:back|away)|(?:is|are|was|were)? ?(?:refused entry|held up at)",
        (
            r"(?:was|were) (?:let|waved) (?:through|in)|(?:has|have|had) (?:crossed|reached|arrived|passed)|"
            r"\b(?:crossed into|reached|arrived (?:in|at))"
        ),
        "turned",
    ),
    (
        r"captur(?:es|ed)|seiz(?:es|ed)|tak(?:es) (?:control|the|over)|took (?:control|the)|overrun(?:s)?|overran",
        (
            r"(?:beaten|driven|thrown|pushed) (?:back|off)|repelled|repulsed|still holds?|(?:remain(?:s|ed)?|"
            r"stay(?:s|ed)?) in .{3,30} hands|"
            r"held on to"
        ),
        "capture|seize|take|taken|captured|seized",
    ),
    (
        r"resign(?:s|ed)|steps? down|quits? (?:as|post)|sacked|ousted|dismissed",
        (
            r"(?:stay(?:s|ed|ing)?|remain(?:s|ed)?) (?:in (?:office|his post|her post)|at (?:his|her) post|on as|"
            r"as)|will stay|keeps? (?:his|her) post"
        ),
        "resign|resigned|sacked|dismissed",
    ),
    (
        r"disput\w+ over|split(?:s)?|at odds|divided",
        r"(?:spoke|speak|voted) with one voice|unanimous(?:ly)?|of one mind",
        "split|divided",
    ),
    (r"unanimous(?:ly)?|united", r"voted against|split|divided|abstained|walked out", "unanimous|united"),
    (
        (
            r"(?:joins?|joined|attends?|attended|returns? to|returned to|back at|"
            r"back to) (?:the )?(?:[\w’'-]+ )?(?:talks|table|negotiations|summit|council|conference)"
        ),
        r"stay(?:ed|s) (?:away|at home|out)|boycott\w*|(?:was|were) absent|sent nobody|kept away",
        "join|attend|come|returned|joined|attended",
    ),
)
"""What a headline says; how a text says the opposite; the verb as it stands behind "refused to", "yet to"."""
