"""Advertising that does not look like it: bought reviews and unlabelled paid recommendations.

Source: 景品表示法 第5条第3号 and 令和5年内閣府告示第19号 (ステルスマーケティング告示);
FTC 16 CFR Part 465; UCPD Annex I no. 11 and 23b.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import negated
from policies.subject import Rule, Subject

NAME = "honesty.advertising"
_BOUGHT = re.compile(
    r"(?:(?:高評価|星5|★5|★★★★★|☆5|5つ星|良い(?:口コミ|レビュー|評価)|満点(?:の評価)?|"
    r"最高評価)[^。!?\n]{0,30}?(?:プレゼント|差し上げ|進呈|割引|クーポン|ポイント|もれなく|"
    r"無料|特典|キャッシュバック|オフ|円|謝礼|お礼))"
    r"|(?:(?:口コミ|レビュー|投稿|感想)[^。!?\n]{0,30}?(?:pr|広告|提供)(?:だ|である)?(?:と|"
    r"表記|の表記|は)[^。!?\n]{0,8}(?:書かず|つけず|付けず|伏せ|なしで|隠し|不要))|"
    r"(?:お客様の(?:ふり|振り)をして|一般の方として|自然な口コミ(?:として|のように))"
    r"|\b(?:(?:5|five)[- ]?stars?|positive|good|great|glowing|favou?rable|top|"
    r"nice)(?: \w+)? (?:review|rating|feedback|testimonial)s?\b[^.!?\n]{0,50}\b(?:get|"
    r"receive|earn|gift|voucher|discount|off|free|refund|cash|coupon|points|reward|credit|"
    r"entered|win)\b"
    r"|\b(?:get|receive|earn|gift|voucher|discount|free|refund|cash|reward|"
    r"credit)\b[^.!?\n]{0,40}\b(?:for|in (?:return|exchange) for|when you (?:leave|write|"
    r"post)|if you (?:leave|write|post|give))\b[^.!?\n]{0,12}\b(?:(?:5|five)[- ]?stars?|"
    r"positive|good|great|glowing|top)\b[^.!?\n]{0,10}(?:review|rating)"
    r"|\b(?:don't|do not|no need to|without) (?:mention(?:ing)?|say(?:ing)?|disclos(?:e|"
    r"ing)|label(?:ling)?|tell(?:ing)?)\b[^.!?\n]{0,24}\b(?:paid|ad\b|advert\w*|sponsored|"
    r"gift(?:ed)?|free product|we (?:paid|sent|gave))"
)
_PAID = re.compile(
    r"https?://\S*[?&](?:tag|aff(?:id|iliate)?|affiliate_id|partner(?:id)?|a_aid|pid)=\S+|"
    r"(?:タイアップ|協賛|案件|アフィリエイト)(?:の|で|商品|リンク)|"
    r"\bour (?:paid )?(?:partner|sponsor)s?\b[^.!?\n]{0,30}\b(?:recommend|try|buy|great|"
    r"best)|\b(?:earn|receive|get)s? (?:us )?a? ?(?:commission|referral fee|kickback)"
)
_LABEL = re.compile(
    r"(?:【|\[|\(|#|^|\s)(?:pr|広告|ad|ads|プロモーション|sponsored|advertisement|"
    r"promotion)(?:】|\]|\)|:|\b)|アフィリエイト広告|広告を含|\b(?:ad|sponsored|"
    r"advertisement|affiliate link|paid promotion)\b"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A bought review is held; a paid recommendation without a label is sent back."""
    if not subject.policies.honesty.label_ads:
        return
    for match in _BOUGHT.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        hides = re.search(r"mention|say|disclos|label|tell|pr|広告", match.group())
        if hides or not negated(subject.text[start:end]):
            yield subject.finding(NAME, Severity.HOLD, match.span(), "honesty.review_bought")
    paid = _PAID.search(subject.text)
    if paid is not None and not _LABEL.search(subject.text):
        yield subject.finding(NAME, Severity.REVISE, paid.span(), "honesty.ad_unlabelled")


RULE = Rule(NAME, ("out",), check)
