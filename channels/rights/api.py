"""Requests about a person's data, from themselves or through the owner, by OpenDSR's names.

OpenDSR 2.0 (https://github.com/opengdpr/OpenDSR): `POST` a request, look at its status by its id,
take it back while it waits; `discovery` says what is supported.
"""

import base64
from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, Field

from channels.access import Caller
from channels.callers import Calling, Here, Visiting
from channels.rights.copy import json_file, page
from channels.rights.disclosure import Disclosure, disclosure, disclosure_page
from kizashi.errors import BadInput, NotAllowed, NotFound
from kizashi.identity import IdentifierKind
from kizashi.ids import PersonId, RightsRequestId
from kizashi.language import Language
from kizashi.rights import RightsRequest, RightsStatus, RightsType
from kizashi.values import Value
from memory.identity.normal import normalised, rules_of

API_VERSION = "2.0"
EXPECTED = timedelta(days=1)
"""When a request is done at the latest; it begins at once."""

RequestName = Annotated[str, Field(min_length=8, max_length=80, pattern=r"^[\w.-]+$")]
Form = Literal["json", "html"]

_KINDS = {
    "email": IdentifierKind.EMAIL,
    "phone_number": IdentifierKind.PHONE,
    "controller_customer_id": IdentifierKind.USER,
    "line_user_id": IdentifierKind.LINE,
}

router = APIRouter(prefix="/v1")
pages = APIRouter(include_in_schema=False)


class SubjectIdentity(Value):
    """Who the request is about, by one identifier."""

    identity_type: Literal["email", "phone_number", "controller_customer_id", "line_user_id"]
    identity_value: str = Field(min_length=1, max_length=320)
    identity_format: Literal["raw"] = "raw"


class DataRequest(Value):
    """A request as OpenDSR writes it."""

    subject_request_type: RightsType
    subject_identities: tuple[SubjectIdentity, ...] = Field(min_length=1, max_length=10)
    subject_request_id: RequestName | None = None
    regulation: str | None = Field(default=None, max_length=40)
    submitted_time: AwareDatetime | None = None
    api_version: str | None = Field(default=None, max_length=10)


class Received(Value):
    """The request is durable; ask for its status by its id."""

    subject_request_id: RightsRequestId
    controller_id: str
    received_time: datetime
    expected_completion_time: datetime
    encoded_request: str


class Status(Value):
    """How far a request is. `results_url` is where the copy is found."""

    subject_request_id: RightsRequestId
    controller_id: str
    subject_request_type: RightsType
    request_status: RightsStatus
    received_time: datetime
    expected_completion_time: datetime
    completed_time: datetime | None = None
    results_url: str | None = None
    api_version: str = API_VERSION


class Statuses(Value):
    """Every request, the newest first."""

    items: tuple[Status, ...]


class Discovery(Value):
    """What is supported."""

    api_version: str = API_VERSION
    supported_identities: tuple[dict[str, str], ...]
    supported_subject_request_types: tuple[RightsType, ...]


class MyRequest(Value):
    """What a visitor asks of their own data."""

    type: RightsType


# ── through the owner ────────────────────────────────────────────────────────────────────────────


@router.get("/discovery")
async def discovery() -> Discovery:
    """What kinds of requests and identifiers are understood."""
    return Discovery(
        supported_identities=tuple(
            {"identity_type": name, "identity_format": "raw"} for name in _KINDS
        ),
        supported_subject_request_types=tuple(RightsType),
    )


@router.post("/requests", status_code=201)
async def request_data(here: Here, caller: Calling, wanted: DataRequest) -> Received:
    """Takes in a request about the person whom the identifiers name."""
    caller.needs("decide")
    person = await _person(here, wanted.subject_identities)
    name = wanted.subject_request_id
    request = await here.rights.ask(
        wanted.subject_request_type,
        person,
        by=caller.name,
        request=None if name is None else RightsRequestId(name),
    )
    return Received(
        subject_request_id=request.id,
        controller_id=here.settings.business.name,
        received_time=request.received_at,
        expected_completion_time=request.received_at + EXPECTED,
        encoded_request=base64.b64encode(wanted.model_dump_json().encode()).decode(),
    )


@router.get("/requests")
async def requests(here: Here, caller: Calling) -> Statuses:
    """Every request and how far it is."""
    caller.needs("read")
    return Statuses(items=tuple(_status(here, one) for one in await here.rights.listed()))


@router.get("/requests/{request}")
async def request_status(here: Here, caller: Calling, request: RightsRequestId) -> Status:
    """How far a request is."""
    caller.needs("read")
    return _status(here, await here.rights.view(request))


