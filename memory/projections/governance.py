"""What the owner and the rules decided, as rows: autonomy, policies, the audit, consents."""

from datetime import datetime

from sqlalchemy import (
    Connection,
    delete,
    select,
)

from kizashi import events as e
from kizashi.consent import EVERYTHING, ConsentState
from memory import schema as t
from memory.projections.rows import upsert


def _switch(c: Connection, r: e.Recorded, name: str, value: str, by: str) -> None:
    upsert(
        c,
        t.switches,
        {"workspace": r.workspace, "name": name, "value": value, "set_by": by, "set_at": r.at},
    )


def autonomy_set(c: Connection, r: e.Recorded, event: e.AutonomySet) -> None:
    """The autonomy of the business."""
    _switch(c, r, "autonomy", event.autonomy.value, event.by)


def autonomy_scoped(c: Connection, r: e.Recorded, event: e.AutonomyScoped) -> None:
    """A narrower autonomy, set or lifted."""
    columns = t.autonomies.c
    if event.autonomy is None:
        c.execute(
            delete(t.autonomies).where(
                columns.workspace == r.workspace,
                columns.scope == event.scope,
                columns.name == event.name,
            )
        )
        return
    upsert(
        c,
        t.autonomies,
        {
            "workspace": r.workspace,
            "scope": event.scope,
            "name": event.name,
            "autonomy": event.autonomy.value,
            "set_by": event.by,
            "set_at": r.at,
        },
    )


def everything_held(c: Connection, r: e.Recorded, event: e.EverythingHeld) -> None:
    """The switch that holds everything."""
    _switch(c, r, "everything_held", "on" if event.on else "off", event.by)


def policies_in_force(c: Connection, r: e.Recorded, event: e.PoliciesInForce) -> None:
    """A version of the policies that steps were judged by."""
    _switch(c, r, "policies", f"{event.version} {event.rules}", "policies")
    upsert(
        c,
        t.policy_versions,
        {
            "workspace": r.workspace,
            "version": event.version,
            "rules": event.rules,
            "product": event.product,
            "seq": r.seq,
            "at": r.at,
            "content": event.content,
        },
        only_new=True,
    )


def clock_set_back(c: Connection, r: e.Recorded, event: e.ClockSetBack) -> None:
    """Until when the clock is not believed."""
    known = c.execute(
        select(t.switches.c.value).where(
            t.switches.c.workspace == r.workspace, t.switches.c.name == "clock_until"
        )
    ).scalar_one_or_none()
    latest = max(event.latest, datetime.fromisoformat(known)) if known else event.latest
    _switch(c, r, "clock_until", latest.isoformat(), "clock")


def clock_accepted(c: Connection, r: e.Recorded, event: e.ClockAccepted) -> None:
    """The owner believes the clock again."""
    _switch(c, r, "clock_until", "", event.by)


def audit_broken(c: Connection, r: e.Recorded, event: e.AuditBroken) -> None:
    """The chain of records does not hold."""
    _switch(c, r, "audit_broken", str(event.record), "audit")


def audit_accepted(c: Connection, r: e.Recorded, event: e.AuditAccepted) -> None:
    """The owner has seen the break."""
    _switch(c, r, "audit_broken", "", event.by)


def records_erased(c: Connection, r: e.Recorded, event: e.RecordsErased) -> None:
    """What was erased is gone from the tables by the hand of whoever erased it."""


def _consent(
    c: Connection, r: e.Recorded, event: e.ConsentGiven | e.ConsentWithdrawn, state: ConsentState
) -> None:
    upsert(
        c,
        t.consents,
        {
            "workspace": r.workspace,
            "person": r.person,
            "purpose": event.purpose or EVERYTHING,
            "channel": event.channel or EVERYTHING,
            "state": state.value,
            "at": (event.given_at if isinstance(event, e.ConsentGiven) else None) or r.at,
            "seq": r.seq,
            "words": event.words,
            "method": event.method,
            "by": event.by,
            "message": event.message,
        },
    )


def consent_given(c: Connection, r: e.Recorded, event: e.ConsentGiven) -> None:
    """A consent, the newest of its purpose and channel."""
    _consent(c, r, event, ConsentState.GIVEN)


def consent_withdrawn(c: Connection, r: e.Recorded, event: e.ConsentWithdrawn) -> None:
    """A consent that is no more."""
    _consent(c, r, event, ConsentState.WITHDRAWN)
