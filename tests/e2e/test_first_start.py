"""From nothing to an approved draft, in a real terminal: the first start of a new business."""

import json
import os
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from websockets.sync.client import connect

from tests.live import ROOT, free_port
from tests.terminal import Terminal

pytestmark = [pytest.mark.terminal, pytest.mark.sqlite]


def customer_asks(port: int, text: str, answers: list[str]) -> None:
    """A customer writes and waits for the business's words."""
    base = f"http://127.0.0.1:{port}"
    request = urllib.request.Request(
        f"{base}/v1/sessions", b"{}", {"Content-Type": "application/json"}
    )
    session = json.load(urllib.request.urlopen(request))["session"]
    with connect(f"ws://127.0.0.1:{port}/v1/socket") as socket:
        for frame in (
            {"type": "hello", "session": session},
            {"type": "subscribe", "id": "s1", "after": 0},
            {"type": "message", "id": "m1", "text": text},
        ):
            socket.send(json.dumps(frame))
        while not answers:
            frame = json.loads(socket.recv(timeout=120))
            if frame.get("body", {}).get("kind") == "message.sent":
                answers.append(frame["body"]["text"])


def test_from_the_first_start_to_an_approved_draft(tmp_path: Path) -> None:
    home, port = tmp_path / "shop", free_port()
    home.mkdir()
    environment = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "KIZASHI_SERVER__PORT": str(port),
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-m", "server.cli", "--home", str(home), "coach", "--language", "ja"]
    with Terminal(command, columns=100, rows=30, environment=environment, folder=ROOT) as terminal:
        terminal.wait_for("Kizashi へようこそ", within=60)
        terminal.press("Enter")
        terminal.wait_for("お店の名前")
        terminal.write("ひだまり文具店")
        terminal.press("Enter")
        terminal.wait_for("知っておいてほしいこと")
        terminal.write("営業時間は10時から18時までです。定休日は水曜日です。")
        terminal.press("C-s")
        terminal.wait_for("どこまで")
        terminal.press("Enter")
        terminal.wait_for("これで始められます")
        terminal.press("Enter")
        terminal.wait_for("まだ誰も来ていません", within=150)
        answers: list[str] = []
        asking = threading.Thread(
            target=customer_asks, args=(port, "営業時間を教えてください。", answers), daemon=True
        )
        asking.start()
        terminal.wait_for("10時から18時", within=90)
        terminal.press("3")
        terminal.wait_for("a 承認")
        terminal.press("a")
        terminal.wait_for("u で取り消し")
        terminal.wait_for("あなたが決めました: 承認", within=40)
        asking.join(timeout=30)
        assert "10時から18時" in answers[0]
        terminal.press("q")
        terminal.wait_for("[ended 0]", within=30)
    assert 'name = "ひだまり文具店"' in (home / "kizashi.toml").read_text(encoding="utf-8")
    assert (home / "knowledge" / "about.md").exists()


def test_leaving_the_first_question_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "shop"
    home.mkdir()
    command = [sys.executable, "-m", "server.cli", "--home", str(home), "coach", "--language", "en"]
    environment = {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    with Terminal(command, environment=environment, folder=ROOT) as terminal:
        terminal.wait_for("Welcome to Kizashi", within=60)
        terminal.press("Escape")
        terminal.wait_for("[ended 0]", within=30)
    assert list(home.iterdir()) == []
