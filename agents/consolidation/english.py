"""How English speakers state a durable fact about themselves, as patterns."""

import re

from agents.consolidation.pattern import Pattern, pattern
from kizashi.facts import FactKind

_STARTS = (
    r"(?:^|[,;:–—]\s*|\b(?:and|but|because|so|since|as|honestly|actually|well|yes|no"
    r"|oh|that|though)"
    r",?\s+)"
)
"""Where a clause begins: in "the one I like is gone" nothing is stated about a taste."""
_I = _STARTS + r"I(?:\s+(?:also|really|absolutely|just|still|always|personally|simply))*"
_AM = r"\bI(?:['’]m| am)(?: (?:also|still|actually|very|severely|quite|really))*"
_WE = r"\b(?:I(?:['’]m| am)|[Ww]e(?:['’]re| are))"
_END = (
    r"(?=\s+(?:but|because|since|when|while|so|and|if|that|which|who|though|although"
    r"|after|before|until|even)\b|[,.;:!?()\[\]–—]|$)"
)
_NP = r"(?P<value>[\w'’éèüöäñç% -]{2,60}?)" + _END
_NAME = r"(?P<value>[A-Z][a-zéèüöäñç]+(?:[ -][A-Z][a-zéèüöäñç]+)?)"
_ROLE = (
    r"(?P<slot>wife|husband|partner|girlfriend|boyfriend|fianc[ée]e?|son|daughter|mother|mom|mum"
    r"|father|dad|sister|brother|niece|nephew|grandmother|grandfather|aunt|uncle|cousin|friend"
    r"|best friend|colleague|boss|dog|cat|puppy|horse|neighbour|neighbor)"
)
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays?"
_WORK = (
    r"teacher|nurse|doctor|engineer|lawyer|designer|student|accountant|baker|chef|cook|dentist"
    r"|programmer|developer|photographer|musician|writer|artist|architect|carpenter|electrician"
    r"|farmer|gardener|librarian|midwife|pharmacist|pilot|plumber|potter|scientist|translator|vet"
    r"|social worker|freelancer|pensioner|firefighter|police officer|truck driver|hairdresser"
)

