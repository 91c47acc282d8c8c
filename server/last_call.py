"""The latest moment at which a process that was told to stop is gone.

What was accepted is in the journal before it is acknowledged, and the next start finishes what was
under way: an orderly end spares it work, and is not worth waiting for without end (an embedding or
a query in a thread cannot be stopped, and the interpreter waits for its threads).
"""

import logging
import os
import threading

LAST_CALL_SECONDS = 9.0
"""An orchestrator's usual patience is ten seconds and more."""

_log = logging.getLogger(__name__)


def gone_within(seconds: float = LAST_CALL_SECONDS) -> None:
    """Ends the process with the code 0 after so many seconds, if it has not ended by itself."""
    timer = threading.Timer(seconds, _leave)
    timer.daemon = True
    timer.start()


def _leave() -> None:
    _log.warning("stopping took too long: the next start finishes what was under way")
    logging.shutdown()
    os._exit(0)
