"""How long the owner waits for the coach: from the command to the first frame with people in it.

    python -m bench.coach_start [--conversations 2000] [--times 5]

`kizashi coach` is started in a pseudo-terminal, as a shell starts it, on a small server of its own
process; the clock stops when the name of the first person stands on the screen. Prints one JSON
line.
"""

import argparse
import fcntl
import json
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time

from bench.coach_soak import far_server
from tests.tui.server import OWNER_TOKEN

COLUMNS, ROWS = 140, 40
NAMED = "客人".encode()
"""What every person of the crowd is called."""
LONGEST_SECONDS = 60.0


def started(url: str) -> tuple[float, float]:
    """Seconds until the first person is drawn, and those of them that a processor worked."""
    command = [sys.executable, "-m", "server.cli", "coach", "--url", url, "--language", "ja"]
    began = time.monotonic()
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"KIZASHI_TOKEN": OWNER_TOKEN, "TERM": "xterm-256color", "COLORTERM": ""}
        for claimed in ("COLUMNS", "LINES"):
            os.environ.pop(claimed, None)
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    drawn = b""
    try:
        while NAMED not in drawn:
            ready, _, _ = select.select([terminal], [], [], LONGEST_SECONDS)
            if not ready:
                raise TimeoutError(f"nobody was drawn; the terminal shows {drawn[-400:]!r}")
            drawn += os.read(terminal, 65_536)
        waited = time.monotonic() - began
    finally:
        os.kill(child, signal.SIGKILL)
        used = os.wait4(child, 0)[2]
        os.close(terminal)
    return waited, used.ru_utime + used.ru_stime


def main() -> int:
    """Starts the coach several times; the first start, whose files no cache has, counts too."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--conversations", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with far_server(given.conversations, 0.0) as server:
        starts = [started(server.url) for _ in range(given.times)]
    waits = sorted(wait for wait, _ in starts)
    figures = {
        "conversations": given.conversations,
        "starts": given.times,
        "best_s": round(waits[0], 2),
        "median_s": round(statistics.median(waits), 2),
        "worst_s": round(waits[-1], 2),
        "processor_s": round(statistics.median(used for _, used in starts), 2),
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
