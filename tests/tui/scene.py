"""A morning in a small pottery, as the tests and the pictures of the coach use it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kizashi.draft import Draft
from kizashi.language import Bilingual, Language
from kizashi.reading import Evidence, IntentReading, Reading, Stall, StallReading, phase_at
from kizashi.step import Source, Step, StepKind
from kizashi.verdict import Decision, Finding, Severity, Span, Verdict
from tests.tui.server import SmallServer

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")


class SetClock:
    """A clock that stands where it was set."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def later(self, **delta: float) -> None:
        self.at += timedelta(**delta)


def reading_of(
    text: str,
    temperature: float,
    intents: dict[str, tuple[float, str]],
    stall: tuple[Stall, float, str] | None = None,
    sway: float = 0.1,
    language: Language = Language.JA,
) -> Reading:
    """A reading of a text; every part names the words it rests on."""

    def evidence(quote: str) -> tuple[Evidence, ...]:
        place = text.find(quote)
        assert place >= 0 and quote
        return (Evidence(source="text", quote=quote, start=place, end=place + len(quote)),)

    return Reading(
        language=language,
        micro_intents=tuple(
            IntentReading(name=name, confidence=sure, evidence=evidence(quote))
            for name, (sure, quote) in intents.items()
        ),
        temperature=temperature,
        phase=phase_at(temperature),
        stall=StallReading(reason=stall[0], confidence=stall[1], evidence=evidence(stall[2]))
        if stall
        else None,
        sway=sway,
        mind="embedded 1",
    )


def draft_of(
    server: SmallServer,
    conversation: str,
    text: str,
    *,
    key: str | None = None,
    kind: StepKind = StepKind.SAY,
    answers: str | None = None,
    forbidden: str | None = None,
    sources: tuple[Source, ...] = (),
    because: tuple[str, ...] = ("held.autonomy.crawl",),
    finding: tuple[str, Severity, str, str, str] | None = None,
    decision: Decision = Decision.HOLD,
    reason: Bilingual | None = None,
) -> Draft:
    """A draft for the newest message of a conversation. `finding` is rule, severity, the words
    it is about, and its explanation in Japanese and English."""
    talk = server.talks[conversation]
    findings: tuple[Finding, ...] = ()
    if finding is not None:
        rule, severity, words, ja, en = finding
        place = text.find(words)
        span = Span(start=place, end=place + len(words), text=words)
        findings = (
            Finding(rule=rule, severity=severity, span=span, explanation=Bilingual(ja=ja, en=en)),
        )
    return Draft(
        id=key or f"dft_{len(server.journal)}",
        conversation=conversation,
        person=talk.view["person"],
        version=talk.view["version"],
        step=Step(
            kind=kind,
            text=text,
            language=Language(server.language),
            reason=reason
            or Bilingual(
                ja="ためらいの理由が価格なので、急がせずに、合う選び方を先に伝えます。",
                en="Price is what holds them, so it shows a fitting choice and does not push.",
            ),
            sources=sources,
            topics=frozenset({"price"}),
            confidence=0.82,
        ),
        verdict=Verdict(decision=decision, findings=findings),
        reading=None,
        held_because=because,
        answers=answers if answers is not None else talk.view["last_text"] or "",
        created_at=server.now,
    )


def morning(server: SmallServer) -> None:
    """Five people: one with a draft, one stalled, one wavering, one unhappy, one new."""
    if server.language == "ja":
        _morning_ja(server)
    else:
        _morning_en(server)


def _morning_ja(server: SmallServer) -> None:
    server.now = NOON - timedelta(minutes=50)
    server.opens("con_mori", "per_mori", "森 拓也")
    text = "先月の体験、とても楽しかったです。ありがとうございました。"
    server.says("con_mori", text)
    server.reads("con_mori", reading_of(text, 12, {"thank": (0.97, "ありがとうございました")}))
    server.answers_with("con_mori", "こちらこそ、ありがとうございました。またお待ちしております。")
    server.now = NOON - timedelta(minutes=41)
    server.opens("con_kato", "per_kato", "加藤 由紀")
    text = "年間プラン、いいなとは思うんですけど…うーん、でも続けられるか不安で。"
    server.says("con_kato", text)
    server.reads(
        "con_kato",
        reading_of(
            text,
            72,
            {"fear_failure": (0.81, "続けられるか不安"), "keep": (0.34, "いいなとは思う")},
            None,
            sway=0.74,
        ),
    )
    server.answers_with("con_kato", "お気持ち、よくわかります。まずは一度だけの体験もございます。")
    server.now = NOON - timedelta(minutes=33)
    server.opens("con_ito", "per_ito", "伊藤 健")
    text = "妻に相談してからでもいいですか？申し込むつもりではいます。"
    server.says("con_ito", text)
    server.reads(
        "con_ito",
        reading_of(
            text,
            91,
            {"await_other": (0.93, "妻に相談"), "decide": (0.41, "申し込むつもり")},
            (Stall.AUTHORITY, 0.9, "妻に相談してから"),
        ),
    )
    server.answers_with("con_ito", "もちろんです。お二人でご覧になれる資料をお送りしますね。")
    server.now = NOON - timedelta(minutes=20)
    server.opens("con_guest", "per_7f21", None)
    text = "焼き上がりが割れていました。残念です。"
    server.says("con_guest", text)
    server.reads("con_guest", reading_of(text, 60, {"complain": (0.95, "割れていました")}))
    server.answers_with("con_guest", "申し訳ございません。すぐに担当が確認いたします。")
    _sato_ja(server)


