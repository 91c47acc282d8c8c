"""Typed errors: what was wrong, what to do, and a stable code that the API documents."""

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kizashi.language import Language


class KizashiError(Exception):
    """An error that a person can act on.

    `code` is stable and dotted (`session.expired`), `message` says what was wrong, `remedy` says
    what to do. Neither may carry personal data or secrets: they are logged and shown.
    """

    code = "internal"
    status = 500

    def __init__(self, message: str, remedy: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self._told: tuple[str, dict[str, object]] | None = None
        if code is not None:
            self.code = code

    @classmethod
    def told(cls, name: str, /, *, code: str | None = None, **values: object) -> Self:
        """An error in the words of `trouble.<name>`, which can be had in every language. Its code
        is the name unless another is given."""
        error = cls.__new__(cls)
        KizashiError.__init__(error, *_words(None, name, values), code=code or name)
        error._told = (name, values)
        return error

    def words(self, language: "Language") -> tuple[str, str]:
        """The message and the remedy in this language, where they are known in it."""
        if self._told is None:
            return self.message, self.remedy
        return _words(language, *self._told)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class BadInput(KizashiError):
    """What came in cannot be understood or is out of bounds; nothing was stored."""

    code = "input.invalid"
    status = 422


class TooLarge(KizashiError):
    """What came in is larger than the documented limit; nothing was stored."""

    code = "input.too_large"
    status = 413


class NotAllowed(KizashiError):
    """The caller is not known, or may not do this."""

    code = "auth.denied"
    status = 401


class NotFound(KizashiError):
    """The named thing does not exist (or is not the caller's to see)."""

    code = "not_found"
    status = 404


class Conflict(KizashiError):
    """The world moved on since the caller looked: look again, then decide."""

    code = "conflict"
    status = 409


class TooMany(KizashiError):
    """A rate limit was reached; `retry_after` is in seconds."""

    code = "rate.limited"
    status = 429

    def __init__(self, message: str, remedy: str, *, retry_after: float, code: str | None = None):
        super().__init__(message, remedy, code=code)
        self.retry_after = retry_after


class Misconfigured(KizashiError):
    """A settings, policy or knowledge file cannot be used as it is."""

    code = "config.invalid"
    status = 500


class StorageUnavailable(KizashiError):
    """The data folder cannot be written or read (full, read-only, locked, damaged)."""

    code = "storage.unavailable"
    status = 503


def keep_words_at_hand() -> None:
    """Reads the words of errors now: once no file can be opened any more, it is too late."""
    from kizashi.language import Language

    for language in Language:
        _words(language, "storage.unavailable", {})


def _words(language: "Language | None", name: str, values: dict[str, object]) -> tuple[str, str]:
    """In English where no language is named."""
    # Here: `kizashi --help` needs errors, and no texts.
    from kizashi.language import Language
    from kizashi.texts import text

    spoken = language or Language.EN
    return (
        text(spoken, f"trouble.{name}.message", **values),
        text(spoken, f"trouble.{name}.remedy", **values),
    )
