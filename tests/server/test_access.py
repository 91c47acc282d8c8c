"""Tokens are stored as hashes, sessions are signed and timed, and each may do only what it may."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from itsdangerous import URLSafeTimedSerializer

from channels.access import SCOPES, Caller, Proof, VisitorSession
from kizashi.errors import BadInput, Misconfigured, NotAllowed, NotFound
from kizashi.ids import KeyId, random_id
from kizashi.settings import Identity
from memory.identity.normal import IdentityRules
from memory.journal import Journal
from server.access import (
    SECRET_FILE,
    ServerAccess,
    create_key,
    digest_of,
    list_keys,
    revoke_key,
    session_secret,
)
from server.accounts import ProvenUsers
from server.identity import Vouchers
from server.sessions import VisitorSessions
from tests.support import HandClock, a_journal, events

SECRET = "a secret that is long enough to sign with"
SHOP_SECRET = "what the shop's own server signs its tokens with"
DAYS = 30
HOURS = 12


@dataclass
class Gatehouse:
    journal: Journal
    access: ServerAccess
    clock: HandClock

    async def key(self, *scopes: str) -> tuple[KeyId, str]:
        return await create_key(self.journal, random_id, "shop", scopes)

    async def proven(
        self, user: str, *, former: str | None = None, **claims: Any
    ) -> VisitorSession:
        """A session for a user whom the shop's login vouches for."""
        now = self.clock.now().timestamp()
        body = {"user_id": user, "aud": "kizashi", "iat": now, "exp": now + 300, **claims}
        token = jwt.encode(body, SHOP_SECRET, "HS256")
        return await self.access.proven_session(Proof(token=token), former)


@pytest.fixture
async def gatehouse(tmp_path: Path) -> AsyncIterator[Gatehouse]:
    clock = HandClock()
    async with a_journal(tmp_path, clock) as journal:
        sessions = VisitorSessions(
            SECRET, timedelta(days=DAYS), timedelta(hours=HOURS), clock, random_id
        )
        vouchers = Vouchers(Identity(), SHOP_SECRET, None, clock)
        users = ProvenUsers(journal, IdentityRules(), random_id)
        yield Gatehouse(journal, ServerAccess(journal, sessions, vouchers, users), clock)


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def refusal(access: ServerAccess, session: str) -> str:
    with pytest.raises(NotAllowed) as refused:
        access.by_session(session)
    return refused.value.code


# ── tokens ───────────────────────────────────────────────────────────────────────────────────────


async def test_the_owners_token_may_do_everything(gatehouse: Gatehouse) -> None:
    _, token = await gatehouse.key("owner")
    caller = await gatehouse.access.by_token(token)
    assert caller.role == "owner"
    assert all(caller.may(scope) for scope in SCOPES)


async def test_an_integration_may_do_only_what_its_key_names(gatehouse: Gatehouse) -> None:
    _, token = await gatehouse.key("read", "write")
    caller = await gatehouse.access.by_token(token)
    assert (caller.role, caller.name) == ("integration", "shop")
    assert [scope for scope in SCOPES if caller.may(scope)] == ["read", "write"]
    with pytest.raises(NotAllowed) as refused:
        caller.needs("decide")
    assert refused.value.code == "auth.scope"


@pytest.mark.sqlite
async def test_a_token_is_nowhere_in_the_data_folder(gatehouse: Gatehouse, tmp_path: Path) -> None:
    _, token = await gatehouse.key("owner")
    await gatehouse.access.by_token(token)
    stored = everything_in(tmp_path)
    assert digest_of(token).encode() in stored
    assert token.removeprefix("kz_").encode() not in stored


async def test_tokens_are_long_and_never_the_same(gatehouse: Gatehouse) -> None:
    tokens = {(await gatehouse.key("read"))[1] for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) >= 43 for token in tokens)


async def test_a_revoked_key_ends_at_once_and_the_others_go_on(gatehouse: Gatehouse) -> None:
    key, token = await gatehouse.key("read")
    _, other = await gatehouse.key("read")
    await revoke_key(gatehouse.journal, key)
    with pytest.raises(NotAllowed) as refused:
        await gatehouse.access.by_token(token)
    assert refused.value.code == "auth.token"
    assert (await gatehouse.access.by_token(other)).name == "shop"
    assert [revoked for *_, revoked in await list_keys(gatehouse.journal)].count(True) == 1


