"""The JSON Schema of the policy files, made from the very types that read them.

Format: JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/schema). A business's file holds
only what it changes, so no key is required.
"""

from typing import Any

from pydantic import TypeAdapter

from policies.examples import EXAMPLES, Example
from policies.load import SECTIONS
from policies.model import Policies

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def policy_schema(section: str) -> dict[str, Any]:
    """The schema of one policy file, such as `promises` for `promises.yaml`. Raises `KeyError` for
    a file that there is not."""
    if section not in SECTIONS:
        raise KeyError(section)
    model: Any = Policies.model_fields[section].annotation
    schema = TypeAdapter(model).json_schema()
    examples = TypeAdapter(tuple[Example, ...]).json_schema(ref_template="#/$defs/{model}")
    definitions = schema.pop("$defs", {}) | examples.pop("$defs", {})
    schema["properties"][EXAMPLES] = {
        **examples,
        "description": "Texts with what is expected of them; `kizashi policy test` runs them.",
    }
    optional = {name: _optional(one) for name, one in sorted(definitions.items())}
    # An example is whole or it is none.
    optional["Example"] = definitions["Example"]
    return {
        "$schema": DIALECT,
        "$id": f"{section}.schema.json",
        **_optional(schema),
        "title": f"{section}.yaml",
        "$defs": optional,
    }


def _optional(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without its required keys."""
    return {key: value for key, value in schema.items() if key != "required"}
