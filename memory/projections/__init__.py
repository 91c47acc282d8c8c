"""Projections: what each event of the journal means for the tables that are read.

`project` is the only writer of the projections; it depends on the event and on the tables alone,
so replaying the journal from its beginning gives the same tables.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from kizashi import events as e
from memory.facts import projections as facts
from memory.identity import projections as identity
from memory.mail import projections as mail
from memory.projections import access, governance, knowledge, talk, turns
from memory.rights import projections as rights
from memory.signs import sign_seen
from memory.teaching import projections as teaching
from memory.unanswered import projections as unanswered

Project = Callable[[Connection, e.Recorded, Any], None]


def project(connection: Connection, recorded: e.Recorded) -> None:
    """Applies one event to the projections, in the caller's transaction."""
    _PROJECTIONS[recorded.event.kind](connection, recorded, recorded.event)


def project_all(connection: Connection, recorded: Sequence[e.Recorded]) -> None:
    """Applies events in order; runs of those that come in crowds in one statement each."""
    for kind, run in groupby(recorded, key=lambda one: one.event.kind):
        together = _IN_CROWDS.get(kind)
        if together is not None:
            together(connection, list(run))
        else:
            for one in run:
                project(connection, one)


def _read_from_journal(c: Connection, r: e.Recorded, event: e.Event) -> None:
    """What passes between the owner and the Coach is read from the journal itself."""


_PROJECTIONS: dict[str, Project] = {
    "person.seen": lambda c, r, _: talk.people_seen(c, (r,)),
    "person.identified": lambda c, r, _: identity.people_identified(c, (r,)),
    "person.described": identity.person_described,
    "people.merged": identity.people_merged,
    "people.split": identity.people_split,
    "device.shared": identity.device_shared,
    "merge.declined": identity.merge_declined,
    "rights.requested": rights.requested,
    "rights.begun": rights.begun,
    "rights.cancelled": rights.cancelled,
    "rights.completed": rights.completed,
    "erased": rights.erased,
    "conversation.opened": talk.conversation_opened,
    "message.received": talk.message_received,
    "file.stored": talk.file_stored,
    "behaviour.observed": lambda c, r, _: talk.all_observed(c, (r,)),
    "reading.made": turns.reading_made,
    **dict.fromkeys(
        (
            "owner.read",
            "coach.asked",
            "coach.answered",
            "coach.whispered",
            "coach.noticed",
            "proposal.made",
            "proposal.decided",
            "preferences.set",
            "deliberation.begun",
            "deliberation.said",
            "deliberation.ended",
            "model.used",
            "reply.said",
        ),
        _read_from_journal,
    ),
    "draft.held": turns.draft_held,
    "draft.decided": turns.draft_decided,
    "message.sent": talk.message_sent,
    "turn.finished": turns.turn_finished,
    "person.requested": talk.person_requested,
    "conversation.taken_over": talk.taken_over,
    "conversation.handed_back": talk.handed_back,
    "conversation.snoozed": talk.snoozed,
    "conversation.seen": talk.conversation_seen,
    "autonomy.set": governance.autonomy_set,
    "autonomy.scoped": governance.autonomy_scoped,
    "everything.held": governance.everything_held,
    "policies.in_force": governance.policies_in_force,
    "clock.set_back": governance.clock_set_back,
    "clock.accepted": governance.clock_accepted,
    "audit.broken": governance.audit_broken,
    "audit.accepted": governance.audit_accepted,
    "records.erased": governance.records_erased,
    "consent.given": governance.consent_given,
    "consent.withdrawn": governance.consent_withdrawn,
    "memories.added": knowledge.memories_added,
    "document.learned": knowledge.document_learned,
    "document.forgotten": knowledge.document_forgotten,
    "key.created": access.key_created,
    "key.revoked": access.key_revoked,
    "transcript.asked": mail.asked,
    "transcript.mailed": mail.mailed,
    "transcript.failed": mail.failed,
    "question.closed": unanswered.question_closed,
    "facts.noted": facts.facts_noted,
    "fact.corrected": facts.fact_corrected,
    "fact.removed": facts.fact_removed,
    "intent.defined": teaching.intent_defined,
    "intent.removed": teaching.intent_removed,
    "reading.corrected": teaching.reading_corrected,
    "correction.undone": teaching.correction_undone,
    "sign.seen": sign_seen,
}

_IN_CROWDS: dict[str, Callable[[Connection, Sequence[e.Recorded]], None]] = {
    "behaviour.observed": talk.all_observed,
    "person.seen": talk.people_seen,
    "person.identified": identity.people_identified,
}
