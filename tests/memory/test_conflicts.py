"""Conflicts between documents: two that disagree are told, two that say more or other are not."""

import pytest

from kizashi.ids import DocumentId
from memory.catalogue import catalogue_of
from memory.conflicts import conflicts
from memory.documents import read_bytes


def told(**documents: str) -> list[tuple[str, str, str]]:
    """The conflicts of documents given by name ("hours_md" is hours.md)."""
    passages = [
        passage
        for name, content in documents.items()
        for passage in read_bytes(content.encode(), DocumentId(name.replace("_", "."))).passages
    ]
    return [
        (one.kind, one.first.quote, one.second.quote)
        for one in conflicts(passages, catalogue_of(passages, "GBP"))
    ]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("We are open from 10:00 to 18:00.", "We are open from 9:00 to 17:00.", "time"),
        ("We are closed on Wednesdays.", "We are closed on Mondays.", "weekday"),
        ("A trial lesson costs £25.", "A trial lesson costs £30.", "price"),
        (
            "Cancel up to 3 days before the lesson.",
            "Cancel up to 7 days before the lesson.",
            "number",
        ),
        ("営業時間は10時から18時です。", "営業時間は9時から17時です。", "time"),
        ("体験レッスンの料金は3,300円です。", "体験レッスンの料金は3,800円です。", "price"),
    ],
)
def test_two_documents_that_disagree_are_told(first, second, kind):
    assert told(a_md=first, b_md=second) == [(kind, first, second)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We are open from 10:00 to 18:00.", "We are open from 10:00 to 18:00."),
        ("A trial lesson costs £25.", "A family lesson costs £60."),
        ("We are open from 10:00 to 18:00.", "The course runs from 9:00 to 12:00."),
        ("A trial lesson costs £25.", "A trial lesson takes 2 hours."),
    ],
)
def test_what_is_said_of_something_else_is_no_conflict(first, second):
    assert told(a_md=first, b_md=second) == []


def test_one_document_does_not_contradict_itself():
    assert told(a_md="In May we are open from 10:00.\n\nIn May we are open from 9:00.") == []


def test_two_price_lists_that_disagree_on_an_item_are_told():
    lists = {"new_csv": "name,price\nMug,£12\nBowl,£20\n", "old_csv": "name,price\nMug,£10\n"}

    assert told(**lists) == [("price", "Mug: £12", "Mug: £10")]
