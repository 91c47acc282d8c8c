"""The lines of the settings page: what can be set, and how it is now. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kizashi.autonomy import Scope
from kizashi.proposals import Preferences, ProposalView
from kizashi.step import StepKind
from kizashi.teaching import Labels
from tui.harmless import one_line
from tui.proposal_rows import proposal_title
from tui.settings_data import AutonomyPage, Corrections, Intents
from tui.words import Words

KINDS = (
    StepKind.SAY,
    StepKind.ASK,
    StepKind.SHOW,
    StepKind.OFFER,
    StepKind.REMIND,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One line. `key` says what Enter changes; a heading has none."""

    label: str
    value: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is known for the settings; pages that could not be loaded are `None`."""

    preferences: Preferences
    proposals: Sequence[ProposalView]
    autonomy: str
    everything_held: bool
    sound: bool
    dark: bool
    labels: Callable[[Scope, str], str]
    """What an autonomy of its own is set for, in words."""
    scoped: AutonomyPage | None = None
    intents: Intents | None = None
    corrections: Corrections | None = None


def settings_of(page: Page, words: Words) -> list[Setting]:
    """Every line in order."""
    say = words.say
    held = say("settings.on" if page.everything_held else "settings.off")
    found = [
        Setting(say("settings.autonomy")),
        Setting(say("settings.business"), words.label("autonomy", page.autonomy), "autonomy"),
        Setting(say("settings.hold"), held, "hold"),
    ]
    kinds = {
        one.name: one.autonomy.value
        for one in (page.scoped.scoped if page.scoped else ())
        if one.scope == "kind"
    }
    if page.scoped is not None:
        for kind in KINDS:
            own = kinds.get(kind.value)
            value = words.label("autonomy", own) if own else say("settings.as_business")
            label = say("settings.kind", kind=words.label("step", kind.value))
            found.append(Setting(label, value, f"kind:{kind.value}"))
        found += [
            Setting(
                page.labels(one.scope, one.name),
                words.label("autonomy", one.autonomy.value),
                f"{one.scope}:{one.name}",
            )
            for one in page.scoped.scoped
            if one.scope != "kind"
        ]
        found.append(Setting(say("scoped.add_topic"), "", "add_topic"))
    quiet = page.preferences.quiet_time
    hours = f"{quiet.begin:%H:%M}–{quiet.end:%H:%M}" if quiet else say("settings.by_rules")
    found += [
        Setting(say("settings.quiet_title")),
        Setting(say("settings.quiet"), hours, "quiet"),
        Setting(say("settings.coach")),
        Setting(say("settings.notes"), say(f"settings.notes_{page.preferences.notes}"), "notes"),
    ]
    found += [
        Setting(say("settings.aim"), one_line(aim), f"aim:{number}")
        for number, aim in enumerate(page.preferences.aims)
    ]
    found.append(Setting(say("settings.add_aim"), "", "add_aim"))
    accepted = [one for one in page.proposals if one.standing == "accepted"]
    if accepted:
        found.append(Setting(say("settings.learned")))
        found += [
            Setting(proposal_title(one.proposal.effect, words), "", f"proposal:{one.proposal.id}")
            for one in accepted
        ]
    found += _teaching(page, words)
    found += [
        Setting(say("settings.screen")),
        Setting(
            say("settings.theme"), say("settings.dark" if page.dark else "settings.light"), "theme"
        ),
        Setting(say("settings.language"), say("settings.this_language"), "language"),
        Setting(
            say("settings.sound"), say("settings.on" if page.sound else "settings.off"), "sound"
        ),
    ]
    return found


def _teaching(page: Page, words: Words) -> list[Setting]:
    say = words.say
    found: list[Setting] = []
    if page.intents is not None:
        found.append(Setting(say("settings.intents")))
        found += [
            Setting(
                one_line(one.name),
                say("settings.examples", count=len(one.examples)),
                f"intent:{one.name}",
            )
            for one in page.intents.items
        ]
        found.append(Setting(say("settings.add_intent"), "", "add_intent"))
    if page.corrections is not None and page.corrections.items:
        found.append(Setting(say("settings.corrections")))
        found += [
            Setting(one_line(one.text)[:60], _labels(one.labels, words), f"correction:{one.id}")
            for one in page.corrections.items
        ]
    return found


def _labels(labels: Labels, words: Words) -> str:
    parts = [words.label("intent", name) for name in labels.micro_intents or ()]
    if labels.phase is not None:
        parts.append(words.label("phase", labels.phase.id))
    if labels.stall_corrected:
        parts.append(
            words.label("stall", labels.stall.value)
            if labels.stall
            else words.say("correct.nothing")
        )
    return words.list_of(parts)
