"""What ends a connection to the server: for now, or for good."""

from tui.notices import Reason, Refused


class RefusedError(Exception):
    """Ends the line for good."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.refused = Refused(reason, detail)


class LostError(Exception):
    """The connection is of no more use; try again."""
