"""Reading Segment's calls: `track`, `page`, `screen`, `identify`, `group`, `alias`.

Shapes and limits: Segment spec (https://segment.com/docs/connections/spec/) and its HTTP API
(https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/): 32 kB an event,
500 kB a batch. What is not needed is not kept: no address, no user agent, no field of a device.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from agents.tracking import Call
from channels.cleaning import cleaned, cleaned_values
from channels.segment.bots import is_program
from channels.segment.names import own_name
from channels.segment.times import moment, occurred_at, wall_clock
from kizashi.errors import BadInput, KizashiError, NotAllowed, TooLarge
from kizashi.identity import Identifier, IdentifierKind
from kizashi.ids import ConversationId, MessageId, PersonId
from kizashi.signal import Behaviour
from memory.identity.normal import IdentityRules, normalised

MOST_EVENT_BYTES = 32_768
MOST_BATCH_BYTES = 512_000
TYPES = frozenset({"track", "page", "screen", "identify", "group", "alias"})
MOST_TRAITS = 200
MOST_NESTING = 16

_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PAGE = ("path", "title", "url", "referrer", "search")
_NAMES = {"firstName": "first_name", "lastName": "last_name"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the name to write down, whether what they say of people is to be believed, and
    the visitor's own session when it is a visitor. `may_claim` is false where nobody but the
    business's login may say who somebody is."""

    name: str
    trusted: bool
    rules: IdentityRules
    received_at: datetime
    sent_at: datetime | None = None
    user_agent: str | None = None
    prefetch: bool = False
    may_claim: bool = True
    visit: PersonId | None = None
    conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A call that is well-formed and deliberately not kept: of a `bot`, a `prefetch`, without
    `consent`, or of `nobody` (a placeholder such as "anonymous" names no one)."""

    reason: str


def read_call(raw: object, sender: Sender, path_type: str | None = None) -> Call | Ignored:
    """One call as it is handed to tracking. Raises `BadInput` and `TooLarge` that name what is
    wrong."""
    if not isinstance(raw, dict):
        raise _bad("event.shape", "An event must be a JSON object.", "Send one object an event.")
    written = _WRITE(raw)
    if len(written.encode("utf-8", "replace")) > MOST_EVENT_BYTES:
        raise TooLarge(
            f"An event may have at most {MOST_EVENT_BYTES:,} bytes.",
            "Leave out what is not needed.",
            code="event.too_large",
        )
    raw = _harmless(raw, written)
    kind = path_type or raw.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise _bad(
            "event.type",
            "The `type` of the event is not known.",
            f"Use one of: {', '.join(sorted(TYPES))}.",
        )
    if kind in ("identify", "group", "alias") and not sender.may_claim:
        raise NotAllowed(
            "Who somebody is has to be proven here.",
            "Send this call from your server, with a key that has the scope `write`.",
            code="identity.unverified",
        )
    context = _object(raw, "context")
    user, device = _text(raw, "userId"), _text(raw, "anonymousId")
    if sender.visit is None and user is None and device is None:
        raise _bad(
            "event.nobody",
            "The event does not say whose it is.",
            "Give `userId` or `anonymousId`.",
        )
    if _no_consent(context):
        return Ignored("consent")
    if is_program(_string(context.get("userAgent")) or sender.user_agent):
        return Ignored("bot")
    if sender.prefetch:
        return Ignored("prefetch")
    traits = _traits(raw, kind, context)
    visit_device, named = _who(user, device, traits, sender)
    if kind == "alias":
        previous = _text(raw, "previousId")
        visit_device, named = _alias(previous, user, sender)
    if sender.visit is None and visit_device is None and not named:
        return Ignored("nobody")
    sent = moment(raw.get("sentAt")) or sender.sent_at
    original = moment(raw.get("timestamp")) or moment(raw.get("originalTimestamp"))
    at = occurred_at(original, sent, sender.received_at)
    return Call(
        id=_id(raw, user, device, sender),
        at=at,
        by=sender.name,
        visit=sender.visit,
        conversation=sender.conversation,
        device=visit_device,
        named=named,
        behaviour=_behaviour(raw, kind, context, at),
        traits=traits if sender.trusted or user is None else {**traits, "user_id": user},
        verified=sender.trusted,
    )


def named_problem(error: KizashiError, raw: object, place: int) -> dict[str, Any]:
    """How a refused event is told: where it stood, its own id, what was wrong and what to do."""
    given = raw.get("messageId") if isinstance(raw, dict) else None
    return {
        "index": place,
        "message_id": given if isinstance(given, str) else None,
        "code": error.code,
        "message": error.message,
        "remedy": error.remedy,
    }


def _bad(code: str, message: str, remedy: str) -> BadInput:
    return BadInput(message, remedy, code=code)


def _harmless(raw: dict[str, Any], written: str) -> dict[str, Any]:
    """The same event with cleaned texts. Looks at each value only where there is a reason to."""
    if written.count("{") + written.count("[") > MOST_NESTING and _depth(raw) > MOST_NESTING:
        raise _bad(
            "event.shape",
            f"An event may be nested at most {MOST_NESTING} levels deep.",
            "Send it flatter.",
        )
    if "\\u" not in written and cleaned(written) == written:
        return raw
    return cast(dict[str, Any], cleaned_values(raw))


def _depth(value: object, most: int = MOST_NESTING) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(one, most - 1) for one in inner), default=0) if most >= 0 else 1


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    value = raw.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > 320:
        raise _bad(
            "event.field", f"`{name}` must be a text of at most 320 characters.", "Correct it."
        )
    return cleaned(value)


def _object(raw: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = raw.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _bad("event.field", f"`{name}` must be a JSON object.", "Correct it.")
    return value


def _no_consent(context: Mapping[str, Any]) -> bool:
    """Segment's consent context: a person who turned analytics off is not tracked
    (https://segment.com/docs/privacy/consent-management/consent-in-segment-connections/)."""
    consent = context.get("consent")
    choices = consent.get("categoryPreferences") if isinstance(consent, dict) else None
    if not isinstance(choices, dict):
        return False
    said = {str(name).lower(): choice for name, choice in choices.items()}
    return any(said.get(name) is False for name in ("analytics", "behaviour", "performance"))


def _who(
    user: str | None, device: str | None, traits: Mapping[str, Any], sender: Sender
) -> tuple[Identifier | None, tuple[Identifier, ...]]:
    """The device of the visit and, from who is trusted, the identifiers of the account."""
    rules = sender.rules
    visit = normalised(IdentifierKind.DEVICE, device, rules) if device is not None else None
    if not sender.trusted:
        # Anybody can write any user id into a page: it leads to nobody's account
        if visit is None and user is not None and sender.visit is None:
            visit = normalised(IdentifierKind.CLAIMED, user, rules)
        return visit, ()
    told = [(IdentifierKind.USER, user)]
    told += [
        (kind, _string(traits.get(kind.value)))
        for kind in (IdentifierKind.EMAIL, IdentifierKind.PHONE, IdentifierKind.LINE)
    ]
    found = [normalised(kind, raw, rules) for kind, raw in told if raw is not None]
    return visit, tuple(one for one in found if one is not None)


def _alias(
    previous: str | None, user: str | None, sender: Sender
) -> tuple[Identifier | None, tuple[Identifier, ...]]:
    if previous is None or user is None:
        raise _bad("event.field", "`alias` needs `previousId` and `userId`.", "Give both.")
    rules = sender.rules
    visit = normalised(IdentifierKind.DEVICE, previous, rules)
    named = normalised(IdentifierKind.USER, user, rules) if sender.trusted else None
    return visit, (named,) if named is not None else ()


def _traits(raw: Mapping[str, Any], kind: object, context: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "group":
        group = _text(raw, "groupId")
        if group is None:
            raise _bad("event.field", "`group` needs a `groupId`.", "Give it.")
        return {"group_id": group, "group": _object(raw, "traits")}
    told = _object(raw, "traits") if kind == "identify" else _object(context, "traits")
    if len(told) > MOST_TRAITS or any(len(name) > 100 for name in told):
        raise _bad(
            "event.field",
            f"At most {MOST_TRAITS} traits with names of at most 100 characters are kept.",
            "Send fewer or shorter ones.",
        )
    traits = {
        _NAMES.get(name, name): cleaned(value) if isinstance(value, str) else value
        for name, value in told.items()
    }
    parts = [traits.get("first_name"), traits.get("last_name")]
    if "name" not in traits and any(isinstance(part, str) and part for part in parts):
        traits["name"] = " ".join(part for part in parts if isinstance(part, str) and part)
    return traits


def _behaviour(
    raw: Mapping[str, Any], kind: str, context: Mapping[str, Any], at: datetime
) -> Behaviour | None:
    if kind not in ("track", "page", "screen"):
        return None
    properties = dict(_object(raw, "properties"))
    if kind == "track":
        name = own_name(cleaned(_text(raw, "event") or ""))
        if not name:
            raise _bad("event.field", "`track` needs the name of the `event`.", "Give it.")
    else:
        name = "page"
        if title := _text(raw, "name"):
            properties.setdefault("name", title)
    page = _object(context, "page")
    for key in _PAGE:
        if isinstance(page.get(key), str):
            properties.setdefault(key, page[key])
    return Behaviour(
        event=name, properties=properties, local_time=wall_clock(at, context.get("timezone"))
    )


def _id(raw: Mapping[str, Any], user: str | None, device: str | None, sender: Sender) -> MessageId:
    """Unique to the call *and* to whom it is about: a message id that somebody else replays can
    neither hide nor repeat anything of this person's. A call without an id is known by its
    content, as it is when a client sends it again."""
    given = _text(raw, "messageId")
    if given is None:
        given = json.dumps(raw, sort_keys=True, ensure_ascii=False, default=str)
    parts = (given, user or "", device or "", sender.visit or "")
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return MessageId(f"trk_{digest[:40]}")
