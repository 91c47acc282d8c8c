"""The owner's tools, on real MCP servers in processes of their own: good ones, and rogues."""

import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import pytest

from agents.situation import Situation
from agents.tools.binding import Wanted, day_in, wanted
from agents.tools.choosing import ModelChooser
from agents.tools.consulting import Consulting, Toolbox
from agents.tools.passages import passages_of
from agents.tools.trial import tried
from kizashi.errors import Misconfigured
from kizashi.ids import DocumentId, PassageId, PersonId
from kizashi.knowledge import CatalogueItem
from kizashi.recollection import Recollection
from kizashi.settings import read_settings
from kizashi.tools import Consulted, ToolServer, ToolUse
from policies.review import Examined, Facts, examine
from policies.tools import Offered, refusal, taken
from tests.agents.test_model_minds import caller
from tests.live import free_port
from tests.rooms import a_reading, packaged_policies
from tests.support import NOON, until

SERVERS = Path(__file__).parent / "tool_servers"
STOCK = ToolUse(tool="stock", when=("stock", "在庫"), arguments={"item": "{item}"}, about="在庫")
LAMP = CatalogueItem(
    names=("ランプ",), passage=PassageId("p1"), document=DocumentId("catalogue.csv")
)
KNOWN = Recollection(catalogue=(LAMP,))


def server(script: str, *words: str, use: ToolUse = STOCK, **more: object) -> ToolServer:
    command = (sys.executable, str(SERVERS / script), *words)
    return ToolServer.model_validate(
        {"name": "shop", "command": command, "use": (use,), "seconds": 10.0, **more}
    )


def asked(text: str = "ランプの在庫はありますか？") -> Situation:
    return Situation(text=text, now=NOON)


class Memory:
    """Remembers one lamp."""

    async def recollect(self, *_: object) -> Recollection:
        return KNOWN


async def consulted(one: ToolServer, text: str = "ランプの在庫はありますか？") -> Recollection:
    """What a turn gets to know with this server beside memory."""
    tools = Toolbox((one,), SERVERS, packaged_policies)
    async with tools.opened():
        memory = Consulting(Memory(), tools)
        return await memory.recollect(asked(text), a_reading(), PersonId("per_a"))


def record(found: Recollection) -> Consulted:
    (one,) = found.consulted
    return one


# ── good servers ─────────────────────────────────────────────────────────────────────────────────


async def test_a_tools_answer_becomes_knowledge_with_the_tool_as_its_source() -> None:
    found = await consulted(server("shop.py"))
    told = record(found)
    assert (told.ended, told.tool, told.arguments) == ("answered", "stock", {"item": "ランプ"})
    assert told.because in {"stock", "在庫"}
    assert told.seconds > 0
    passage = found.knowledge[0].passage
    assert passage.document == told.source == "tool:shop/stock"
    assert passage.fields == (("item", "ランプ"), ("在庫", "7"))


@contextlib.contextmanager
def served(*words: str) -> Iterator[None]:
    """A server that is reached over HTTP: its script, and what it is told."""
    script, *rest = words
    process = subprocess.Popen(
        [sys.executable, str(SERVERS / script), *rest],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_a_server_is_reached_over_http_too() -> None:
    port = free_port()
    one = server("shop.py", command=(), url=f"http://127.0.0.1:{port}/mcp")
    assert record(await consulted(one)).ended == "tool.not_started"
    with served("shop.py", str(port)):
        await until(lambda: listens(port))
        found = await consulted(one)
    assert record(found).ended == "answered"
    assert found.knowledge[0].passage.fields[1] == ("在庫", "7")


async def test_the_reviewer_finds_the_tools_numbers() -> None:
    found = await consulted(server("shop.py"))
    passages = tuple(one.passage for one in found.knowledge)

    def severities(text: str, facts: Facts) -> set[str]:
        verdict = examine(Examined(text=text), facts, packaged_policies())
        return {one.severity.value for one in verdict.findings if one.rule == "promises.stock"}

    told = "ランプの在庫はあと7点です。"
    assert severities(told, Facts(passages=passages, now=NOON)) == {"note"}
    assert severities(told, Facts(now=NOON)) != {"note"}
    assert severities("ランプの在庫はあと8点です。", Facts(passages=passages, now=NOON)) != {"note"}


async def test_what_may_write_is_not_asked_unless_the_owner_allows_it() -> None:
    book = ToolUse(tool="book", when=("予約",), arguments={"day": "{date}"})
    text = "明日の予約をお願いします。"
    assert record(await consulted(server("shop.py", use=book), text)).ended == "tool.writes"
    allowed = book.model_copy(update={"writes": True})
    told = record(await consulted(server("shop.py", use=allowed), text))
    assert (told.ended, told.arguments) == ("answered", {"day": "2026-07-02"})


async def test_a_tool_that_the_server_does_not_offer_is_named() -> None:
    gone = STOCK.model_copy(update={"tool": "inventory"})
    assert record(await consulted(server("rogue.py", "good", use=gone))).ended == "tool.unknown"


# ── rogues ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "ended"),
    [
        ("inject", "tool.attack"),
        ("inject_ja", "tool.attack"),
        ("large", "tool.too_large"),
        ("ten_megabytes", "tool.too_large"),
        ("endless", "tool.too_large"),
        ("die", "tool.failed"),
        ("error", "tool.error"),
        ("other_shape", "tool.failed"),
        ("garbage", "tool.not_started"),
    ],
)
async def test_nothing_of_a_rogue_is_used_and_the_turn_goes_on(kind: str, ended: str) -> None:
    found = await consulted(server("rogue.py", kind))
    told = record(found)
    assert (told.ended, told.excerpt) == (ended, "")
    assert found.knowledge == KNOWN.knowledge
    assert found.catalogue == KNOWN.catalogue


