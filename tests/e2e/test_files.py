"""Files on the real server: stored safely, seen by their conversation and the owner, bounded."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from kizashi.settings import Server, Settings
from memory import schema as t
from tests.channels.test_file_kinds import PDF, picture
from tests.client import Client
from tests.doors import Answer, Doors, doors


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("business")
    settings = Settings(root=folder, server=Server(file_megabytes=1, files_per_day=3))
    with doors(folder, settings) as found:
        yield found


def sent(business: Doors, session: dict[str, Any], name: str, content: bytes) -> Answer:
    return business.post(f"/v1/me/files?name={name}", content, session["session"])


async def told(business: Doors, session: dict[str, Any], file: str) -> dict[str, Any]:
    """A visitor writes with a file; what the server answers."""
    client = await Client.connect(business.socket_address, session=session["session"])
    answer = await client.ask(type="message", text="写真です", files=[file])
    await client.close()
    return answer


async def test_a_picture_goes_with_a_message_and_the_owner_sees_it(business: Doors) -> None:
    session = business.visitor()
    card = sent(business, session, "cup.png", picture()).body
    assert (card["name"], card["width"], card["height"]) == ("cup.png", 6, 4)

    assert (await told(business, session, card["id"]))["type"] == "ack"

    detail = business.get(f"/v1/conversations/{session['conversation']}", business.token).body
    assert detail["messages"][0]["parts"][0]["id"] == card["id"]
    owners = business.get(f"/v1/files/{card['id']}", business.token)
    assert owners.body == business.get(f"/v1/me/files/{card['id']}", session["session"]).body


async def test_a_stored_file_is_never_shown_as_a_page(business: Doors) -> None:
    session = business.visitor()
    card = sent(business, session, "memo.txt", b"<script>alert(1)</script>").body

    answer = business.get(f"/v1/me/files/{card['id']}", session["session"])

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


async def test_nobody_else_sees_or_sends_it(business: Doors) -> None:
    mine, other = business.visitor(), business.visitor()
    card = sent(business, mine, "a.pdf", PDF).body

    assert business.get(f"/v1/me/files/{card['id']}", other["session"]).code == "file.unknown"
    assert (await told(business, other, card["id"]))["code"] == "file.unknown"
    assert business.get(f"/v1/files/{card['id']}").code == "auth.missing"
    assert business.get(f"/v1/files/{card['id']}", mine["session"]).code == "auth.token"


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.png", b"<svg onload='alert(1)'/>", 422, "file.kind"),
        ("a.png", b"", 422, "file.empty"),
        ("a.txt", b"x" * (1024 * 1024 + 1), 413, "file.too_large"),
    ],
)
def test_what_is_not_taken_is_refused_with_words_and_not_stored(
    business: Doors, name: str, content: bytes, status: int, code: str
) -> None:
    session = business.visitor()
    answer = sent(business, session, name, content)

    assert (answer.status, answer.code) == (status, code)
    count = select(func.count()).where(t.file_contents.c.person == session["person"])
    assert business.do(stored(business, count)) == 0


async def stored(business: Doors, count: Any) -> int:
    async with business.house.journal.store.reader.connect() as connection:
        return int((await connection.execute(count)).scalar_one())


def test_a_conversation_has_a_days_measure(business: Doors) -> None:
    session = business.visitor()
    answers = [sent(business, session, f"{n}.txt", b"x").status for n in range(4)]
    assert answers == [200, 200, 200, 429]

    business.later(86_401)
    assert sent(business, session, "next.txt", b"x").status == 200


async def test_the_owner_sends_a_file_of_that_conversation_only(business: Doors) -> None:
    session, other = business.visitor(), business.visitor()
    for each in (session, other):
        client = await Client.connect(business.socket_address, session=each["session"])
        await client.ask(type="message", text="こんにちは")
        await client.close()
    path = f"/v1/conversations/{session['conversation']}/files?name=guide.pdf"
    card = business.post(path, PDF, business.token).body
    owner = await Client.connect(business.socket_address, token=business.token)

    # Only what is stored of the file is told, whatever the sender writes into its card.
    say = {"type": "say", "text": "ご案内です", "parts": [{**card, "name": "another.exe"}]}
    refused = await owner.ask(**say, conversation=other["conversation"])
    taken = await owner.ask(**say, conversation=session["conversation"])
    await owner.close()

    assert refused["code"] == "file.unknown"
    assert taken["type"] == "ack"
    detail = business.get(f"/v1/conversations/{session['conversation']}", business.token).body
    assert detail["messages"][-1]["parts"][0]["name"] == "guide.pdf"


def test_where_no_files_are_taken_it_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("plain")
    settings = Settings(root=folder, server=Server(file_megabytes=0))
    with doors(folder, settings) as plain:
        assert sent(plain, plain.visitor(), "a.png", picture()).code == "file.off"