@pytest.mark.parametrize("token", ["", "kz_", "kz_nonsense", "owner", "é", "'; --", "\ud800"])
async def test_an_unknown_token_is_refused(gatehouse: Gatehouse, token: str) -> None:
    await gatehouse.key("owner")
    with pytest.raises(NotAllowed):
        await gatehouse.access.by_token(token)


async def test_the_stored_hash_is_no_token(gatehouse: Gatehouse) -> None:
    _, token = await gatehouse.key("owner")
    with pytest.raises(NotAllowed):
        await gatehouse.access.by_token(digest_of(token))


@pytest.mark.parametrize("scopes", [(), ("everything",), ("read", "wirte")])
async def test_a_key_needs_scopes_that_exist(gatehouse: Gatehouse, scopes: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        await gatehouse.key(*scopes)
    assert await list_keys(gatehouse.journal) == ()


async def test_an_unknown_key_cannot_be_revoked(gatehouse: Gatehouse) -> None:
    with pytest.raises(NotFound):
        await revoke_key(gatehouse.journal, KeyId("key_x"))


# ── sessions ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_session_says_who_the_visitor_is(gatehouse: Gatehouse) -> None:
    session = gatehouse.access.new_session()
    caller = gatehouse.access.by_session(session.session)
    assert caller == Caller(
        role="customer",
        name="customer",
        person=session.person,
        conversation=session.conversation,
    )
    assert not any(caller.may(scope) for scope in SCOPES)
    assert gatehouse.journal.head == 0


async def test_two_visitors_are_two_people(gatehouse: Gatehouse) -> None:
    one, other = (gatehouse.access.new_session() for _ in range(2))
    assert one.person != other.person
    assert one.conversation != other.conversation


async def test_a_session_ends_when_it_said_it_would(gatehouse: Gatehouse) -> None:
    session = gatehouse.access.new_session()
    assert session.expires_at == gatehouse.clock.now() + timedelta(days=DAYS)
    gatehouse.clock.move(DAYS * 86_400)
    gatehouse.access.by_session(session.session)
    gatehouse.clock.move(1)
    assert refusal(gatehouse.access, session.session) == "session.expired"


async def test_a_session_that_was_tampered_with_is_refused(gatehouse: Gatehouse) -> None:
    session = gatehouse.access.new_session().session
    other = gatehouse.access.new_session().session
    payload, stamp, signature = session.split(".")
    for forged in (
        ".".join((other.split(".")[0], stamp, signature)),
        ".".join((payload, "zzzzzz", signature)),
        ".".join((payload, stamp, signature[:-2])),
        f"{payload}.{stamp}",
        "",
        "nonsense",
        "é.é.é",
    ):
        assert refusal(gatehouse.access, forged) == "session.invalid"


async def test_a_session_signed_with_another_secret_or_for_another_use_is_refused(
    gatehouse: Gatehouse,
) -> None:
    content = {"p": "per_victim", "c": "con_victim"}
    guessed = URLSafeTimedSerializer("another secret", salt="kizashi.session.1").dumps(content)
    elsewhere = URLSafeTimedSerializer(SECRET, salt="something else").dumps(content)
    assert refusal(gatehouse.access, str(guessed)) == "session.invalid"
    assert refusal(gatehouse.access, str(elsewhere)) == "session.invalid"


# ── coming back ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("days_later", [0, DAYS, DAYS + 1, 2 * DAYS])
async def test_a_visitor_who_comes_back_is_the_same_person(
    gatehouse: Gatehouse, days_later: int
) -> None:
    first = gatehouse.access.new_session()
    gatehouse.clock.move(days_later * 86_400)
    again = gatehouse.access.renewed_session(first.session)
    assert (again.person, again.conversation) == (first.person, first.conversation)
    assert again.expires_at == gatehouse.clock.now() + timedelta(days=DAYS)
    assert gatehouse.access.by_session(again.session).person == first.person


async def test_after_twice_its_time_a_session_renews_nothing(gatehouse: Gatehouse) -> None:
    first = gatehouse.access.new_session()
    gatehouse.clock.move(2 * DAYS * 86_400 + 1)
    with pytest.raises(NotAllowed) as refused:
        gatehouse.access.renewed_session(first.session)
    assert refused.value.code == "session.expired"


async def test_a_forged_session_renews_nothing(gatehouse: Gatehouse) -> None:
    content = {"p": "per_victim", "c": "con_victim"}
    forged = URLSafeTimedSerializer("guessed", salt="kizashi.session.1").dumps(content)
    with pytest.raises(NotAllowed) as refused:
        gatehouse.access.renewed_session(str(forged))
    assert refused.value.code == "session.invalid"


# ── people whom the shop's login vouches for ─────────────────────────────────────────────────────


async def test_a_user_is_the_same_person_in_every_browser(gatehouse: Gatehouse) -> None:
    desk = await gatehouse.proven("u-7")
    gatehouse.clock.move(3 * 86_400)
    phone = await gatehouse.proven("u-7")
    other = await gatehouse.proven("u-8")
    assert (phone.person, phone.conversation) == (desk.person, desk.conversation)
    assert other.person != desk.person
    assert desk.verified
    assert gatehouse.access.by_session(phone.session).user == "u-7"


async def test_logging_in_again_tells_the_journal_nothing_new(gatehouse: Gatehouse) -> None:
    await gatehouse.proven("u-7", name="青木ゆい")
    head = gatehouse.journal.head
    await gatehouse.proven("u-7", name="青木ゆい")
    assert gatehouse.journal.head == head


async def test_a_stranger_who_logs_in_is_joined_with_their_account(gatehouse: Gatehouse) -> None:
    stranger = gatehouse.access.new_session()
    user = await gatehouse.proven("u-7", former=stranger.session)
    merges = await events(gatehouse.journal, "people.merged")
    assert [set(merge.people) for merge in merges] == [{stranger.person, user.person}]


async def test_a_shared_tablet_joins_nobody(gatehouse: Gatehouse) -> None:
    tablet = gatehouse.access.new_session()
    await gatehouse.proven("u-7", former=tablet.session)
    await gatehouse.proven("u-8", former=tablet.session)
    assert len(await events(gatehouse.journal, "people.merged")) == 1
    assert [split.because for split in await events(gatehouse.journal, "people.split")] == [
        "shared_device"
    ]


async def test_one_user_after_another_are_two_people(gatehouse: Gatehouse) -> None:
    first = await gatehouse.proven("u-7")
    second = await gatehouse.proven("u-8", former=first.session)
    assert second.person != first.person
    assert await events(gatehouse.journal, "people.merged") == []


@pytest.mark.parametrize("user", ["anonymous", "-1", "000-000", "guest"])
async def test_a_user_id_that_names_nobody_is_refused(gatehouse: Gatehouse, user: str) -> None:
    with pytest.raises(BadInput) as refused:
        await gatehouse.proven(user)
    assert refused.value.code == "identity.user"
    assert gatehouse.journal.head == 0


async def test_only_a_verified_address_names_a_person(gatehouse: Gatehouse) -> None:
    await gatehouse.proven("u-7", email="yui@example.jp")
    await gatehouse.proven("u-8", email="ken@example.jp", email_verified=True)
    identified = await events(gatehouse.journal, "person.identified")
    assert [one.identifier.value for one in identified] == ["u-7", "u-8", "ken@example.jp"]


async def test_a_users_session_is_short_and_only_a_proof_renews_it(gatehouse: Gatehouse) -> None:
    session = await gatehouse.proven("u-7")
    gatehouse.clock.move(HOURS * 3_600 + 1)
    assert refusal(gatehouse.access, session.session) == "session.expired"
    with pytest.raises(NotAllowed) as refused:
        gatehouse.access.renewed_session(session.session)
    assert refused.value.code == "session.proof"


# ── the secret ───────────────────────────────────────────────────────────────────────────────────


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    secret = session_secret(tmp_path)
    assert session_secret(tmp_path) == secret
    assert len(secret) >= 32
    assert (tmp_path / SECRET_FILE).stat().st_mode & 0o777 == 0o600


def test_two_businesses_have_two_secrets(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert session_secret(tmp_path) != session_secret(tmp_path / "other")


@pytest.mark.parametrize("content", [b"", b"short", "秘密".encode() * 20])
def test_a_damaged_secret_is_told_and_not_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SECRET_FILE).write_bytes(content)
    with pytest.raises(Misconfigured, match=SECRET_FILE):
        session_secret(tmp_path)
    assert (tmp_path / SECRET_FILE).read_bytes() == content


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be used"):
        session_secret(tmp_path / "nowhere")
