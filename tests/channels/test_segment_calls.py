"""Reading Segment's calls: whose they are, when they happened, what is kept and what is not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.tracking import Call
from channels.segment.bots import is_prefetch, is_program
from channels.segment.calls import Ignored, Sender, read_call
from channels.segment.names import own_name
from channels.segment.times import moment, occurred_at
from kizashi.errors import KizashiError
from kizashi.identity import IdentifierKind
from kizashi.ids import ConversationId, PersonId
from memory.identity.normal import IdentityRules
from tests.support import NOON


def sender(**changes: Any) -> Sender:
    plain: dict[str, Any] = {
        "name": "site",
        "trusted": False,
        "rules": IdentityRules(),
        "received_at": NOON,
    }
    return Sender(**{**plain, **changes})


def call(raw: dict[str, Any], **changes: Any) -> Call:
    found = read_call({"messageId": "m1", "anonymousId": "dev-1", **raw}, sender(**changes))
    assert isinstance(found, Call)
    return found


def ignored(raw: dict[str, Any], **changes: Any) -> str:
    found = read_call({"messageId": "m1", "anonymousId": "dev-1", **raw}, sender(**changes))
    assert isinstance(found, Ignored)
    return found.reason


PAGE = {"type": "page", "name": "料金", "context": {"page": {"path": "/price", "title": "料金"}}}


def test_a_page_is_a_behaviour_with_its_place_and_the_hour_on_the_persons_own_clock() -> None:
    context = {**PAGE["context"], "timezone": "Asia/Tokyo"}  # type: ignore[dict-item]
    found = call({**PAGE, "context": context, "timestamp": "2026-07-01T11:59:00Z"})
    assert found.behaviour is not None
    assert found.behaviour.event == "page"
    assert found.behaviour.properties == {"name": "料金", "path": "/price", "title": "料金"}
    assert found.behaviour.local_time == "20:59"


@pytest.mark.parametrize(
    ("segment", "ours"),
    [
        ("Product Added", "cart_add"),
        ("Cart Abandoned", "cart_leave"),
        ("Order Completed", "order"),
        ("Form Started", "form_open"),
        ("formStarted", "form_open"),
        ("dwell", "dwell"),
        ("Studio Tour Watched", "studio_tour_watched"),
        ("体験を見た", "体験を見た"),
    ],
)
def test_events_are_called_as_the_listener_knows_them(segment: str, ours: str) -> None:
    assert own_name(segment) == ours


# ── whose it is ──────────────────────────────────────────────────────────────────────────────────


def test_a_page_cannot_say_who_its_visitor_is() -> None:
    found = call({"type": "identify", "userId": "u1", "traits": {"email": "aiko@example.jp"}})
    assert found.named == ()
    assert found.device is not None
    assert found.device.kind is IdentifierKind.DEVICE
    assert not found.verified
    alone = read_call({"type": "track", "event": "x", "userId": "u1"}, sender())
    assert isinstance(alone, Call)
    assert alone.device is not None
    assert alone.device.kind is IdentifierKind.CLAIMED


def test_a_server_is_believed() -> None:
    traits = {"email": "Aiko@example.jp", "phone": "090-1234-5678", "firstName": "Aiko"}
    found = call({"type": "identify", "userId": "u1", "traits": traits}, trusted=True)
    values = {one.kind.value: one.value for one in found.named}
    assert values == {"user": "u1", "email": "aiko@example.jp", "phone": "+819012345678"}
    assert found.verified
    assert found.traits["name"] == "Aiko"


def test_a_visitor_s_calls_are_their_own_whatever_ids_they_carry() -> None:
    me = {"visit": PersonId("per_me"), "conversation": ConversationId("con_me")}
    found = call({**PAGE, "userId": "somebody-else"}, **me)
    assert (found.visit, found.conversation, found.named) == ("per_me", "con_me", ())


def test_where_logins_vouch_a_page_may_claim_nothing() -> None:
    with pytest.raises(KizashiError) as error:
        call({"type": "identify", "userId": "u1"}, may_claim=False)
    assert error.value.code == "identity.unverified"


@pytest.mark.parametrize("value", ["anonymous", "-1", "00000000-0000-0000-0000-000000000000"])
def test_placeholders_are_nobody(value: str) -> None:
    assert ignored({**PAGE, "anonymousId": value}) == "nobody"


# ── message ids ──────────────────────────────────────────────────────────────────────────────────


def test_a_message_id_of_somebody_else_s_does_not_count() -> None:
    mine, theirs = call(PAGE), call({**PAGE, "anonymousId": "dev-2"})
    assert mine.id == call(PAGE).id
    assert mine.id != theirs.id
    assert mine.id != call(PAGE, visit=PersonId("per_me")).id


def test_a_call_without_an_id_is_known_by_its_content() -> None:
    def bare(name: str) -> str:
        found = read_call({"type": "track", "event": name, "anonymousId": "dev-1"}, sender())
        assert isinstance(found, Call)
        return found.id

    assert bare("a") == bare("a")
    assert bare("a") != bare("b")


# ── clocks ───────────────────────────────────────────────────────────────────────────────────────

YEAR = timedelta(days=365)


@given(
    skew=st.timedeltas(min_value=-2 * YEAR, max_value=2 * YEAR),
    waited=st.timedeltas(min_value=timedelta(), max_value=YEAR),
)
def test_a_clock_that_is_years_off_cancels_out(skew: timedelta, waited: timedelta) -> None:
    true_time = NOON - waited
    assert occurred_at(true_time + skew, NOON + skew, NOON) == true_time


@given(
    original=st.none() | st.datetimes().map(lambda one: one.replace(tzinfo=UTC)),
    sent=st.none() | st.datetimes().map(lambda one: one.replace(tzinfo=UTC)),
)
def test_nothing_happens_after_it_arrived(original: datetime | None, sent: datetime | None) -> None:
    assert occurred_at(original, sent, NOON) <= NOON


@pytest.mark.parametrize("raw", ["yesterday", "2026-02-30T00:00:00Z", 5, None, "9" * 99, {}])
def test_what_is_no_time_is_taken_as_now(raw: Any) -> None:
    assert moment(raw) is None
    assert call({**PAGE, "timestamp": raw}).at == NOON


# ── who is not a customer ────────────────────────────────────────────────────────────────────────

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1;line-poker/1.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; bingbot/2.0) BingPreview/1.0b",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
        CHROME.replace("Chrome/", "HeadlessChrome/"),
        "ProofpointURLDefense/1.0",
        "Some-Unknown-Crawler/0.1",
        "NobodyKnowsThisOne/3.1 (+https://example.com/about-us)",
        "meta-externalagent/1.1",
        "WhatsApp/2.23.20.0",
        "Hatena::Fetcher/0.01 (master)",
        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
        "Microsoft Office Existence Discovery",
        "ELB-HealthChecker/2.0",
        "W3C_Validator/1.3",
        "Bluesky Cardyb/1.1",
    ],
)
def test_programs_that_visit_are_known(agent: str) -> None:
    assert is_program(agent)
    assert ignored(PAGE, user_agent=agent) == "bot"


@pytest.mark.parametrize(
    "agent",
    [
        None,
        CHROME,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20) Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari Line/14.9.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile DuckDuckGo/7 Safari/605",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 WhatsApp/2.24",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 [Pinterest/iOS]",
        "Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) SmartMonitor M7 Chrome/94.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; Probe X1) Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) YJApp-IOS jp.co.yahoo.ipn/4.1",
        "okhttp/4.12.0",
    ],
)
def test_people_and_their_apps_are_not_taken_for_programs(agent: str | None) -> None:
    assert not is_program(agent)


def test_a_prefetched_page_was_not_visited() -> None:
    assert is_prefetch({"sec-purpose": "prefetch;prerender"})
    assert is_prefetch({"x-moz": "prefetch"})
    assert not is_prefetch({"accept": "*/*"})
    assert ignored(PAGE, prefetch=True) == "prefetch"


def test_who_turned_analytics_off_is_not_tracked() -> None:
    consent = {"consent": {"categoryPreferences": {"Analytics": False}}}
    assert ignored({**PAGE, "context": consent}) == "consent"


# ── bad input ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([], "event.shape"),
        ("text", "event.shape"),
        ({"type": "dance", "userId": "u1"}, "event.type"),
        ({"type": ["track"], "userId": "u1"}, "event.type"),
        ({"type": "track", "event": "x"}, "event.nobody"),
        ({"type": "track", "userId": "u1"}, "event.field"),
        ({"type": "track", "event": "x", "userId": {"a": 1}}, "event.field"),
        ({"type": "track", "event": "x", "userId": "u" * 400}, "event.field"),
        ({"type": "track", "event": "x", "userId": "u1", "properties": []}, "event.field"),
        ({"type": "track", "event": "x", "userId": "u1", "context": "c"}, "event.field"),
        ({"type": "alias", "userId": "u1"}, "event.field"),
        ({"type": "group", "userId": "u1"}, "event.field"),
        ({"type": "track", "event": "x", "userId": "u1", "p": "x" * 33_000}, "event.too_large"),
    ],
)
def test_what_does_not_fit_is_named(raw: object, code: str) -> None:
    with pytest.raises(KizashiError) as error:
        read_call(raw, sender(trusted=True))
    assert error.value.code == code


def test_deep_nesting_is_refused() -> None:
    deep: dict[str, Any] = {}
    for _ in range(200):
        deep = {"a": deep}
    with pytest.raises(KizashiError) as error:
        call({"type": "track", "event": "x", "properties": deep})
    assert error.value.code == "event.shape"


def test_control_characters_and_lone_surrogates_are_taken_out_everywhere() -> None:
    properties = {"na\u0000me": ["a\u202eb", {"c": "\ud800d"}]}
    found = call({"type": "track", "event": "x\u0007y", "properties": properties})
    assert found.behaviour is not None
    assert found.behaviour.event == "xy"
    assert found.behaviour.properties == {"name": ["ab", {"c": "d"}]}


Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=12,
)
Names = st.sampled_from(["type", "userId", "anonymousId", "event", "traits", "context", "x"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.dictionaries(Names, Json | st.sampled_from(["track", "identify", "u1"])))
def test_no_json_breaks_the_reader(raw: dict[str, Any]) -> None:
    for trusted in (True, False):
        try:
            read_call(raw, sender(trusted=trusted))
        except KizashiError as error:
            assert error.code.partition(".")[0] in ("event", "identity")  # noqa: PT017
