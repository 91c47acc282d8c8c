"""The books of the small server: a journal and a simple projection of it.

Written apart from the coach's own fold, so that the two can be compared.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kizashi import events as e
from kizashi import protocol as p
from kizashi.coach_view import CoachTalk
from kizashi.draft import Draft, DraftStatus
from kizashi.proposals import Preferences, ProposalView
from kizashi.signal import Speaker
from kizashi.views import (
    ConversationDetail,
    ConversationView,
    MessageView,
    ObservedView,
    Overview,
)


@dataclass
class Talk:
    """A conversation as this server keeps it."""

    view: dict[str, Any]
    messages: list[dict[str, Any]] = field(default_factory=list)
    behaviour: list[dict[str, Any]] = field(default_factory=list)


class Books:
    """A journal, and what follows from it."""

    def __init__(self, now: datetime, language: str, business: str) -> None:
        self.now = now
        self.language, self.business = language, business
        self.journal: list[p.EventFrame] = []
        self.talks: dict[str, Talk] = {}
        self.drafts: dict[str, Draft] = {}
        self.names: dict[str, str] = {}
        self.proposals: dict[str, ProposalView] = {}
        self.preferences = Preferences()
        self.autonomy, self.everything_held = "crawl", False

    def append(self, event: e.Event, person: str | None, conversation: str | None) -> p.EventFrame:
        """Writes an event at the present time; its frame."""
        frame = p.EventFrame(
            seq=len(self.journal) + 1,
            at=self.now,
            person=person,
            conversation=conversation,
            body=event.model_dump(mode="json"),
        )
        self.journal.append(frame)
        self._project(frame, event)
        return frame

    def _project(self, frame: p.EventFrame, event: e.Event) -> None:
        match event:
            case e.PersonSeen():
                if event.name and frame.person:
                    self.names[frame.person] = event.name
            case e.AutonomySet():
                self.autonomy = event.autonomy
            case e.ProposalMade():
                view = ProposalView(proposal=event.proposal)
                self.proposals[event.proposal.id] = view
            case e.ProposalDecided():
                update = {"standing": event.decision, "decided_at": frame.at}
                view = self.proposals[event.proposal].model_copy(update=update)
                self.proposals[event.proposal] = view
            case e.PreferencesSet():
                self.preferences = event.preferences
            case e.EverythingHeld():
                self.everything_held = event.on
            case e.ConversationOpened():
                self.talks[str(frame.conversation)] = Talk(
                    {
                        "id": frame.conversation,
                        "person": frame.person,
                        "name": None,
                        "language": self.language,
                        "channel": "widget",
                        "mode": "agents",
                        "version": 0,
                        "reading": None,
                        "temperatures": [],
                        "held_draft": None,
                        "last_text": None,
                        "last_speaker": None,
                        "last_at": frame.at,
                        "waiting_since": None,
                        "unread": 0,
                        "snoozed_until": None,
                        "person_wanted_since": None,
                    }
                )
        if frame.conversation is not None:
            self._project_talk(self.talks[frame.conversation], frame, event)

    def _project_talk(self, talk: Talk, frame: p.EventFrame, event: e.Event) -> None:
        view = talk.view
        match event:
            case e.MessageReceived():
                self._message(talk, frame, event, Speaker.CUSTOMER)
                view["version"] = frame.seq
                view["waiting_since"] = view["waiting_since"] or frame.at
                view["unread"] += 1
                view["snoozed_until"] = None
            case e.MessageSent():
                self._message(talk, frame, event, event.speaker)
                view["waiting_since"] = None
                if event.speaker is not Speaker.AI:
                    view["person_wanted_since"] = None
            case e.PersonRequested():
                view["person_wanted_since"] = view["person_wanted_since"] or frame.at
            case e.BehaviourObserved():
                seen = {"seq": frame.seq, "at": frame.at, "behaviour": event.behaviour}
                talk.behaviour.append(seen)
            case e.ReadingMade():
                view["reading"] = event.reading
                view["temperatures"].append(event.reading.temperature)
                for message in talk.messages:
                    if message["id"] == event.message:
                        message |= {"reading": event.reading, "reading_id": event.id}
            case e.DraftHeld():
                view["held_draft"] = event.draft.id
                self.drafts[event.draft.id] = event.draft
            case e.DraftDecided():
                view["held_draft"] = None
                if event.status is DraftStatus.REJECTED:
                    view["version"] = frame.seq
                self.drafts[event.draft] = self.drafts[event.draft].model_copy(
                    update={
                        "status": event.status,
                        "decided_at": frame.at,
                        "decided_by": event.by,
                        "final_text": event.text,
                        "decision_reason": event.reason,
                    }
                )
            case e.ConversationTakenOver():
                view["mode"] = "owner"
            case e.ConversationHandedBack():
                view["mode"] = "agents"
            case e.ConversationSnoozed():
                view["snoozed_until"] = event.until
            case e.ConversationSeen() if event.by == "owner":
                view["unread"] = 0

    def _message(
        self,
        talk: Talk,
        frame: p.EventFrame,
        event: e.MessageReceived | e.MessageSent,
        speaker: Speaker,
    ) -> None:
        talk.view |= {"last_text": event.text, "last_speaker": speaker, "last_at": frame.at}
        talk.messages.append(
            {
                "id": event.id,
                "seq": frame.seq,
                "at": frame.at,
                "speaker": speaker.value,
                "text": event.text,
                "parts": event.parts,
            }
        )

    def view(self, conversation: str) -> ConversationView:
        talk = self.talks[conversation]
        return ConversationView(**{**talk.view, "name": self.names.get(talk.view["person"])})

    def coach_talk(self) -> CoachTalk:
        frames = [one for one in self.journal if one.body["kind"].startswith("coach.")]
        return CoachTalk(
            events=tuple(frames),
            proposals=tuple(self.proposals.values()),
            preferences=self.preferences,
            head=len(self.journal),
        )

    def overview(self) -> Overview:
        held = [one for one in self.drafts.values() if one.status is DraftStatus.HELD]
        return Overview(
            business=self.business,
            language=self.language,
            autonomy=self.autonomy,
            everything_held=self.everything_held,
            conversations=tuple(self.view(key) for key in self.talks),
            drafts=tuple(sorted(held, key=lambda one: one.created_at)),
            head=len(self.journal),
        )

    def detail(self, conversation: str) -> ConversationDetail:
        talk = self.talks[conversation]
        return ConversationDetail(
            conversation=self.view(conversation),
            messages=tuple(MessageView(**message) for message in talk.messages),
            behaviour=tuple(ObservedView(**seen) for seen in talk.behaviour),
            drafts=tuple(d for d in self.drafts.values() if d.conversation == conversation),
            head=len(self.journal),
        )