PATTERNS: tuple[Pattern, ...] = (
    # constraints
    pattern(FactKind.CONSTRAINT, "allergy:{value}", rf"{_AM} allergic to {_NP}", 0.95),
    pattern(
        FactKind.CONSTRAINT,
        "allergy:{value}",
        r"\bI have (?:an? )?(?:severe |bad |strong )?(?P<value>[a-z]+(?: [a-z]+)?) allergy\b",
        0.95,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "diet",
        r"\bI(?:['’]m| am|['’]ve been| have been) (?:a |an |now |still |strictly )*"
        r"(?P<value>vegan|vegetarian|pescatarian|gluten[- ]free|lactose[- ]intolerant|teetotal)\b",
        0.95,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "diet",
        r"\bI(?:['’]m| am) (?P<value>(?:no longer|not) (?:a )?(?:vegan|vegetarian"
        r"|pescatarian)(?: any ?more)?)\b",
        0.9,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "health:{value}",
        r"\bI(?:['’]m| am| have| have got|['’]ve got) (?:an? )?(?P<value>diabetic|diabetes"
        r"|coeliac|celiac|asthma(?:tic)?"
        r"|pregnant|deaf|hard of hearing|colou?r[- ]blind|epilep(?:sy|tic)"
        r"|bad (?:back|knee|hip|shoulder|wrist|hearing|eyesight))\b",
        0.9,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "diet:{value}",
        rf"{_I} (?:don['’]t|do not|can['’]t|cannot|never|no longer) (?:eat|drink|digest"
        rf"|tolerate) {_NP}",
        0.9,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "time:{value}",
        rf"\bI (?:can['’]t|cannot|can only|could only) (?:come|do|make it|make|work|meet|visit) "
        rf"(?:on |at |after |before |in the )?(?P<value>(?:(?:after|before) )?(?:{_DAYS}"
        rf"|mornings?|afternoons?|evenings?|nights?|\d{{1,2}}(?::\d\d)?\s?(?:am|pm"
        rf"|o['’]clock)?)(?: (?:mornings?|evenings?|afternoons?|and {_DAYS}))*)",
        0.85,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "time:{value}",
        rf"\bI(?:['’]m| am) only (?:free|available) (?:on |in the |after |before )?{_NP}",
        0.85,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "budget",
        r"\b(?:[Mm]y|[Oo]ur) budget is (?:about |around |up to |roughly |only )*"
        r"(?P<value>[£$€¥]?\s?\d[\d,.]*(?:\s?[a-z]+)?)",
        0.9,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "access",
        r"\bI (?:(?P<value>use a wheelchair|walk with a (?:stick|cane|frame))|can['’]t "
        r"(?P<slot_value>climb stairs|do stairs|manage stairs|walk far|stand for long"
        r"|kneel))\b",
        0.9,
    ),
    # preferences
    pattern(
        FactKind.PREFERENCE, "taste:{value}", rf"{_I} (?:love|adore|enjoy) {_NP}", 0.8, "likes"
    ),
    pattern(FactKind.PREFERENCE, "taste:{value}", rf"{_I} (?:like|prefer) {_NP}", 0.75, "likes"),
    pattern(
        FactKind.PREFERENCE,
        "taste:{value}",
        rf"{_I} (?:hate|dislike|can['’]t stand|cannot stand|don['’]t (?:really )?(?:like"
        rf"|enjoy)) {_NP}",
        0.85,
        "dislikes",
    ),
    pattern(
        FactKind.PREFERENCE,
        "favourite:{slot}",
        rf"\b[Mm]y favou?rite (?P<slot>[a-z]+(?: [a-z]+)?) (?:is|are|was|has always been) "
        rf"(?:definitely |probably |the )?{_NP}",
        0.9,
    ),
    # plans
    pattern(
        FactKind.PLAN,
        "plan:{value}",
        rf"{_WE} (?:going to|planning to|about to) (?P<value>(?:move|marry|get married|open"
        rf"|start|launch|study|visit|travel|fly|buy|adopt|retire|quit|renovate|build|sell"
        rf"|run|apply|emigrate|take a)\b[\w'’ -]{{0,60}}?){_END}",
        0.85,
    ),
    pattern(
        FactKind.PLAN,
        "plan:{value}",
        rf"{_WE} (?P<value>(?:moving|getting married|flying|travelling|traveling|opening"
        rf"|expecting a baby|having a baby|retiring|launching"
        rf"|adopting)\b[\w'’ -]{{0,60}}?){_END}",
        0.8,
    ),
    pattern(
        FactKind.PLAN,
        "plan:{value}",
        rf"\b(?:I|[Ww]e)(?:['’]ve| have)? (?:just )?(?P<value>(?:signed up|registered"
        rf"|enrolled) for [\w'’ -]{{2,60}}?|booked (?:a|an|the|our|my)? ?(?:flight|trip"
        rf"|table|room|hotel|holiday|ticket)s?[\w'’ -]{{0,40}}?){_END}",
        0.85,
    ),
    pattern(
        FactKind.PLAN,
        "plan:our {slot}",
        r"\b(?:[Mm]y|[Oo]ur) (?P<slot>wedding|exam|move|holiday|operation|surgery|due date"
        r"|interview|graduation) is (?P<value>(?:on|in|next|at) [\w ,]{3,30}?)(?=[.!?;]|$)",
        0.85,
    ),
    # relationships
    pattern(
        FactKind.RELATIONSHIP,
        "{slot}:{value}",
        rf"\b[Mm]y (?:little |big |older |younger |new |late )?{_ROLE}(?:['’]s name is"
        rf"| is called| is named| named| called|,)? {_NAME}\b(?!['’]s)",
        0.9,
    ),
    pattern(
        FactKind.RELATIONSHIP,
        "has:{slot}",
        r"\b(?:I|[Ww]e)(?:['’]ve| have)(?: got)? (?P<value>(?:an?|one|two|three|four|five"
        r"|\d+) (?:\w+ )?(?P<slot>sons?|daughters?|kids|child(?:ren)?|dogs?|cats?"
        r"|brothers?|sisters?|grandchild(?:ren)?|twins))\b",
        0.9,
    ),
    pattern(
        FactKind.RELATIONSHIP,
        "marital",
        rf"{_AM} (?P<value>married|single|divorced|engaged|widowed|a widow(?:er)?)\b",
        0.85,
    ),
    # about
    pattern(
        FactKind.ABOUT,
        "home",
        rf"\b(?:I|[Ww]e)(?: now| currently|['’]ve| have)? (?:live|lived|moved|settled) "
        rf"(?:in|to|near) (?!the\b){_NAME}",
        0.85,
    ),
    pattern(FactKind.ABOUT, "origin", rf"{_AM} (?:originally )?from {_NAME}", 0.85),
    pattern(
        FactKind.ABOUT,
        "work",
        rf"\bI (?:now |currently )?work (?:as an? |as |at an? |at the |at |for an? "
        rf"|for the |for |in an? |in the |in ){_NP}",
        0.85,
    ),
    pattern(
        FactKind.ABOUT,
        "work",
        rf"{_AM} an? (?:\w+ )?(?P<value>{_WORK})\b",
        0.85,
    ),
    pattern(
        FactKind.ABOUT, "work", r"\bI (?P<value>teach [a-z]+|run an? [a-z]+(?: [a-z]+)?)\b", 0.7
    ),
    pattern(
        FactKind.ABOUT,
        "birthday",
        r"\b[Mm]y birthday(?:['’]s| is) (?:on )?(?:the )?(?P<value>\d{1,2}(?:st|nd|rd|th)?"
        r"(?: of)? [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?)",
        0.95,
    ),
    pattern(
        FactKind.ABOUT,
        "age",
        r"\bI(?:['’]m| am|['’]ll be| will be| turn|['’]m turning) (?P<value>[1-9]\d|"
        r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?)(?= years old|[.,!]"
        r"| this| next| in | and|$)",
        0.8,
    ),
    pattern(
        FactKind.ABOUT,
        "size",
        r"\b(?:I (?:wear|take) (?:a )?size|my (?:shoe |dress |shirt )?size is) "
        r"(?P<value>\d{1,3}(?:\.5)?|XS|S|M|L|XL|XXL)\b",
        0.9,
    ),
)