@pytest.mark.parametrize(
    ("kind", "ended"),
    [
        ("good", "answered"),
        ("ten_megabytes", "tool.too_large"),
        ("endless", "tool.too_large"),
        ("packed", "tool.failed"),
    ],
)
async def test_plain_json_from_the_web_is_bounded_too(kind: str, ended: str) -> None:
    port = free_port()
    one = server("rogue_web.py", command=(), url=f"http://127.0.0.1:{port}/mcp")
    with served("rogue_web.py", kind, str(port)):
        await until(lambda: listens(port))
        assert record(await consulted(one)).ended == ended


@pytest.mark.parametrize("kind", ["hang", "silent"])
async def test_a_server_that_hangs_is_left_in_time(kind: str) -> None:
    told = record(await consulted(server("rogue.py", kind, seconds=0.5)))
    assert told.ended == "tool.timeout"
    assert told.seconds < 5


async def test_a_command_that_is_not_there_is_said(tmp_path: Path) -> None:
    one = server("rogue.py").model_copy(update={"command": (str(tmp_path / "nothing"),)})
    assert record(await consulted(one)).ended == "tool.not_started"


async def test_without_the_package_the_turn_goes_on_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert record(await consulted(server("rogue.py", "good"))).ended == "tool.missing"


async def test_personal_data_in_a_result_is_masked() -> None:
    found = await consulted(server("rogue.py", "personal"))
    assert "7点" in found.knowledge[0].passage.text
    assert "090" not in found.model_dump_json()


async def test_a_server_sees_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "hush")
    monkeypatch.setenv("SHOP_TOKEN", "for the shop")
    found = await consulted(server("rogue.py", "secrets", environment=("SHOP_TOKEN",)))
    names = record(found).excerpt.split(",")
    assert "SHOP_TOKEN" in names
    assert "OPENAI_API_KEY" not in names


@pytest.fixture
async def dying() -> AsyncIterator[Toolbox]:
    tools = Toolbox((server("rogue.py", "die"),), SERVERS, packaged_policies, now=lambda: 0.0)
    async with tools.opened():
        yield tools


async def test_a_server_that_fails_again_and_again_is_left_alone(dying: Toolbox) -> None:
    one = Wanted(dying.settings[0], STOCK, {"item": "ランプ"}, "stock")
    ended = [(await dying.ask(one))[0].ended for _ in range(4)]
    assert ended == ["tool.failed", "tool.failed", "tool.failed", "tool.resting"]


async def test_the_doctor_tells_what_a_server_offers_and_what_is_wrong(tmp_path: Path) -> None:
    gone = STOCK.model_copy(update={"tool": "inventory"})
    book = ToolUse(tool="book")
    good = server("shop.py").model_copy(update={"use": (STOCK, gone, book)})
    dead = server("shop.py").model_copy(update={"command": (str(tmp_path / "nothing"),)})
    first, second = await tried((good, dead), SERVERS)
    assert first.offered == ("book", "free_slots", "stock")
    assert [(tool, error.code) for tool, error in first.wrong] == [
        ("inventory", "tool.unknown"),
        ("book", "tool.writes"),
    ]
    assert [error.code for _, error in second.wrong] == ["tool.not_started"]
    assert all(error.remedy for _, error in (*first.wrong, *second.wrong))


# ── with a language model ────────────────────────────────────────────────────────────────────────


