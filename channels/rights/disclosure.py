"""What is sent to whom and why, told from the configuration in force.

The Japanese Telecommunications Business Act, article 27-12 (外部送信規律), asks whoever runs a page
to let its visitors know beforehand: what is sent, who receives it, and what for. The items are
those of article 22-2-29 of its enforcement regulations.
"""

import html
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from fastapi.responses import Response

from channels.pages import html_page
from kizashi.language import Language
from kizashi.settings import Settings
from kizashi.texts import text
from kizashi.values import Value

_HOMES = {
    "openai": "api.openai.com",
    "anthropic": "api.anthropic.com",
    "gemini": "generativelanguage.googleapis.com",
    "azure": "azure.com",
}
_ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1", ""})


class Sending(Value):
    """One receiver: what it gets, what for, for how long it is kept, and whether that may be
    refused."""

    receiver: str
    what: str
    why: str
    kept: str
    choice: str


class Disclosure(Value):
    """Everything that leaves the visitor's browser, and what is laid down in it."""

    business: str
    sendings: tuple[Sending, ...]
    browser: str


def disclosure(settings: Settings, language: Language) -> Disclosure:
    """What is sent to whom and why, by the settings in force."""
    say = partial(text, language)
    business = settings.business.name_in(language)
    sendings = [
        Sending(
            receiver=business,
            what=say("people.sent.talk"),
            why=say("people.sent.talk_why"),
            kept=_kept(settings.retention.conversation_days, say),
            choice=say("people.sent.talk_choice"),
        ),
        Sending(
            receiver=business,
            what=say("people.sent.behaviour"),
            why=say("people.sent.behaviour_why"),
            kept=_kept(settings.retention.behaviour_days, say),
            choice=say("people.sent.behaviour_choice"),
        ),
    ]
    sendings += [
        Sending(
            receiver=receiver,
            what=say("people.sent.model"),
            why=say("people.sent.model_why"),
            kept=say("people.sent.model_kept", receiver=receiver),
            choice=say("people.sent.model_choice"),
        )
        for receiver in _model_hosts(settings)
    ]
    sendings += [
        Sending(
            receiver=receiver,
            what=say("people.sent.tool"),
            why=say("people.sent.tool_why"),
            kept=say("people.sent.model_kept", receiver=receiver),
            choice=say("people.sent.model_choice"),
        )
        for receiver in _tool_hosts(settings)
    ]
    mail = settings.mail
    if mail.on:
        sendings.append(
            Sending(
                receiver=business if mail.host in _ON_THIS_MACHINE else f"{business} ({mail.host})",
                what=say("people.sent.mail"),
                why=say("people.sent.mail_why"),
                kept=_kept(settings.retention.letter_days, say),
                choice=say("people.sent.mail_choice"),
            )
        )
    return Disclosure(
        business=business, sendings=tuple(sendings), browser=say("people.sent.browser")
    )


def disclosure_page(settings: Settings, language: Language) -> Response:
    """The same as a page that the business can link to from its own."""
    told = disclosure(settings, language)
    say = partial(text, language)
    parts = []
    for one in told.sendings:
        rows = "".join(
            f'<tr><th scope="row">{html.escape(say(f"people.sent.head_{name}"))}</th>'
            f"<td>{html.escape(getattr(one, name))}</td></tr>"
            for name in ("receiver", "why", "kept", "choice")
        )
        parts.append(f"<section><h2>{html.escape(one.what)}</h2><table>{rows}</table></section>")
    title = say("people.sent.title", business=told.business)
    lead = html.escape(say("people.sent.lead", business=told.business))
    browser = (
        f"<section><h2>{html.escape(say('people.sent.browser_title'))}</h2>"
        f"<p>{html.escape(told.browser)}</p></section>"
    )
    return html_page(title, f"<p>{lead}</p>{''.join(parts)}{browser}", language)


def _kept(days: int, say: Callable[..., str]) -> str:
    return say("people.sent.days", days=days) if days else say("people.sent.until_erased")


def _tool_hosts(settings: Settings) -> list[str]:
    """Where tools of the owner are asked, outside this machine. What a program that is started
    here asks elsewhere cannot be seen from the settings."""
    hosts = [urlsplit(server.url).hostname or "" for server in settings.tools if server.url]
    return [host for host in dict.fromkeys(hosts) if host not in _ON_THIS_MACHINE]


def _model_hosts(settings: Settings) -> list[str]:
    """Where the words of customers go to be thought about, outside this machine."""
    mind = settings.mind
    models = [mind.shared, *mind.of_agent.values()]
    hosts = []
    for model in models:
        if model is None or model.provider == "local":
            continue
        endpoint = model.endpoint or ""
        host = urlsplit(endpoint if "//" in endpoint else f"//{endpoint}").hostname or ""
        host = host or _HOMES.get(model.provider, "")
        if host not in _ON_THIS_MACHINE:
            hosts.append(host)
    return list(dict.fromkeys(hosts))
