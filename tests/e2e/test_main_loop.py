"""The main loop over the public protocol: a customer writes, the owner decides, the customer
reads; at each autonomy, and with bad timing."""

import jsonschema
import pytest

from tests.client import Client
from tests.e2e.conftest import Connect, visitor
from tests.live import LiveServer

HESITANT = {
    "ja": ("年間プランが気になるんですけど、続けられるか不安で…", "続けられるか不安"),
    "en": ("I like the annual plan but I'm afraid I won't keep it up", "afraid I won't keep it up"),
}


async def autonomy(owner: Client, level: str) -> None:
    assert (await owner.ask(type="set_autonomy", autonomy=level))["type"] == "ack"


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_a_hesitant_customer_is_read_and_the_draft_waits_until_the_owner_approves(
    server: LiveServer, connect: Connect, owner: Client, language: str
) -> None:
    await autonomy(owner, "crawl")
    customer = await visitor(server, connect, language)
    text, shown = HESITANT[language]
    assert (await customer.ask(type="message", text=text))["type"] == "ack"

    reading = (await owner.event("reading.made"))["body"]["reading"]
    assert reading["micro_intents"][0]["name"] == "fear_failure"
    assert reading["phase"] == 90
    assert reading["stall"]["reason"] == "risk"
    quotes = [e["quote"] for e in reading["micro_intents"][0]["evidence"]]
    assert any(shown in quote for quote in quotes)

    draft = (await owner.event("draft.held"))["body"]["draft"]
    assert draft["step"]["language"] == language
    assert draft["step"]["sources"], "the draft rests on the business's own knowledge"
    assert draft["verdict"]["policy"]
    assert draft["held_because"] == ["held.autonomy.crawl"]
    assert customer.events("message.sent") == []

    decided = await owner.ask(
        type="decide", draft=draft["id"], version=draft["version"], decision="approved"
    )
    assert decided["type"] == "ack"
    received = await customer.event("message.sent", seconds=1)
    assert received["body"]["text"] == draft["step"]["text"]
    assert received["body"]["speaker"] == "owner_through_ai"
    assert set(received["body"]) == {"kind", "id", "speaker", "text", "parts"}
    # It leads to where it comes from: the sample business lets customers read that.
    (card,) = received["body"]["parts"]
    assert (card["kind"], card["passage"]) == ("document", draft["step"]["parts"][0]["passage"])


async def test_an_edited_draft_goes_out_in_the_owners_words(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "crawl")
    customer = await visitor(server, connect)
    await customer.ask(type="message", text="駐車場はありますか？")
    draft = (await owner.event("draft.held"))["body"]["draft"]
    await owner.ask(
        type="decide",
        draft=draft["id"],
        version=draft["version"],
        decision="edited",
        text="お問い合わせありがとうございます。詳しくはアクセスのページをご覧ください。",
    )
    received = await customer.event("message.sent", seconds=1)
    assert received["body"]["text"].startswith("お問い合わせありがとう")


async def test_a_rejected_draft_is_made_anew_with_the_reason(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "crawl")
    customer = await visitor(server, connect, "en")
    await customer.ask(type="message", text="Do I need to bring anything to the wheel workshop?")
    first = (await owner.event("draft.held"))["body"]["draft"]
    seen = len(owner.frames)
    await owner.ask(
        type="decide",
        draft=first["id"],
        version=first["version"],
        decision="rejected",
        reason="Too long, please be shorter.",
    )
    second = (await owner.event("draft.held", after=seen))["body"]["draft"]
    assert second["id"] != first["id"]
    assert second["step"]["text"] != first["step"]["text"]
    assert customer.events("message.sent") == []


async def test_at_walk_a_plain_fact_goes_by_itself_and_a_price_waits(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "walk")
    customer = await visitor(server, connect, "en")
    await customer.ask(type="message", text="Do you have parking?")
    answer = await customer.event("message.sent")
    assert answer["body"]["speaker"] == "ai"

    other = await visitor(server, connect, "en")
    seen = len(owner.frames)
    await other.ask(
        type="message", text="Can you promise me the annual plan at the same price next year?"
    )
    held = (await owner.event("draft.held", after=seen))["body"]["draft"]
    assert held["held_because"]
    assert other.events("message.sent") == []


async def test_at_run_only_what_policy_names_waits(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "run")
    customer = await visitor(server, connect)
    await customer.ask(type="message", text="定休日はいつですか？")
    assert (await customer.event("message.sent"))["body"]["speaker"] == "ai"

    other = await visitor(server, connect)
    seen = len(owner.frames)
    await other.ask(type="message", text="もう少し安くしてもらえませんか？割引してほしいです")
    assert (await owner.event("draft.held", after=seen))["body"]["draft"]["held_because"]
    assert other.events("message.sent") == []


