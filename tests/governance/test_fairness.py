"""People of different groups are compared honestly, and protected traits stay out of the step."""

import asyncio
import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from agents.fairness import fairness_report
from agents.withheld import without_protected_traits
from kizashi.draft import DraftStatus
from kizashi.events import (
    ConversationOpened,
    DraftDecided,
    MessageReceived,
    MessageSent,
    PersonSeen,
    TurnFinished,
)
from kizashi.identity import PersonDescribed
from kizashi.ids import ConversationId, DraftId, MemoryId, MessageId, PersonId, Seq, TurnId
from kizashi.recollection import Hit, Recollection
from kizashi.settings import read_settings
from kizashi.signal import Speaker
from kizashi.step import StepKind
from memory.journal import Journal, Ledger
from policies.fairness.compare import Z95, Share, compared, fisher, holm, katz, newcombe
from policies.load import PolicyRefused, load_policies
from server.cli import cli
from tests.governance.kit import a_business
from tests.rooms import MadeUpNegotiator, a_house, a_step
from tests.support import NOON, HandClock, a_journal

# ── the figures ──────────────────────────────────────────────────────────────────────────────────


def test_the_interval_of_a_share_is_that_of_wilson() -> None:
    # Newcombe (1998), two-sided comparisons for the single proportion, table I.
    assert Share(count=81, people=263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert Share(count=15, people=148).interval == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert Share(count=0, people=20).interval == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert Share(count=0, people=0).interval == (0.0, 1.0)


def test_the_interval_of_a_difference_is_that_of_newcombe() -> None:
    # Newcombe (1998), interval estimation for the difference, table II, method 10, (a) and (d).
    first = newcombe(Share(count=56, people=70), Share(count=48, people=80))
    assert first == pytest.approx((0.0524, 0.3339), abs=1e-4)
    last = newcombe(Share(count=5, people=56), Share(count=0, people=29))
    assert last == pytest.approx((-0.0381, 0.1926), abs=1e-4)


def test_the_interval_of_a_ratio_is_none_where_there_is_none() -> None:
    low, high = katz(Share(count=30, people=100), Share(count=15, people=100)) or (0, 0)
    assert (low, high) == pytest.approx(
        (2 / math.exp(Z95 * 0.08**0.5), 2 * math.exp(Z95 * 0.08**0.5))
    )
    assert katz(Share(count=0, people=100), Share(count=15, people=100)) is None


def test_fisher_finds_what_is_known_of_the_lady_tasting_tea() -> None:
    assert fisher(Share(count=3, people=4), Share(count=1, people=4)) == pytest.approx(0.4857, 1e-3)
    assert fisher(Share(count=4, people=4), Share(count=0, people=4)) == pytest.approx(0.0286, 1e-2)


@given(
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)
def test_comparing_is_the_same_from_both_sides(a: tuple[int, int], b: tuple[int, int]) -> None:
    one, other = (Share(count=count, people=people) for count, people in (a, b))
    assert math.isclose(fisher(one, other), fisher(other, one), rel_tol=1e-6)
    low, high = newcombe(one, other)
    assert low <= one.value - other.value <= high
    assert newcombe(other, one) == pytest.approx((-high, -low))


def test_asking_many_questions_makes_each_answer_less_sure() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def shares(**groups: tuple[int, int]) -> dict[str, Share]:
    return {name: Share(count=had, people=people) for name, (had, people) in groups.items()}


@pytest.mark.parametrize(
    ("groups", "saying", "below"),
    [
        (shares(ja=(60, 100), en=(20, 80)), "differs", True),
        (shares(ja=(30, 100), en=(4, 25)), "look", True),
        (shares(ja=(50, 100), en=(38, 80)), "alike", False),
        (shares(ja=(90, 100), en=(0, 12)), "too_few", True),
    ],
)
def test_what_is_said_is_no_more_than_the_numbers_carry(
    groups: dict[str, Share], saying: str, below: bool
) -> None:
    (one,) = compared(groups)
    assert (one.group, one.reference) == ("en", "ja")
    assert (one.saying, one.below_four_fifths) == (saying, below)


def test_one_group_alone_is_compared_with_nothing() -> None:
    assert compared(shares(ja=(5, 100))) == ()


# ── what is counted ──────────────────────────────────────────────────────────────────────────────


async def a_visit(
    journal: Journal,
    name: str,
    language: str,
    outcome: str = "sent",
    *,
    offer: bool = False,
    decision: DraftStatus | None = None,
    turns: int = 1,
) -> None:
    """A person who wrote, and what became of it."""
    person, conversation = PersonId(f"per_{name}"), ConversationId(f"con_{name}")

    def write(ledger: Ledger) -> None:
        def append(event: object) -> None:
            ledger.append(event, person=person, conversation=conversation)  # type: ignore[arg-type]

        append(PersonSeen(language=language))
        append(ConversationOpened())
        for turn in range(turns):
            append(MessageReceived(id=MessageId(f"{name}{turn}"), text="?"))
            if offer:
                step = a_step(kind=StepKind.OFFER)
                sent = MessageId(f"s{name}{turn}")
                append(MessageSent(id=sent, speaker=Speaker.AI, text="!", step=step))
            if decision is not None:
                draft = DraftId(f"drf_{name}{turn}")
                append(DraftDecided(draft=draft, status=decision, by="owner"))
            finished = TurnId(f"trn_{name}{turn}")
            append(TurnFinished(turn=finished, covers=Seq(ledger.head), outcome=outcome))

    await journal.transact(write)


async def test_each_person_counts_once_by_their_first_turn(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await a_visit(journal, "a", "ja", "sent", turns=9)
        await a_visit(journal, "b", "en", "held", offer=True)
        await a_visit(journal, "c", "en", "held", decision=DraftStatus.REJECTED)
        report = await fairness_report(journal, NOON, 30, ("language",))
    counts = {
        (one.outcome, row.group): (row.share.count, row.share.people)
        for one in report.questions
        for row in one.groups
    }
    assert counts == {
        ("answered_at_once", "ja"): (1, 1),
        ("answered_at_once", "en"): (0, 2),
        ("offered", "ja"): (0, 1),
        ("offered", "en"): (1, 2),
        ("let_go", "en"): (0, 1),
    }


async def test_only_the_period_counts_and_who_came_back_is_told_apart(tmp_path: Path) -> None:
    clock = HandClock()
    async with a_journal(tmp_path, clock) as journal:
        await a_visit(journal, "a", "ja")
        clock.move(100 * 24 * 3600)
        await a_visit(journal, "b", "ja")
        again = TurnFinished(turn=TurnId("trn_x"), covers=Seq(3), outcome="held")
        await journal.append(again, person=PersonId("per_a"), conversation=ConversationId("con_a"))
        report = await fairness_report(journal, clock.now(), 30, ("returning",))
    at_once = {row.group: row.share.count for row in report.questions[0].groups}
    assert at_once == {"new": 1, "returning": 0}


async def test_people_are_grouped_by_a_trait_that_the_owner_names(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await a_visit(journal, "a", "ja")
        described = PersonDescribed(traits={"plan": "annual"}, by="crm")
        await journal.append(described, person=PersonId("per_a"))
        report = await fairness_report(journal, NOON, 30, ("plan",))
    assert [row.group for row in report.questions[0].groups] == ["annual"]


@pytest.mark.parametrize("trait", ["religion", "health status", "障害の有無", "人種", "union"])
def test_a_special_category_is_never_compared(tmp_path: Path, trait: str) -> None:
    (tmp_path / "fairness.yaml").write_text(f"compare: [language, {trait}]\n", encoding="utf-8")
    with pytest.raises(PolicyRefused, match="special category"):
        load_policies(tmp_path)


def kizashi(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), *arguments])


@pytest.mark.sqlite
def test_the_report_is_told_in_words_and_in_figures(tmp_path: Path) -> None:
    (tmp_path / "kizashi.toml").write_text('[business]\nlanguage = "en"\n')
    data = read_settings(tmp_path).data
    data.mkdir()

    async def live() -> None:
        async with a_journal(data) as journal:
            for number in range(24):
                await a_visit(journal, f"j{number}", "ja", "sent")
            for number in range(22):
                await a_visit(journal, f"e{number}", "en", "held")

    asyncio.run(live())
    told = kizashi(tmp_path, "audit", "fairness", "--days", "3650").stdout
    assert "English: 0 % (0–15), 0 of 22" in told
    assert "✗ English fares differently from Japanese: -100 points" in told
    assert "p = < 0.001" in told
    figures = kizashi(tmp_path, "audit", "fairness", "--days", "3650", "--json").stdout
    first = json.loads(figures)["questions"][0]
    assert (first["by"], first["outcome"]) == ("language", "answered_at_once")


async def test_the_report_is_the_owner_s_over_http(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        report = await business.get("/v1/audit/fairness", days=30)
        assert report["days"] == 30
        await business.get("/v1/audit/fairness", days=0, expected=422)


# ── protected traits stay out of the step ────────────────────────────────────────────────────────


def hit(text: str) -> Hit:
    return Hit(
        id=MemoryId(text), text=text, speaker="customer", at=None, reference=None, score=1.0,
        source="memory",
    )  # fmt: skip


PROTECTED = (
    "去年うつ病と診断されて通院しています。",
    "I was diagnosed with diabetes last year.",
    "夫は在日韓国人です。",
    "I'm a practicing Muslim.",
)


@pytest.mark.parametrize("line", PROTECTED)
def test_what_was_once_told_of_a_protected_trait_is_kept_from_the_step(line: str) -> None:
    recollection = Recollection(own=(hit(line), hit("赤い器が好きです。")))
    kept = without_protected_traits(recollection, "割引はありますか？")
    assert [one.text for one in kept.own] == ["赤い器が好きです。"]


def test_who_speaks_of_it_now_is_answered_with_it() -> None:
    recollection = Recollection(own=(hit(PROTECTED[0]),))
    asked = "うつ病で通院していますが、体験の日を変えられますか？"
    assert without_protected_traits(recollection, asked) == recollection


async def test_nothing_that_is_kept_of_a_person_s_traits_reaches_the_negotiator(
    tmp_path: Path,
) -> None:
    negotiator = MadeUpNegotiator()

    class Remembers:
        async def recollect(self, *_: object) -> Recollection:
            return Recollection(own=tuple(hit(line) for line in PROTECTED))

    async with a_house(tmp_path, negotiator=negotiator, memory=Remembers()) as house:
        traits = {"religion": "buddhist", "nationality": "Brazil", "gender": "female", "age": 71}
        person = PersonId("per_a")
        await house.journal.append(PersonSeen(age=17), person=person)
        await house.journal.append(PersonDescribed(traits=traits, by="crm"), person=person)
        await house.hear("割引はありますか？")
        await house.settled()
    (brief, *_) = negotiator.asked
    handed = brief.model_dump_json()
    for word in ("buddhist", "Brazil", "female", "71", "うつ病", "diabetes", "在日", "Muslim"):
        assert word not in handed