def _sato_ja(server: SmallServer) -> None:
    server.now = NOON - timedelta(minutes=15)
    server.opens("con_sato", "per_sato", "佐藤 美咲")
    text = "陶芸教室に興味があります。どんなコースがありますか？"
    server.says("con_sato", text)
    server.reads("con_sato", reading_of(text, 38, {"explore": (0.94, "どんなコース")}))
    server.answers_with(
        "con_sato", "ありがとうございます。一日体験と、月2回の年間プランがございます。"
    )
    server.now = NOON - timedelta(minutes=11)
    server.does("con_sato", "dwell")
    server.now = NOON - timedelta(minutes=9)
    text = "年間プランの料金、思ったより高くて迷っています。途中でやめたらどうなりますか？"
    server.says("con_sato", text)
    server.reads(
        "con_sato",
        reading_of(
            text,
            88,
            {
                "price_concern": (0.92, "思ったより高くて"),
                "fear_loss": (0.57, "途中でやめたらどうなりますか"),
            },
            (Stall.PRICE, 0.87, "高くて迷っています"),
            sway=0.46,
        ),
    )
    answer = (
        "ご不安はもっともです。年間プランは途中でおやめになっても、残りの回数分は"
        "返金いたします。まずは一日体験から始めて、合うと感じてからでも遅くありません。"
    )
    source = Source(
        document="annual-plan.ja.md",
        passage="psg_1",
        quote="途中解約の場合、未受講の回数分を返金します（手数料1,100円）。",
    )
    server.holds(
        draft_of(
            server,
            "con_sato",
            answer,
            key="dft_sato",
            sources=(source,),
            because=("held.autonomy.crawl", "held.topic.refund"),
            finding=(
                "promises.refund",
                Severity.HOLD,
                "返金いたします",
                "返金の約束です。手数料1,100円にふれていないため、確認をお願いします。",
                "This promises a refund and leaves out the fee of 1,100 yen.",
            ),
        )
    )
    server.now = NOON - timedelta(minutes=4)
    server.opens("con_ono", "per_ono", "小野寺 あかり")
    server.says("con_ono", "こんにちは。土曜日に子どもと一緒に行っても大丈夫ですか？")
    server.now = NOON - timedelta(minutes=1)
    answer = "はい、土曜日はお子さまもご一緒にどうぞ。小学生から体験していただけます。"
    server.holds(draft_of(server, "con_ono", answer, key="dft_ono"))
    server.now = NOON


def _morning_en(server: SmallServer) -> None:
    server.now = NOON - timedelta(minutes=50)
    server.opens("con_reed", "per_reed", "Tom Reed")
    text = "The workshop last month was lovely. Thank you!"
    server.says("con_reed", text)
    made = reading_of(text, 12, {"thank": (0.97, "Thank you")}, language=Language.EN)
    server.reads("con_reed", made)
    server.answers_with("con_reed", "Thank you for coming, Tom. See you again.")
    server.now = NOON - timedelta(minutes=33)
    server.opens("con_kim", "per_kim", "Daniel Kim")
    text = "Can I ask my wife first? I do mean to sign up."
    server.says("con_kim", text)
    made = reading_of(
        text,
        91,
        {"await_other": (0.93, "ask my wife"), "decide": (0.41, "mean to sign up")},
        (Stall.AUTHORITY, 0.9, "ask my wife first"),
        language=Language.EN,
    )
    server.reads("con_kim", made)
    server.answers_with("con_kim", "Of course. I will send something you can read together.")
    server.now = NOON - timedelta(minutes=20)
    server.opens("con_guest", "per_7f21", None)
    text = "My bowl arrived broken. I am disappointed."
    server.says("con_guest", text)
    made = reading_of(text, 60, {"complain": (0.95, "arrived broken")}, language=Language.EN)
    server.reads("con_guest", made)
    server.answers_with("con_guest", "I am so sorry. Somebody looks into it right away.")
    server.now = NOON - timedelta(minutes=9)
    server.opens("con_novak", "per_novak", "Anna Novak")
    text = "The yearly plan costs more than I thought. What if I stop halfway?"
    server.says("con_novak", text)
    made = reading_of(
        text,
        88,
        {"price_concern": (0.92, "costs more than I thought"), "fear_loss": (0.57, "stop halfway")},
        (Stall.PRICE, 0.87, "more than I thought"),
        sway=0.46,
        language=Language.EN,
    )
    server.reads("con_novak", made)
    source = Source(
        document="annual-plan.en.md",
        passage="psg_1",
        quote="If you stop early, lessons not taken are refunded (fee: 1,100 yen).",
    )
    answer = (
        "That is a fair worry. If you stop early, we refund the lessons you have not taken. "
        "You could also begin with a single day and see whether it suits you."
    )
    server.holds(
        draft_of(
            server,
            "con_novak",
            answer,
            key="dft_novak",
            sources=(source,),
            because=("held.autonomy.crawl", "held.topic.refund"),
            finding=(
                "promises.refund",
                Severity.HOLD,
                "we refund",
                "返金の約束です。手数料1,100円にふれていません。",
                "This promises a refund and leaves out the fee of 1,100 yen.",
            ),
        )
    )
    server.now = NOON