@router.post("/requests/{request}/cancel")
async def cancel_request(here: Here, caller: Calling, request: RightsRequestId) -> Status:
    """Takes back a request that has not begun."""
    caller.needs("decide")
    return _status(here, await here.rights.cancel(request, by=caller.name))


@router.post("/people/{person}/erase", status_code=202)
async def erase(here: Here, caller: Calling, person: PersonId) -> Status:
    """Has a person erased, with everybody who is one with them."""
    caller.needs("decide")
    return _status(here, await here.rights.ask(RightsType.ERASURE, person, by=caller.name))


@router.get("/people/{person}/copy")
async def copy_of(
    here: Here,
    caller: Calling,
    person: PersonId,
    form: Form = "json",
    language: Language | None = None,
) -> Response:
    """Everything that is kept of a person, to be handed to them or for the owner's own books."""
    caller.needs("read")
    view = await here.people.view(person, whole=True)
    if form == "json":
        return json_file(view, for_owner=True)
    business = here.settings.business
    shown = language or business.language
    return page(view, business.name_in(shown), shown, business.time_zone, here.clock.now())


# ── by the person themselves ─────────────────────────────────────────────────────────────────────


@router.get("/me/copy")
async def my_copy(
    here: Here, caller: Visiting, form: Form = "json", language: Language = Language.JA
) -> Response:
    """Everything that is kept of the visitor: of all their ways to the business when they are
    verified, else of this browser alone."""
    person, only = _own(caller)
    try:
        view = await here.people.view(person, only=only, whole=True)
    except NotFound as error:
        raise NotFound("Nothing is kept of you.", "There is nothing to do.") from error
    if form == "json":
        return json_file(view, for_owner=False)
    business = here.settings.business
    return page(view, business.name_in(language), language, business.time_zone, here.clock.now())


@router.post("/me/requests", status_code=202)
async def my_request(here: Here, caller: Visiting, wanted: MyRequest) -> Status:
    """Takes in a visitor's request: to have everything erased, or for the record that they asked
    for their copy. A visitor who is not verified reaches what this browser did and nothing else."""
    person, only = _own(caller)
    request = await here.rights.ask(wanted.type, person, by="customer", only=only)
    return _status(here, request)


@router.get("/me/requests/{request}")
async def my_request_status(here: Here, caller: Visiting, request: RightsRequestId) -> Status:
    """How far the visitor's own request is. Once an erasure is done nobody knows any more whose
    it was: then its id is the proof."""
    found = await here.rights.view(request)
    if found.people and _own(caller)[0] not in found.people:
        raise NotFound(f"There is no request {request}.", "Check its id.")
    return _status(here, found)


# ── for everybody ────────────────────────────────────────────────────────────────────────────────


@router.get("/disclosure")
async def what_is_sent(here: Here, language: Language | None = None) -> Disclosure:
    """What is sent to whom and why, by the configuration in force."""
    return disclosure(here.settings, language or here.settings.business.language)


@pages.get("/disclosure")
async def what_is_sent_page(here: Here, lang: str = "") -> Response:
    """The same as a page to link to."""
    known = {one.value: one for one in Language}
    return disclosure_page(here.settings, known.get(lang, here.settings.business.language))


def _own(caller: Caller) -> tuple[PersonId, bool]:
    """The visitor, and whether only this visit of theirs is meant."""
    if caller.person is None:
        raise NotAllowed("This is a visitor's own page.", "Send a visitor's session.")
    return caller.person, caller.user is None


async def _person(here: Here, identities: tuple[SubjectIdentity, ...]) -> PersonId:
    rules = rules_of(here.settings.people)
    found: set[PersonId] = set()
    for one in identities:
        identifier = normalised(_KINDS[one.identity_type], one.identity_value, rules)
        bearer = None if identifier is None else await here.people.bearer(identifier)
        if bearer is not None:
            found.add((await here.people.view(bearer)).id)
    if not found:
        raise NotFound("Nobody is known by these identifiers.", "Check how they are written.")
    if len(found) > 1:
        raise BadInput(
            "The identifiers name several people.",
            "Send one request for each, or merge them first.",
            code="rights.several",
        )
    return found.pop()


def _status(here: Here, request: RightsRequest) -> Status:
    copied = request.type is not RightsType.ERASURE and request.people
    return Status(
        subject_request_id=request.id,
        controller_id=here.settings.business.name,
        subject_request_type=request.type,
        request_status=request.status,
        received_time=request.received_at,
        expected_completion_time=request.received_at + EXPECTED,
        completed_time=request.completed_at,
        results_url=f"/v1/people/{request.people[0]}/copy" if copied else None,
    )
