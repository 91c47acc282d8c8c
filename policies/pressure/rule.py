"""How every pressure rule speaks: one finding for each sentence whose cues reach the limit."""

import re
from collections.abc import Callable, Iterator

from kizashi.verdict import Finding, Severity
from policies.cues import Family, Hit, hits
from policies.subject import Rule, Subject
from policies.view import folded

# A sentence that lifts pressure does not exert it, whatever words it shares with one that does.
CALMING = re.compile(
    r"急(?:ぐ|がせる|いで(?:いただく|決める|ご返事))(?:必要|こと|つもり)?(?:は|も)?(?:あり|"
    r"ござい|全く)|急がなくて|急がず|お急ぎ(?:で(?:ない|なけれ)|になら|いただ(?:く必要|"
    r"かなくて))|急かす(?:つもり|よう)|"
    r"ごゆっくり|ゆっくり(?:で|ご(?:検討|覧)|お(?:考え|選び)|考え|決め)|(?:いつでも|無理に|"
    r"無理の)(?:大丈夫|なさら|ない|お(?:すすめ|勧め)|決め)|無理(?:に|なさ)|慌て(?:なくて|"
    r"ずに|る必要)|どちらでも(?:大丈夫|構い|かまい)|"
    r"\bno (?:hurry|rush|pressure|obligation|need to (?:hurry|rush|decide|worry))\b|"
    r"\btake (?:your|all the) time\b|\bwhenever (?:you|it) (?:like|want|suits?|are ready|"
    r"'re ready)|\bthere(?:'s| is) no (?:hurry|rush|pressure|deadline)|\b(?:don't|"
    r"do not) (?:need|have) to (?:decide|hurry|rush|choose)|\bplease don't (?:rush|hurry)|"
    r"\bwithout (?:any )?(?:pressure|hurry|rush)"
)

Known = Callable[[Subject, Hit], str | None]


def pressure_rule(name: str, family: Family, known: Known | None = None) -> Rule:
    """The rule `pressure.<name>` with its family of cues. `known` names the document that makes a
    sentence true, which then passes with a note."""

    def check(subject: Subject) -> Iterator[Finding]:
        return _spoken(subject, name, family, known)

    return Rule(f"pressure.{name}", ("out",), check)


def _spoken(subject: Subject, name: str, family: Family, known: Known | None) -> Iterator[Finding]:
    rules = subject.policies.pressure
    allowed = tuple(folded(phrase) for phrase in rules.allowed_phrases)
    for hit in hits(subject.view, family, rules.limit):
        sentence = subject.text[hit.sentence[0] : hit.sentence[1]]
        if CALMING.search(sentence) or any(phrase in sentence for phrase in allowed):
            continue
        place = (hit.start, hit.end)
        document = known(subject, hit) if known is not None else None
        if document is not None:
            yield subject.finding(
                f"pressure.{name}", Severity.NOTE, place, "pressure.true", document=document
            )
        else:
            severity = Severity(rules.severity.value)
            yield subject.finding(f"pressure.{name}", severity, place, f"pressure.{name}")
