"""Two calm themes, and how each tone of a piece looks in them."""

from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from tui.rows import Piece

NIGHT = "kizashi-night"
DAY = "kizashi-day"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as `#rrggbb`. `heat` holds the colours of the five phases."""

    name: str
    dark: bool
    background: str
    raised: str
    cursor: str
    cursor_quiet: str
    foreground: str
    quiet: str
    faint: str
    accent: str
    customer: str
    ai: str
    owner: str
    good: str
    warn: str
    alarm: str
    mark: str
    mark_hard: str
    heat: tuple[str, str, str, str, str]


PALETTES = {
    NIGHT: Palette(
        name=NIGHT,
        dark=True,
        background="#15181d",
        raised="#1c2027",
        cursor="#2b3543",
        cursor_quiet="#222831",
        foreground="#d9dde4",
        quiet="#929bab",
        faint="#535c6a",
        accent="#86bdd0",
        customer="#e6c98f",
        ai="#92c7ad",
        owner="#c0aee8",
        good="#93c78f",
        warn="#e3b765",
        alarm="#ec8577",
        mark="#4a3d1c",
        mark_hard="#5a2a28",
        heat=("#7a8799", "#5fb0b0", "#dfb052", "#ea8650", "#ee6a72"),
    ),
    DAY: Palette(
        name=DAY,
        dark=False,
        background="#fbf9f5",
        raised="#f2eee6",
        cursor="#dfe8ee",
        cursor_quiet="#ece8df",
        foreground="#2a2e35",
        quiet="#646c79",
        faint="#a9adb5",
        accent="#24687f",
        customer="#85600f",
        ai="#27694c",
        owner="#6248a8",
        good="#336f33",
        warn="#8f5f00",
        alarm="#b03328",
        mark="#f7e3a8",
        mark_hard="#f6cbc5",
        heat=("#6b7789", "#24787a", "#96690a", "#b4501a", "#b82f43"),
    ),
}


def theme_of(palette: Palette) -> Theme:
    """The palette as Textual knows it, for inputs, dialogs and scrollbars."""
    return Theme(
        name=palette.name,
        dark=palette.dark,
        primary=palette.accent,
        secondary=palette.ai,
        accent=palette.accent,
        foreground=palette.foreground,
        background=palette.background,
        surface=palette.background,
        panel=palette.raised,
        success=palette.good,
        warning=palette.warn,
        error=palette.alarm,
        variables={
            "kizashi-quiet": palette.quiet,
            "kizashi-faint": palette.faint,
            "kizashi-raised": palette.raised,
            "kizashi-cursor": palette.cursor,
            "border": palette.faint,
            "border-blurred": palette.faint,
            "scrollbar": palette.faint,
            "scrollbar-hover": palette.quiet,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.background,
            "scrollbar-background-hover": palette.background,
            "scrollbar-background-active": palette.background,
            "scrollbar-corner-color": palette.background,
            "input-cursor-background": palette.foreground,
            "input-selection-background": palette.cursor,
        },
    )


def heat_colour(palette: Palette, temperature: float) -> str:
    """The colour of a temperature (0 to 100 °C), between the colours of its two phases."""
    stops = (0.0, 30.0, 60.0, 90.0, 100.0)
    inside = min(100.0, max(0.0, temperature))
    place = next(index for index in range(1, 5) if inside <= stops[index])
    share = (inside - stops[place - 1]) / (stops[place] - stops[place - 1])
    below, above = Color.parse(palette.heat[place - 1]), Color.parse(palette.heat[place])
    return below.blend(above, share).hex


@lru_cache(maxsize=4_096)
def style_of(palette: Palette, piece: Piece) -> Style:
    """How a piece looks. What matters is never told by colour alone."""
    style = _tone_style(palette, piece)
    if piece.action is not None:
        style += Style.from_meta({"@click": f"app.act('{piece.action}')"})
    return style


def _tone_style(palette: Palette, piece: Piece) -> Style:
    match piece.tone:
        case "plain":
            return Style(color=palette.foreground)
        case "strong" | "heading":
            return Style(color=palette.foreground, bold=True)
        case "faint":
            return Style(color=palette.faint)
        case "quiet":
            return Style(color=palette.quiet)
        case "quote":
            return Style(color=palette.quiet, italic=True)
        case "accent" | "customer" | "ai" | "owner" | "good" | "warn":
            return Style(color=getattr(palette, piece.tone), bold=piece.tone != "good")
        case "alarm":
            return Style(color=palette.alarm, bold=True)
        case "key":
            return Style(color=palette.accent, bold=True)
        case "mark":
            return Style(color=palette.foreground, bgcolor=palette.mark, underline=True)
        case "mark_hard":
            return Style(
                color=palette.foreground, bgcolor=palette.mark_hard, underline=True, bold=True
            )
        case "badge":
            return Style(color=palette.background, bgcolor=palette.accent, bold=True)
        case "badge_alarm":
            return Style(color=palette.background, bgcolor=palette.alarm, bold=True)
        case "added":
            return Style(color=palette.good, underline=True)
        case "removed":
            return Style(color=palette.alarm, strike=True)
        case "heat":
            colour = heat_colour(palette, piece.heat if piece.heat is not None else 0.0)
            return Style(color=RichColor.parse(colour))
