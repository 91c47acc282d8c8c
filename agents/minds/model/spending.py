"""How many tokens were used, by whom, and whether there are any left for this turn and day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from agents.allowance import Allowance
from kizashi.ids import PersonId
from kizashi.minds import Budget

ONE_TOKEN = 4
"""Latin characters to a token on average; a full-width one counts as a token of its own."""


def estimated_tokens(text: str) -> int:
    """About how many tokens a text is, on the safe side, for servers that do not say."""
    wide = sum(1 for character in text if ord(character) >= 0x1100)
    return wide + (len(text) - wide) // ONE_TOKEN + 1


class Spending:
    """The day's tokens of one workspace. `today` moves on with the first call of a new day."""

    def __init__(
        self, budget: Budget, spent: Iterable[tuple[PersonId | None, int]] = (), *, day: date
    ) -> None:
        """`spent` is what the day has used so far, by person."""
        self._budget = budget
        self._day = day
        self._people: defaultdict[PersonId | None, int] = defaultdict(int)
        self._whole = 0
        for person, tokens in spent:
            self._people[person] += tokens
            self._whole += tokens

    def left(self, allowance: Allowance | None, today: date) -> int:
        """Tokens that may still be used in this turn; 0 or less when there are none."""
        self._turn_page(today)
        left = self._budget.day - self._whole
        if allowance is not None:
            left = min(left, self._budget.turn - allowance.tokens)
            if allowance.person is not None:
                left = min(left, self._budget.person_day - self._people[allowance.person])
        return left

    def use(self, allowance: Allowance | None, tokens: int, today: date) -> None:
        """Books tokens on the turn, its person, and the day."""
        self._turn_page(today)
        self._whole += tokens
        self._people[allowance.person if allowance else None] += tokens
        if allowance is not None:
            allowance.tokens += tokens

    def _turn_page(self, today: date) -> None:
        if today != self._day:
            self._day, self._whole = today, 0
            self._people.clear()
