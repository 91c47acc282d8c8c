"""The HTTP API of the policies: those in force, every version that judged, and the schemas."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter

from channels.callers import Calling, Here
from kizashi.errors import NotFound
from kizashi.ids import Seq
from kizashi.values import Value
from memory.policy_versions import KeptPolicies, read_versions
from policies.load import SECTIONS
from policies.schema import policy_schema
from policies.version import rules_version

router = APIRouter()


class PoliciesNow(Value):
    """The policies in force. `problem` says why newer files are not; `rules` is the version of the
    rules' own code."""

    version: str
    rules: str
    problem: str | None
    content: dict[str, Any]


class PolicyVersion(Value):
    """A version of the policies, and when it first judged something."""

    version: str
    rules: str
    product: str
    at: datetime
    seq: Seq


class PolicyVersions(Value):
    """Versions, the first one first."""

    items: tuple[PolicyVersion, ...]


class PolicyVersionWhole(PolicyVersion):
    """A version with all it says."""

    content: dict[str, Any]


@router.get("/v1/policies")
async def policies(here: Here, caller: Calling) -> PoliciesNow:
    """The policies in force."""
    caller.needs("read")
    now = here.policies()
    return PoliciesNow(
        version=now.version,
        rules=rules_version(),
        problem=here.policy_problem(),
        content=now.model_dump(mode="json", exclude={"version"}),
    )


@router.get("/v1/policies/versions")
async def versions(here: Here, caller: Calling) -> PolicyVersions:
    """Every version that judged something."""
    caller.needs("read")
    kept = await read_versions(here.journal)
    return PolicyVersions(items=tuple(PolicyVersion(**_head(one)) for one in kept))


@router.get("/v1/policies/versions/{version}")
async def version_whole(here: Here, caller: Calling, version: str) -> PolicyVersionWhole:
    """One version with all it says."""
    caller.needs("read")
    for one in await read_versions(here.journal):
        if one.version == version:
            return PolicyVersionWhole(**_head(one), content=one.content)
    raise NotFound(f"There was no version {version}.", "GET /v1/policies/versions lists them.")


@router.get("/schemas/{name}")
async def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a policy file, such as `promises.schema.json`; editors may point to it."""
    section = name.removesuffix(".schema.json")
    if section not in SECTIONS:
        raise NotFound(f"There is no schema {name}.", f"There are: {', '.join(SECTIONS)}.")
    return policy_schema(section)


def _head(one: KeptPolicies) -> dict[str, Any]:
    return {
        "version": one.version,
        "rules": one.rules,
        "product": one.product,
        "at": one.at,
        "seq": one.seq,
    }
