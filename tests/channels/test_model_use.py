"""What the language models were used for, and what it cost."""

import pytest

from agents.allowance import Allowance, Use, allowed
from agents.minds.model.account import Account
from kizashi.ids import PersonId, TurnId
from kizashi.minds import Model
from tests.agents.test_model_caller import NOTHING, Bench
from tests.doors import Doors, doors


async def test_a_call_is_booked_on_its_turn_and_person_with_its_cost():
    bench = Bench(NOTHING, price_asked=150.0, price_answered=600.0)

    with allowed(Allowance(100.0, person=PersonId("per_a"), turn=TurnId("trn_a"))):
        await bench.ask()

    (use,) = bench.uses
    assert (use.person, use.turn) == ("per_a", "trn_a")
    assert use.cost == pytest.approx((100 * 150 + 20 * 600) / 1_000_000)


def test_without_a_price_nothing_is_reckoned():
    assert Model(provider="openai", name="x").cost(1_000, 1_000) is None


def a_use(here: Doors, person: str, asked: int, ended: str = "answered") -> None:
    use = Use(
        agent="listener",
        model="openai:x",
        person=PersonId(person),
        asked=asked,
        answered=10,
        seconds=0.5,
        ended=ended,
        cost=asked / 1_000,
        turn=TurnId(f"trn_{asked}"),
    )
    here.do(Account(here.house.journal)._write([use]))


def test_the_owner_sees_tokens_and_costs_by_what_they_ask(tmp_path):
    with doors(tmp_path) as here:
        a_use(here, "per_a", 100)
        a_use(here, "per_a", 200, ended="model.timeout")
        a_use(here, "per_b", 500)

        def sums(by: str) -> list[tuple[object, ...]]:
            items = here.get(f"/v1/models/use?by={by}", here.token).body["items"]
            return [(one["name"], one["calls"], one["asked"], one["cost"]) for one in items]

        assert sums("person") == [("per_b", 1, 500, 0.5), ("per_a", 2, 300, 0.3)]
        assert sums("agent") == [("listener", 3, 800, 0.8)]
        assert [name for name, *_ in sums("turn")] == ["trn_500", "trn_200", "trn_100"]
        (day,) = here.get("/v1/models/use", here.token).body["items"]
        assert (day["calls"], day["unanswered"], day["answered"]) == (3, 1, 30)
        assert here.get("/v1/models/use").status == 401
        assert here.get("/v1/models/use?by=mood", here.token).status == 422
