"""How figures are drawn: the temperature as a gauge, its course, a share as a bar."""

from collections.abc import Sequence

from tui.rows import Piece

_BARS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def gauge(temperature: float, width: int) -> list[Piece]:
    """A thin bar of `width` cells from 0 to 100 °C, in the colour of the temperature."""
    halves = round(min(100.0, max(0.0, temperature)) / 100 * width * 2)
    full, half = divmod(halves, 2)
    pieces = [Piece("━" * full, "heat", temperature)] if full else []
    if half:
        pieces.append(Piece("╸", "heat", temperature))
    rest = width - full - half
    if rest:
        pieces.append(Piece("─" * rest, "faint"))
    return pieces


def degrees(temperature: float) -> Piece:
    """The temperature in figures, always five cells wide."""
    return Piece(f"{round(temperature):>3}°C", "heat", temperature)


def sparkline(temperatures: Sequence[float], width: int) -> list[Piece]:
    """The last `width` temperatures on the scale of 0 to 100 °C, the newest at the right. A
    single one is no course yet: it is left blank."""
    if len(temperatures) < 2:
        return [Piece(" " * width)]
    shown = temperatures[-width:]
    pieces = [Piece(" " * (width - len(shown)))] if len(shown) < width else []
    for temperature in shown:
        inside = min(100.0, max(0.0, temperature))
        bar = _BARS[min(len(_BARS) - 1, int(inside / 100 * len(_BARS)))]
        pieces.append(Piece(bar, "heat", float(round(inside))))
    return pieces


def bar(share: float, width: int) -> str:
    """A bar of at most `width` cells, to an eighth of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")
