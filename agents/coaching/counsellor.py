"""The counsellor: turns a question of the owner into an answer, from the journal and memory."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from agents.coaching.answers.brief import brief
from agents.coaching.answers.courtesy import abilities, thanked
from agents.coaching.answers.gaps import gaps
from agents.coaching.answers.helped import what_helped
from agents.coaching.answers.hours import when_people_write
from agents.coaching.answers.look_up import look_up
from agents.coaching.answers.mentions import who_spoke_of
from agents.coaching.answers.next_step import next_steps
from agents.coaching.answers.owner import about_you
from agents.coaching.answers.people import who
from agents.coaching.answers.person import about
from agents.coaching.answers.record import the_record
from agents.coaching.answers.rehearse import begin, ended, go_on, stops
from agents.coaching.answers.standing import how_everybody_stands
from agents.coaching.answers.topics import what_comes_up
from agents.coaching.answers.week import how_it_went
from agents.coaching.answers.why import why
from agents.coaching.asked.kinds import Guess
from agents.coaching.insight import WEEKS, insight_of
from agents.coaching.question import Question, asking, understand, without_name
from agents.coaching.search import search
from agents.coaching.signs import last_words
from agents.coaching.voice import Voice
from agents.situation import CoachMind, OwnerAct, Situation
from agents.thought import Thought
from kizashi.clock import Clock
from kizashi.counsel import Counsel, Rehearsal
from kizashi.draft import Draft
from kizashi.events import CoachAsked
from kizashi.ids import ConversationId, DraftId
from kizashi.insight import Insight
from kizashi.knowledge import FoundPassage
from kizashi.language import Language
from kizashi.proposals import Preferences
from kizashi.settings import Settings
from kizashi.signal import Utterance
from kizashi.step import Step
from kizashi.unanswered import OpenQuestion
from kizashi.verdict import Verdict
from memory.chronicle import Chronicle, Talk
from policies.review import Examined

LOOK_BACK = timedelta(days=120)
"""How far back moments are compared and words are searched."""
PASSAGES = 6
CONTEXT = 8
"""Messages before the last that the agents are shown when they are asked for words."""


class Thinks(Protocol):
    """What of `agents.instant.Instant` is asked."""

    async def reply(self, situation: Situation) -> Thought:
        """The step the agents would take."""
        ...

    async def review(
        self, examined: Examined, dialogue: tuple[Utterance, ...], customer_name: str | None
    ) -> Verdict:
        """What the Reviewer says of a text."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the counsellor looks things up."""

    chronicle: Callable[[timedelta], Awaitable[Chronicle]]
    passages: Callable[[str, Language], Awaitable[Sequence[FoundPassage]]]
    likenesses: Callable[[str], Awaitable[Mapping[ConversationId, float]]]
    draft: Callable[[DraftId], Awaitable[Draft]]
    acts: Callable[[], Awaitable[tuple[OwnerAct, ...]]]
    preferences: Callable[[], Preferences]
    unanswered: Callable[[], Awaitable[Sequence[OpenQuestion]]]
    guess: Callable[[str], Awaitable[Guess]]
    """Which kind of question this is."""


