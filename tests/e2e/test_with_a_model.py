"""A whole business with a language model beside it: the model repeats what it is asked to word."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.client import Client
from tests.live import live_server

READING = {
    "intents": [{"name": "explore", "confidence": 0.9, "words": "駐車場"}],
    "temperature": 60,
    "stall": None,
}


class Echo(BaseHTTPRequestHandler):
    """Speaks OpenAI's protocol: streams the draft in its prompt, reads everybody alike, and finds
    nothing to object to."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = asked["messages"][-1]["content"]
        shell = {"id": "1", "object": "chat.completion", "created": 0, "model": "echo"}
        if asked.get("stream"):
            draft = re.search(r"<draft>\n(.*?)\n</draft>", prompt, re.DOTALL)
            said = draft.group(1) if draft else ""
            lines = [{"choices": [_part({"content": one})], **shell} for one in said]
            lines.append({"choices": [_part({}, "stop")], **shell})
            body = "".join(f"data: {json.dumps(line)}\n\n" for line in lines) + "data: [DONE]\n\n"
            self._answer(body, "text/event-stream")
            return
        found = {"concerns": []} if "<reply>" in prompt else READING
        message = {"role": "assistant", "content": json.dumps(found)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self._answer(json.dumps({"choices": [choice], **shell}), "application/json")

    def _answer(self, body: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing of it is of use."""


def _part(delta: dict[str, str], finish: str | None = None) -> dict[str, object]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


@contextmanager
def echo() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.timeout(300)
async def test_an_answer_is_streamed_checked_and_accounted_for(tmp_path: Path) -> None:
    with (
        echo() as endpoint,
        live_server(
            tmp_path,
            KIZASHI_MIND__PROVIDER="openai",
            KIZASHI_MIND__MODEL="echo",
            KIZASHI_MIND__ENDPOINT=endpoint,
            KIZASHI_MIND__PRICE_ASKED="100",
        ) as server,
    ):
        server.post("/v1/autonomy", {"autonomy": "run"}, server.token)
        session = server.post("/v1/sessions", {})
        owner = await Client.connect(server.socket_address, token=server.token)
        await owner.ask(type="subscribe")
        visitor = await Client.connect(server.socket_address, session=session["session"])
        await visitor.ask(type="subscribe")
        await visitor.send(type="message", id="m1", text="駐車場はありますか？")

        chunk = await visitor.frame(lambda frame: frame["type"] == "reply.chunk", seconds=60)
        sent = await visitor.event("message.sent", id=chunk["id"], seconds=60)
        assert sent["body"]["text"].startswith(chunk["text"])
        finished = await owner.event("turn.finished", outcome="sent")
        minds = finished["body"]["grounds"]["minds"]
        assert "openai:echo@" in minds["listener"]
        assert "openai:echo@" in minds["negotiator"]
        readings = owner.events("reading.made")
        assert [one["body"]["refines"] for one in readings] == [False, True]
        await owner.event("model.used", agent="negotiator")
        used = server.get("/v1/models/use?by=agent", server.token)["items"]
        assert {"listener", "negotiator", "reviewer"} <= {one["name"] for one in used}
        assert all(one["cost"] > 0 for one in used)
        await visitor.close()
        await owner.close()