async def chosen(calls: object, use: ToolUse, kind: str = "good") -> Recollection:
    """What a turn gets to know when the model answers so, and the owner has no rule for it."""
    tools = Toolbox((server("rogue.py", kind, use=use),), SERVERS, packaged_policies)
    async with tools.opened():
        # The servers are begun with the house; by the first message they have told their tools.
        await until(tools.left_open)
        chooser = ModelChooser(caller("negotiator", json.dumps({"calls": calls})))
        memory = Consulting(Memory(), tools, chooser)
        return await memory.recollect(asked("まだありますか？"), a_reading(), PersonId("per_a"))


async def test_a_model_may_choose_what_no_rule_names() -> None:
    open_to_it = ToolUse(tool="stock", arguments={"item": "{item}"})
    told = record(await chosen([{"number": 1, "arguments": {"item": "x"}}], open_to_it))
    # The owner's own arguments stand, whatever the model would rather ask.
    assert (told.ended, told.because, told.arguments) == ("answered", "model", {"item": "ランプ"})


@pytest.mark.parametrize("calls", [[], [{"number": 7}], "nonsense"])
async def test_a_model_that_chooses_nothing_sensible_asks_nothing(calls: object) -> None:
    assert (await chosen(calls, ToolUse(tool="stock"))).consulted == ()


async def test_a_models_question_is_checked_like_any_other() -> None:
    calls = [{"number": 1, "arguments": {"item": "mika@example.jp"}}]
    told = record(await chosen(calls, ToolUse(tool="stock")))
    assert (told.ended, told.arguments) == ("tool.personal", {})


# ── the rules, without a server ──────────────────────────────────────────────────────────────────


def test_only_what_the_moment_calls_for_and_can_be_filled_is_asked() -> None:
    one = server("shop.py")
    assert wanted((one,), asked(), a_reading(), KNOWN)[0].arguments == {"item": "ランプ"}
    assert wanted((one,), asked("こんにちは"), a_reading(), KNOWN) == ()
    assert wanted((one,), asked(), a_reading(), Recollection()) == ()


def test_the_question_for_a_tool_holds_nothing_personal() -> None:
    use = ToolUse(tool="search", when=("在庫",), arguments={"words": "{question}"})
    text = "在庫があれば 090-1234-5678 に電話をください。"
    (one,) = wanted((server("shop.py", use=use),), asked(text), a_reading(), KNOWN)
    assert "090" not in str(one.arguments)
    reads = Offered("search", reads_only=True)
    assert refusal(use, reads, one.arguments) is None
    assert refusal(use, reads, {"words": "mika@example.jp"}) == "tool.personal"
    assert refusal(use, reads, {"card": 4111111111111111}) == "tool.personal"
    assert refusal(use, reads, {"count": 3, "sure": True, "share": 0.5}) is None
    assert refusal(use, reads, {"words": "x" * 600}) == "tool.argument"


def test_days_are_found_in_a_customers_words() -> None:
    today = date(2026, 7, 1)
    assert day_in("明日空いていますか", today) == date(2026, 7, 2)
    assert day_in("7月15日は空いていますか", today) == date(2026, 7, 15)
    assert day_in("Is 3 March free?", today) == date(2027, 3, 3)
    assert day_in("土曜日はどうですか", today) == date(2026, 7, 4)
    assert day_in("空いていますか", today) is None


def test_a_harmless_result_is_taken_as_it_is() -> None:
    assert taken("在庫は7点です。", 100).text == "在庫は7点です。"
    assert taken("在庫は7点です。", 5).refused == "tool.too_large"


def test_a_list_of_records_becomes_rows() -> None:
    found = passages_of("shop", STOCK, '[{"名前": "A", "残り": 2}, {"名前": "B", "残り": null}]')
    assert [one.passage.fields for one in found] == [
        (("名前", "A"), ("残り", "2")),
        (("名前", "B"),),
    ]
    assert {one.passage.heading for one in found} == {("在庫",)}


def test_settings_name_what_is_wrong_with_a_tool(tmp_path: Path) -> None:
    both_ways = '[[tools]]\nname = "a"\ncommand = ["x"]\nurl = "https://a.example"\n'
    use = '[[tools.use]]\ntool = "t"\n'
    (tmp_path / "kizashi.toml").write_text(both_ways + use)
    with pytest.raises(Misconfigured, match="either a command or a url"):
        read_settings(tmp_path)
    once = f'[[tools]]\nname = "a"\ncommand = ["x"]\n{use}'
    (tmp_path / "kizashi.toml").write_text(once + once)
    with pytest.raises(Misconfigured, match="called a"):
        read_settings(tmp_path)
    (tmp_path / "kizashi.toml").write_text(once)
    (only,) = read_settings(tmp_path).tools
    assert only.use[0].tool == "t"