OTHERS = re.compile(r"(?!)")
"""English states its subject in the pattern itself."""

UNSURE = re.compile(
    r"\b(?:if|unless|would|could|might|may|wish|imagine|pretend|suppose|used to|almost|nearly"
    r"|not sure|no idea|as if|whether|should|once|back then|at the time)\b"
    r"|\b(?:I|we)['’]d\b|^\s*(?:do|does|did|is|are|can|have|has|what|who|when|where|why|how)\b",
    re.IGNORECASE,
)
"""What makes a sentence no statement about the present."""

HEDGED = re.compile(r"\b(?:I think|I guess|maybe|perhaps|probably|kind of|sort of)\b", re.I)

EMPTY = re.compile(
    r"^(?:it|that|this|them|those|these|you|your\b.*|him|her|he|she|me|us|how\b.*|what\b.*|when\b.*"
    r"|where\b.*|the way\b.*|the (?:idea|sound|look|thought|picture|name|design)\b.*|every\b.*"
    r"|that\b.*|this\b.*|it\b.*|(?:him|her|them) \b.*|to (?:hear|see|know|say|think|be)\b.*"
    r"|hearing\b.*|seeing\b.*|being\b.*|all of\b.*|one\b.*|some\b.*|both\b.*|nothing\b.*|my\b.*"
    r"|.*\b(?:you|your|yours|here)\b.*|his\b.*|their\b.*|its\b.*|our\b.*)$",
    re.IGNORECASE,
)
"""Values that say nothing by themselves: "I love it", "I like your shop"."""
