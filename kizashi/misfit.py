"""What does not fit a shape, in plain words: for the API, the socket, settings and policies.

Pydantic's own messages speak Python ("Input should be a valid dictionary"); those who read these
send JSON or write TOML and YAML. The types are pydantic's error types
(https://docs.pydantic.dev/latest/errors/validation_errors/).
"""

from pydantic_core import ErrorDetails

from kizashi.language import Language
from kizashi.texts import both, room, text

_WORDS = room(Language.EN, "misfit.words")
_KINDS = room(Language.EN, "misfit.kinds")
_ENDINGS = ("_type", "_parsing", "_from_float", "_from_datetime_parsing", "_from_date_parsing")


class Unfit(ValueError):
    """What a validator of our own finds wrong with a value, in both languages."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.said = both(key, **values)
        super().__init__(self.said.en)


def misfit(error: ErrorDetails, language: Language = Language.EN) -> str:
    """What is wrong with the value at `error["loc"]`, to stand after its name."""
    kind = error["type"]
    context = error.get("ctx", {})
    if kind in _WORDS:
        return text(language, f"misfit.words.{kind}").format(**context)
    for ending in _ENDINGS:
        if kind.endswith(ending) and kind.removesuffix(ending) in _KINDS:
            named = text(language, f"misfit.kinds.{kind.removesuffix(ending)}")
            return text(language, "misfit.must_be", kind=named)
    cause = context.get("error")
    said = cause.said.of(language) if isinstance(cause, Unfit) else error["msg"]
    return text(language, "misfit.other", said=said.removeprefix("Value error, ").rstrip("."))


def placed(error: ErrorDetails, whole: str, skip: int = 0) -> str:
    """The same after the name of the place, without the first `skip` parts of it; `whole` is the
    name of what is read, for an error that is nowhere in particular."""
    place = ".".join(str(part) for part in error["loc"][skip:])
    return f"{place or whole} {misfit(error)}"
