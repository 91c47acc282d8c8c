"""How a visitor gets a session: as a stranger, as who they were, or as who their login says."""

from typing import Self

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, Field, model_validator

from channels.access import Proof, VisitorSession
from channels.callers import Here
from channels.origins import origin_allowed
from kizashi.ids import ConversationId, PersonId
from kizashi.language import Language
from kizashi.values import Value

router = APIRouter(prefix="/v1")


class SessionWanted(Value):
    """What a visitor's page hands over: nothing for a stranger, the former `session` to go on as
    the same person, or a proof of who is logged in (`token`, or `user_id` with `user_hash`). With
    a proof, a former session tells which stranger this user was until now."""

    language: Language | None = None
    session: str | None = Field(default=None, max_length=2_000)
    token: str | None = Field(default=None, max_length=8_000)
    user_id: str | None = Field(default=None, max_length=400)
    user_hash: str | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _one_proof(self) -> Self:
        if (self.user_id is None) != (self.user_hash is None):
            raise ValueError("`user_id` and `user_hash` come together")
        if self.token is not None and self.user_hash is not None:
            raise ValueError("send either a `token` or a `user_hash`, not both")
        return self

    @property
    def proof(self) -> Proof | None:
        """The proof, when there is one."""
        if self.token is None and self.user_hash is None:
            return None
        return Proof(self.token, self.user_id, self.user_hash)


class SessionGiven(Value):
    """A visitor's signed session: send it in `hello`, and keep it for the next visit. `verified`
    when it is a proven user's."""

    session: str
    person: PersonId
    conversation: ConversationId
    expires_at: AwareDatetime
    verified: bool


@router.post("/sessions")
async def new_session(here: Here, wanted: SessionWanted, request: Request) -> SessionGiven:
    """Gives a visitor a signed session. Nothing is stored until they say or do something."""
    origin_allowed(request.headers, here.settings.server)
    here.visits.take(request.client.host if request.client else "unknown")
    given = await _session(here, wanted)
    return SessionGiven(
        session=given.session,
        person=given.person,
        conversation=given.conversation,
        expires_at=given.expires_at,
        verified=given.verified,
    )


async def _session(here: Here, wanted: SessionWanted) -> VisitorSession:
    if wanted.proof is not None:
        return await here.access.proven_session(wanted.proof, wanted.session)
    if wanted.session is not None:
        return here.access.renewed_session(wanted.session)
    return here.access.new_session()