class Counsellor:
    """Answers the owner. It changes nothing and tells nobody else."""

    def __init__(
        self, sources: Sources, mind: CoachMind, thinks: Thinks, settings: Settings, clock: Clock
    ) -> None:
        self._sources = sources
        self._mind = mind
        self._thinks = thinks
        self._settings = settings
        self._clock = clock

    def voice(self, language: Language) -> Voice:
        """How the Coach speaks now."""
        zone = ZoneInfo(self._settings.business.time_zone)
        return Voice(language, zone, self._clock.now())

    async def answer(
        self,
        asked: CoachAsked,
        rehearsal: Rehearsal | None,
        spoken_of: ConversationId | None = None,
    ) -> Counsel:
        """The answer to a question; `rehearsal` is the one that goes on, if any, `spoken_of` the
        person whom the answer before was about."""
        voice = self.voice(asked.language)
        chronicle = await self._sources.chronicle(LOOK_BACK)
        if rehearsal is not None:
            talk = chronicle.talk(rehearsal.conversation)
            if stops(asked.text) or talk is None:
                return ended(talk, voice)
            return await self._rehearse(rehearsal, asked.text, talk, voice)
        question = await self._understood(asked, chronicle, spoken_of)
        counsel = await self._by_kind(question, chronicle, voice)
        return counsel.model_copy(update={"about": question.about})

    async def _understood(
        self, asked: CoachAsked, chronicle: Chronicle, spoken_of: ConversationId | None
    ) -> Question:
        talks, looking_at = chronicle.talks, asked.looking_at
        question = understand(asked.text, asked.language, talks, looking_at, spoken_of)
        plain = without_name(asked.text, chronicle.talks, asked.language)
        guess = await self._sources.guess(plain)
        return asking(question, guess.asks, asked.looking_at)

    async def search(self, words: str, language: Language) -> tuple[ConversationId, ...]:
        """The conversations that the words mean, the best first."""
        chronicle = await self._sources.chronicle(timedelta())
        likeness = await self._sources.likenesses(words)
        return search(words, language, chronicle.talks, likeness, self._clock.now())

    async def names(self) -> tuple[str, ...]:
        """The names of everybody."""
        chronicle = await self._sources.chronicle(timedelta())
        return tuple({talk.name for talk in chronicle.talks if talk.name})

    async def insight(self) -> Insight:
        """How everybody stands now, and how the last weeks went."""
        chronicle = await self._sources.chronicle(timedelta(days=7 * WEEKS))
        zone = ZoneInfo(self._settings.business.time_zone)
        return insight_of(chronicle, self._clock.now(), zone)

    async def _by_kind(self, question: Question, chronicle: Chronicle, voice: Voice) -> Counsel:
        talk = chronicle.talk(question.about)
        aims = self._sources.preferences().aims
        match question.asks:
            case "people":
                return who(question, chronicle, voice)
            case "week":
                recent = await self._sources.chronicle(2 * question.span)
                return how_it_went(question, recent, voice)
            case "helped":
                return what_helped(talk, question.stall, chronicle, voice)
            case "brief":
                return brief(chronicle, voice, aims)
            case "owner":
                reading = await self._mind.read_owner(await self._sources.acts())
                return about_you(reading, chronicle, voice)
            case "topics":
                return what_comes_up(question, chronicle, await self._sources.unanswered(), voice)
            case "gaps":
                return gaps(await self._sources.unanswered(), chronicle, voice)
            case "record":
                return the_record(chronicle, voice)
            case "hours":
                return when_people_write(question, chronicle, voice)
            case "standing":
                return how_everybody_stands(chronicle, voice)
            case "mentions":
                likeness = await self._sources.likenesses(question.text)
                return who_spoke_of(question, chronicle, likeness, voice)
            case "abilities":
                return abilities(voice)
            case "thanks":
                return thanked(voice)
            case "next_step":
                own = await self._words_for(talk) if talk is not None else None
                return next_steps(talk, chronicle, voice, aims, own, question.text)
            case "person" if talk is not None:
                return about(talk, voice)
            case "rehearse" if talk is not None:
                return begin(talk, voice)
            case "why" if talk is not None:
                draft = await self._sources.draft(talk.held_draft) if talk.held_draft else None
                return why(talk, draft, voice)
            case _:
                passages = await self._sources.passages(question.text, voice.language)
                return look_up(question.text, passages, chronicle, voice)

    async def _rehearse(
        self, rehearsal: Rehearsal, answer: str, talk: Talk, voice: Voice
    ) -> Counsel:
        line = rehearsal.lines[rehearsal.place]
        said = Utterance(who="customer", text=line)
        verdict = await self._thinks.review(
            Examined(text=answer, language=voice.language), (said,), talk.name
        )
        own = await self._reply(line, talk, voice.language)
        return go_on(rehearsal, answer, verdict, own, talk, voice)

    async def _words_for(self, talk: Talk) -> Step | None:
        """The draft that waits for somebody, else what the agents would say now."""
        if talk.held_draft is not None:
            return (await self._sources.draft(talk.held_draft)).step
        last = last_words(talk)
        if last is None:
            return None
        before = tuple(
            Utterance(who="customer" if beat.who == "customer" else "business", text=beat.text)
            for beat in talk.beats
            if beat.seq < last.seq
        )
        known = Language(talk.language) if talk.language in tuple(Language) else None
        language = known or self._settings.business.language
        return await self._reply(last.text, talk, language, before[-CONTEXT:])

    async def _reply(
        self, text: str, talk: Talk, language: Language, before: tuple[Utterance, ...] = ()
    ) -> Step | None:
        business = self._settings.business
        thought = await self._thinks.reply(
            Situation(
                text=text,
                context=before,
                language=language,
                name=talk.name,
                now=self._clock.now(),
                time_zone=business.time_zone,
                business=business.name,
                readable=self._settings.folders.readable,
            )
        )
        return thought.step if not thought.failed else None
