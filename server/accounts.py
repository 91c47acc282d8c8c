"""The person whom a proven user is: found or made in the identity graph, and told apart."""

from sqlalchemy import select

from kizashi.events import PersonSeen
from kizashi.identity import Identifier, IdentifierKind, PersonDescribed
from kizashi.ids import IdSource, PersonId
from memory import schema as t
from memory.identity.accounts import Accounts
from memory.identity.normal import IdentityRules, normalised
from memory.journal import Journal, Ledger
from server.identity import Vouched, nobody


class ProvenUsers:
    """Finds the account of a user whom the business's login named."""

    def __init__(self, journal: Journal, rules: IdentityRules, new_id: IdSource) -> None:
        self._journal = journal
        self._rules = rules
        self._new_id = new_id

    async def account(self, vouched: Vouched, visit: PersonId | None) -> PersonId:
        """The account of this user; made when it is new. `visit` is the stranger this browser
        showed until now: they are joined, unless the browser was seen with somebody else.

        Raises `BadInput` (`identity.user`) for a user id that names nobody.
        """
        user = normalised(IdentifierKind.USER, vouched.user_id, self._rules)
        if user is None:
            raise nobody()
        email = normalised(IdentifierKind.EMAIL, vouched.email or "", self._rules)
        named = (user,) if email is None else (user, email)
        return await self._journal.transact(
            lambda ledger: self._vouch(ledger, vouched, named, visit)
        )

    def _vouch(
        self,
        ledger: Ledger,
        vouched: Vouched,
        named: tuple[Identifier, ...],
        visit: PersonId | None,
    ) -> PersonId:
        accounts = Accounts(ledger, self._rules, self._new_id)
        account = accounts.vouch(named, by=vouched.by, visit=visit, channel="widget").account
        told = {"name": vouched.name, "email": vouched.email}
        known = _traits(ledger, account)
        news = {name: value for name, value in told.items() if value and known.get(name) != value}
        if news:
            ledger.append(PersonDescribed(traits=news, by=vouched.by), person=account)
        if "name" in news:
            ledger.append(PersonSeen(name=vouched.name), person=account)
        return account


def _traits(ledger: Ledger, person: PersonId) -> dict[str, object]:
    columns = t.traits.c
    rows = ledger.connection.execute(
        select(columns.name, columns.value).where(
            columns.workspace == ledger.workspace,
            columns.person == person,
            columns.verified.is_(True),
        )
    )
    return {row.name: row.value for row in rows}
