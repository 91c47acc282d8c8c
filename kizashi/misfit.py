"""What does not fit a shape, in plain words: for the API, the socket, settings and policies.

Pydantic's own messages speak Python ("Input should be a valid dictionary"); those who read these
send JSON or write TOML and YAML. The types are pydantic's error types
(https://docs.pydantic.dev/latest/errors/validation_errors/).
"""

from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that is known here",
    "json_invalid": "is not valid JSON",
    "string_type": "must be text",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "may have at most {max_length} characters",
    "string_pattern_mismatch": "does not have the form {pattern}",
    "too_short": "must have at least {min_length} entries",
    "too_long": "may have at most {max_length} entries",
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "union_tag_invalid": "must be one of {expected_tags}",
    "union_tag_not_found": "needs its {discriminator}",
    "finite_number": "must be a finite number",
}
_KINDS = {
    "bool": "true or false",
    "date": "a date such as 2026-04-01",
    "datetime": "a time such as 2026-04-01T09:30:00+09:00",
    "dict": "an object",
    "model": "an object",
    "model_attributes": "an object",
    "float": "a number",
    "int": "a whole number",
    "list": "a list",
    "tuple": "a list",
    "frozen_set": "a list",
    "set": "a list",
    "mapping": "an object",
    "time": "a time of day such as 21:00",
}
_ENDINGS = ("_type", "_parsing", "_from_float", "_from_datetime_parsing", "_from_date_parsing")


def misfit(error: ErrorDetails) -> str:
    """What is wrong with the value at `error["loc"]`, to stand after its name."""
    kind = error["type"]
    if kind in _WORDS:
        return _WORDS[kind].format(**error.get("ctx", {}))
    for ending in _ENDINGS:
        if kind.endswith(ending) and kind.removesuffix(ending) in _KINDS:
            return f"must be {_KINDS[kind.removesuffix(ending)]}"
    return f"does not fit ({error['msg'].removeprefix('Value error, ').rstrip('.')})"


def placed(error: ErrorDetails, whole: str, skip: int = 0) -> str:
    """The same after the name of the place, without the first `skip` parts of it; `whole` is the
    name of what is read, for an error that is nowhere in particular."""
    place = ".".join(str(part) for part in error["loc"][skip:])
    return f"{place or whole} {misfit(error)}"
