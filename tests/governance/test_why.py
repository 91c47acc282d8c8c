"""Why a customer got a text is answered in one call, and the record of it can be checked."""

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from kizashi.autonomy import Autonomy
from kizashi.events import AutonomySet
from kizashi.ids import MessageId
from kizashi.language import Language
from kizashi.settings import read_settings
from kizashi.why import Why
from memory.audit import ANCHOR_FILE
from memory.why import why
from server.cli import cli
from tests.governance.kit import a_business
from tests.rooms import House, MadeUpNegotiator, a_house, a_step
from tests.support import events


async def sent_by(house: House) -> Why:
    """Why the last message of the business was sent."""
    sent = (await events(house.journal, "message.sent"))[-1]
    return await why(house.journal, sent.id, None)


def told(found: Why) -> str:
    return "\n".join(line.en for line in found.told)


async def test_a_text_that_went_by_itself_tells_its_whole_story(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        await house.hear("こんにちは")
        await house.hear("だれかいますか？")
        await house.settled()
        found = await sent_by(house)
    assert [one.text for one in found.answers] == ["こんにちは", "だれかいますか？"]
    assert found.reading is not None and found.reading.mind == "made-up"
    assert found.verdict is not None and found.policies is not None
    assert found.policies.version == found.verdict.policy
    assert found.grounds is not None
    assert (found.grounds.autonomy, found.grounds.because) == ("walk", ())
    assert found.grounds.minds["negotiator"] == "made-up"
    assert found.decision is None
    assert {"message.received", "reading.made", "message.sent", "turn.finished"} == {
        one.kind for one in found.records
    }
    assert all(one.intact for one in found.records)
    assert "The customer wrote: “だれかいますか？”" in told(found)
    assert "the autonomy lets low-risk steps go" in told(found)


async def test_a_text_that_waited_tells_who_decided_and_what_they_changed(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        house.clock.move(60)
        await house.desk.decide(house.choice(draft, "edited", text="いらっしゃいませ。"))
        found = await sent_by(house)
    assert found.text == "いらっしゃいませ。"
    assert found.decision is not None
    assert (found.decision.by, found.decision.status) == ("owner", "edited")
    assert found.decision.held_because == ("held.autonomy.crawl",)
    assert found.decision.draft_text == draft.step.text
    assert (found.decision.at - found.decision.held_at).total_seconds() == 60
    assert found.turn == draft.turn
    assert "You changed the words and sent them" in told(found)


async def test_what_the_reviewer_sent_back_is_on_record(tmp_path: Path) -> None:
    tries = iter(["本日限りです。今すぐお申し込みください！", "いつでもどうぞ。"])

    async def pressing(brief: object) -> object:
        return a_step(next(tries))

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(pressing)) as house:  # type: ignore[arg-type]
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        await house.hear("こんにちは")
        await house.settled()
        found = await sent_by(house)
    assert found.grounds is not None and found.grounds.first is not None
    assert found.grounds.first.text.startswith("本日限り")
    assert "pressure.urgency" in {one.rule for one in found.grounds.objections}


async def test_what_the_owner_wrote_by_hand_says_so(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        await house.desk.say(draft.conversation, "店主です。", MessageId("o1"), "owner")
        found = await sent_by(house)
    assert (found.step, found.verdict, found.grounds) == (None, None, None)
    assert "The owner wrote it by hand." in told(found)


@pytest.mark.sqlite
async def test_a_record_that_was_changed_is_marked(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        await house.hear("こんにちは")
        await house.settled()
        statement = (
            "UPDATE journal SET body = json_set(body, '$.text', 'x') WHERE kind='message.received'"
        )
        await house.journal.store.write(lambda c: c.execute(text(statement)) and None)
        found = await sent_by(house)
    changed = [one.kind for one in found.records if not one.intact]
    assert changed == ["message.received"]
    assert "was changed afterwards" in told(found)


# ── over HTTP ────────────────────────────────────────────────────────────────────────────────────


async def test_the_api_answers_why_and_says_what_there_is_not(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        await business.hear("定休日はいつですか？")
        draft = await business.held()
        await business.post(
            f"/v1/drafts/{draft.id}/decision",
            {"version": draft.version, "decision": "approved"},
        )
        (sent,) = await events(business.services.journal, "message.sent")
        found = await business.get(f"/v1/messages/{sent.id}/why")
        assert found["decision"]["by"] == "owner"
        assert found["answers"][0]["text"] == "定休日はいつですか？"
        assert found["told"][0]["ja"] == "お客さまの言葉：「定休日はいつですか？」"
        await business.get("/v1/messages/nobody/why", expected=404)


async def test_the_owner_checks_and_exports_the_record_over_http(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        await business.hear("こんにちは")
        await business.held()
        checked = await business.get("/v1/audit")
        assert checked["whole"] is True
        lines = (await business.client.get("/v1/audit/export")).text.splitlines()
        assert len(lines) == checked["records"]
        assert json.loads(lines[-1])["hash"] == checked["hash"]


async def test_a_broken_record_is_accepted_by_the_owner_only(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        await business.hear("こんにちは")
        await business.held()
        await business.services.journal.store.write(
            lambda c: c.execute(text("UPDATE journal SET person='x' WHERE seq=2")) and None
        )
        checked = await business.get("/v1/audit")
        assert checked["broken"] == [{"seq": 2, "reason": "content", "accepted": False}]
        await business.post("/v1/audit/accept", {"records": [2], "reason": "restored"})
        assert (await business.get("/v1/audit"))["broken"][0]["accepted"] is True


# ── commands ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A business that has answered one customer."""
    (tmp_path / "kizashi.toml").write_text('[business]\nlanguage = "en"\n')
    data = read_settings(tmp_path).data
    data.mkdir()

    async def live() -> None:
        async with a_house(data) as house:
            await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
            await house.hear("こんにちは")
            await house.settled()

    asyncio.run(live())
    return tmp_path


def kizashi(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), *arguments])


def tamper(home: Path, statement: str) -> None:
    with sqlite3.connect(read_settings(home).data / "kizashi.db") as connection:
        connection.execute(statement)


@pytest.mark.sqlite
def test_verify_says_that_the_record_is_whole_and_gives_an_anchor(home: Path) -> None:
    done = kizashi(home, "audit", "verify")
    assert done.exit_code == 0
    assert "The record is whole" in done.stdout
    anchor = done.stdout.split("later: ")[1].strip()
    assert kizashi(home, "audit", "verify", "--anchor", anchor).exit_code == 0
    wrong = f"{anchor.split(':')[0]}:{'0' * 64}"
    assert kizashi(home, "audit", "verify", "--anchor", wrong).exit_code == 1
    assert (read_settings(home).data / ANCHOR_FILE).exists()


@pytest.mark.sqlite
def test_verify_points_at_the_first_broken_record(home: Path) -> None:
    tamper(home, "UPDATE journal SET body = json_set(body, '$.text', 'x') WHERE seq IN (4, 6)")
    done = kizashi(home, "audit", "verify")
    assert done.exit_code == 1
    assert "The first broken record is 4" in done.stderr
    assert kizashi(home, "audit", "accept", "4", "6", "--reason", "restored").exit_code == 0
    assert "(you have looked at it)" in kizashi(home, "audit", "verify").stderr


@pytest.mark.sqlite
def test_verify_remembers_what_it_saw_before(home: Path) -> None:
    assert kizashi(home, "audit", "verify").exit_code == 0
    tamper(home, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    done = kizashi(home, "audit", "verify")
    assert done.exit_code == 1
    assert "missing" in done.stderr


@pytest.mark.sqlite
def test_an_export_can_be_checked_anywhere(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    assert kizashi(home, "audit", "export", str(file)).exit_code == 0
    assert kizashi(home, "audit", "verify", "--file", str(file)).exit_code == 0
    lines = file.read_text().splitlines()
    row: dict[str, Any] = json.loads(lines[3])
    row["body"]["text"] = "返金します"
    lines[3] = json.dumps(row)
    file.write_text("\n".join(lines))
    done = kizashi(home, "audit", "verify", "--file", str(file))
    assert done.exit_code == 1
    assert "The first broken record is 4" in done.stderr
    assert kizashi(home, "audit", "export").stdout.count("\n") == len(lines)


@pytest.mark.sqlite
def test_why_is_told_in_the_owners_language(home: Path) -> None:
    with sqlite3.connect(read_settings(home).data / "kizashi.db") as connection:
        query = "SELECT id FROM messages WHERE speaker = 'ai'"
        (message,) = connection.execute(query).fetchone()
    done = kizashi(home, "audit", "why", message)
    assert done.exit_code == 0
    assert "The customer wrote: “こんにちは”" in done.stdout
    whole = json.loads(kizashi(home, "audit", "why", message, "--json").stdout)
    assert whole["message"] == message
    assert Language.EN.value in whole["told"][0]
