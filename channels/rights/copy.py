"""A person's copy of their data: JSON for machines, one readable page for people."""

import html
import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.responses import Response

from channels.pages import html_page
from kizashi.language import Language
from kizashi.people import PersonView
from kizashi.reading import phase_at
from kizashi.texts import text

Say = Callable[..., str]


def as_json(view: PersonView, *, for_owner: bool) -> dict[str, Any]:
    """Everything that is kept of a person. Their own copy leaves out what was never sent to them:
    drafts that wait for the owner, and those that were rejected."""
    found = view.model_dump(mode="json")
    if not for_owner:
        for inner in ("drafts", "merges", "together"):
            del found[inner]
        found["timeline"] = [one for one in found["timeline"] if one["kind"] != "draft"]
        found["conversations"] = [
            {name: talk[name] for name in ("id", "channel", "language", "last_at")}
            for talk in found["conversations"]
        ]
    return found


def json_file(view: PersonView, *, for_owner: bool) -> Response:
    """The copy as a file."""
    content = json.dumps(as_json(view, for_owner=for_owner), ensure_ascii=False, indent=1)
    headers = {
        "Content-Disposition": 'attachment; filename="kizashi-data.json"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/json; charset=utf-8", headers=headers)


def page(view: PersonView, business: str, language: Language, zone: str, now: datetime) -> Response:
    """The copy as a page that can be read and printed, without any script."""
    say = partial(text, language)
    clock = ZoneInfo(zone)

    def at(moment: datetime) -> str:
        return moment.astimezone(clock).strftime("%Y-%m-%d %H:%M")

    def when(told: str | None) -> str:
        """The time of a remembered line: ours is exact, another's is as it was told."""
        try:
            return at(datetime.fromisoformat(told or ""))
        except ValueError:
            return told or "–"

    def who(speaker: str) -> str:
        known = {"customer": "customer", "business": "owner"}.get(speaker)
        return say(f"people.who.{known}") if known else speaker

    # Messages are remembered as well; they stand above already.
    spoken = {one.id for one in view.timeline if one.kind == "message"}
    parts = [
        _section(
            say("people.copy.who"),
            [
                (say("people.copy.name"), view.name or "–"),
                (say("people.copy.first_seen"), at(view.first_seen)),
                *(
                    (say(f"people.identifier.{one.kind.value}"), one.value)
                    for one in view.identifiers
                ),
                *((one.name, _plain(one.value)) for one in view.traits),
            ],
        ),
        _section(
            say("people.copy.said"),
            [
                (at(one.at), f"{say(f'people.who.{one.who}')}: {one.what}")
                for one in reversed(view.timeline)
                if one.kind == "message"
            ],
        ),
        _section(
            say("people.copy.read"),
            [
                (
                    at(one.at),
                    say(
                        "people.copy.reading",
                        degrees=round(one.temperature),
                        phase=say(f"vocabulary.phase.{phase_at(one.temperature).id}"),
                        stall=say(f"vocabulary.stall.{one.stall}") if one.stall else "–",
                    ),
                )
                for one in view.course
            ],
            note=say("people.copy.read_note"),
        ),
        _section(
            say("people.copy.did"),
            [
                (at(one.at), f"{one.what} {_plain(one.detail)}".strip())
                for one in reversed(view.timeline)
                if one.kind == "behaviour"
            ],
        ),
        _section(
            say("people.copy.orders"),
            [
                (
                    at(one.at),
                    f"{one.order_id or ''} {_money(one.total, one.currency)}".strip(),
                )
                for one in view.orders
            ],
        ),
        _section(
            say("people.copy.remembered"),
            [
                (when(one.at), f"{who(one.speaker)}: {one.text}")
                for one in view.memory
                if (one.reference or "") not in spoken
            ],
        ),
        _section(
            say("people.copy.facts"),
            [(at(one.noted_at), one.quote) for one in view.facts if one.status == "current"],
            note=say("people.copy.read_note"),
        ),
        _section(
            say("people.copy.files"),
            [(at(one.at), f"{one.name} ({one.size:,} B)") for one in view.files],
        ),
        _section(
            say("people.copy.allowed"),
            [
                (
                    at(one.at),
                    f"{one.purpose} ({one.channel}): {say(f'people.consent.{one.state.value}')}"
                    f" – {one.words}",
                )
                for one in view.consents
            ],
        ),
    ]
    title = say("people.copy.title", business=business)
    body = "".join(part for part in parts if part)
    note = html.escape(say("people.copy.made", at=at(now)))
    return html_page(title, f'<p class="note">{note}</p>{body}', language)


def _section(title: str, rows: list[tuple[str, str]], note: str = "") -> str:
    if not rows:
        return ""
    told = f'<p class="note">{html.escape(note)}</p>' if note else ""
    lines = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th><td>{html.escape(value)}</td></tr>'
        for name, value in rows
    )
    return f"<section><h2>{html.escape(title)}</h2>{told}<table>{lines}</table></section>"


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return json.dumps(value, ensure_ascii=False)


def _money(total: float | None, currency: str | None) -> str:
    return "" if total is None else f"{total:,.10g} {currency or ''}".strip()
