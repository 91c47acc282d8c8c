"""What is held about a person over HTTP: for the owner, and for the visitor themselves."""

import pytest

from agents.consolidation.worker import Consolidator
from kizashi.events import MemoriesAdded, PersonSeen, RememberedLine
from kizashi.ids import MemoryId, PersonId, Seq
from tests.doors import Doors, doors


@pytest.fixture(scope="module")
def open_doors(tmp_path_factory):
    with doors(tmp_path_factory.mktemp("facts")) as opened:
        yield opened


def told(here: Doors, person: str, text: str) -> None:
    """A person states something, and it is consolidated."""

    async def state() -> None:
        line = RememberedLine(id=MemoryId(f"{person} {text}"), speaker="customer", text=text)
        journal = here.services.journal
        await journal.append(PersonSeen(), person=PersonId(person))
        await journal.append(MemoriesAdded(items=(line,)), person=PersonId(person))
        await Consolidator(journal).catch_up(Seq(0))

    here.do(state())


def test_the_owner_sees_corrects_and_removes_what_is_held(open_doors):
    told(open_doors, "aya", "I'm allergic to nuts.")
    path = "/v1/people/aya/facts"
    [fact] = open_doors.get(path, open_doors.token).body["items"]

    changed = open_doors.call(
        "PUT", f"{path}/{fact['id']}", {"quote": "Hazelnuts only."}, open_doors.token, {}
    )
    removed = open_doors.call("DELETE", f"{path}/{fact['id']}", None, open_doors.token, {})

    assert (fact["kind"], fact["slot"], fact["status"]) == ("constraint", "allergy:nut", "current")
    assert changed.body["quote"] == "Hazelnuts only."
    assert removed.body["items"] == []
    assert open_doors.get(path, open_doors.token).body["items"] == []
    assert open_doors.get(f"{path}?removed=true", open_doors.token).body["items"][0]["corrected_by"]


def test_visitors_see_and_remove_what_is_held_about_them_only(open_doors):
    visitor, other = open_doors.visitor(), open_doors.visitor()
    told(open_doors, visitor["person"], "I live in Bristol.")
    [fact] = open_doors.get("/v1/me/facts", visitor["session"]).body["items"]

    refused = open_doors.call("DELETE", f"/v1/me/facts/{fact['id']}", None, other["session"], {})
    done = open_doors.call("DELETE", f"/v1/me/facts/{fact['id']}", None, visitor["session"], {})

    assert fact["quote"] == "I live in Bristol."
    assert (refused.status, done.status) == (404, 200)
    assert open_doors.get("/v1/me/facts", visitor["session"]).body["items"] == []


def test_a_visitor_does_not_see_the_facts_of_people(open_doors):
    visitor = open_doors.visitor()

    assert open_doors.get("/v1/people/aya/facts", visitor["session"]).status == 401