async def test_the_hold_everything_switch_stops_what_would_go_by_itself(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "run")
    await owner.ask(type="hold_everything", on=True)
    customer = await visitor(server, connect, "en")
    await customer.ask(type="message", text="Do you have parking?")
    held = (await owner.event("draft.held"))["body"]["draft"]
    assert "held.everything" in held["held_because"]
    await owner.ask(type="hold_everything", on=False)


async def test_a_burst_is_answered_once(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "run")
    customer = await visitor(server, connect, "en")
    await customer.ask(type="message", text="Hi, quick question about")
    await customer.ask(type="message", text="your opening hours,")
    last = await customer.ask(type="message", text="are you open on Sundays?")
    await customer.event("message.sent")
    finished = await owner.event("turn.finished", covers=last["seq"])
    assert finished["body"]["outcome"] == "sent"
    assert len(customer.events("message.sent")) == 1


async def test_two_screens_cannot_both_send(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "crawl")
    customer = await visitor(server, connect)
    await customer.ask(type="message", text="ろくろ体験は何歳からできますか？")
    draft = (await owner.event("draft.held"))["body"]["draft"]
    other = await connect(token=server.token)
    choice = {"type": "decide", "draft": draft["id"], "version": draft["version"]}
    assert (await owner.ask(**choice, decision="approved"))["type"] == "ack"
    refused = await other.ask(**choice, decision="edited", text="別の返事です。")
    assert refused["code"] == "draft.decided"
    await customer.event("message.sent")
    assert len(customer.events("message.sent")) == 1


async def test_a_draft_overtaken_by_a_new_message_cannot_be_sent(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "crawl")
    customer = await visitor(server, connect)
    await customer.ask(type="message", text="釉薬の体験はありますか？")
    draft = (await owner.event("draft.held"))["body"]["draft"]
    await customer.ask(type="message", text="やっぱり金継ぎキットについて教えてください。")
    refused = await owner.ask(
        type="decide", draft=draft["id"], version=draft["version"], decision="approved"
    )
    assert refused["code"] == "draft.overtaken"
    superseded = await owner.event("draft.decided", draft=draft["id"])
    assert superseded["body"]["status"] == "superseded"


async def test_the_owner_takes_over_and_the_agents_fall_silent(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "run")
    customer = await visitor(server, connect)
    conversation = customer.frames[0]["conversation"]
    await customer.ask(type="message", text="こんにちは")
    await customer.event("message.sent")
    assert (await owner.ask(type="take_over", conversation=conversation))["type"] == "ack"
    seen = len(customer.frames)
    await customer.ask(type="message", text="陶芸の体験はいくらですか？")
    await owner.ask(type="say", conversation=conversation, text="店主の水谷です。ご案内しますね。")
    said = await customer.event("message.sent", after=seen)
    assert said["body"]["speaker"] == "owner"
    await owner.ask(type="hand_back", conversation=conversation)
    await customer.event("conversation.handed_back")
    assert [e["body"]["speaker"] for e in customer.events("message.sent")] == ["ai", "owner"]


async def test_every_frame_on_the_wire_is_as_the_served_document_says(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    await autonomy(owner, "crawl")
    customer = await visitor(server, connect)
    await customer.send(type="typing", on=True)
    await customer.ask(type="behaviour", behaviour={"event": "page", "properties": {"path": "/"}})
    await customer.ask(type="message", text="貸し切りはできますか？")
    draft = (await owner.event("draft.held"))["body"]["draft"]
    await owner.ask(type="decide", draft=draft["id"], version=draft["version"], decision="approved")
    await customer.event("message.sent")
    await customer.ask(type="message", text="")

    document = server.get("/asyncapi.json")
    sent = [
        message["$ref"].rsplit("/", 1)[-1]
        for message in document["operations"]["fromServer"]["messages"]
    ]
    by_type = {document["components"]["messages"][name]["name"]: name for name in sent}
    for frame in (*customer.frames, *owner.frames):
        schema = {
            "$ref": f"#/components/schemas/{by_type[frame['type']]}",
            "components": document["components"],
        }
        jsonschema.validate(frame, schema)
    seen = {frame["type"] for frame in (*customer.frames, *owner.frames)}
    assert {"welcome", "event", "caught_up", "ack", "error", "typing", "presence"} <= seen
