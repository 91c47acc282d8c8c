"""Many people at once, for tests of size."""

from datetime import timedelta

from kizashi import events as e
from kizashi.reading import Stall
from tests.tui.books import Books
from tests.tui.scene import NOON, reading_of


def crowd(count: int) -> Books:
    """Books with this many conversations, each with a message and a reading."""
    books = Books(NOON - timedelta(hours=3), "ja", "陶房 こだま")
    for number in range(count):
        person, conversation = f"per_{number}", f"con_{number}"
        books.now += timedelta(seconds=1)
        books.append(e.PersonSeen(name=f"客人{number}"), person, None)
        books.append(e.ConversationOpened(), person, conversation)
        text = f"料金について、{number}番目の相談です。"
        books.append(e.MessageReceived(id=f"m{number}", text=text), person, conversation)
        made = reading_of(
            text,
            number % 101,
            {"price_concern": (0.8, "料金")},
            (Stall.PRICE, 0.7, "料金") if number % 3 else None,
            sway=number % 10 / 10,
        )
        message = f"m{number}"
        books.append(
            e.ReadingMade(id=f"r{number}", turn="t", message=message, covers=1, reading=made),
            person,
            conversation,
        )
        if number % 4:
            sent = e.MessageSent(id=f"a{number}", speaker="ai", text="承知しました。")
            books.append(sent, person, conversation)
    return books
