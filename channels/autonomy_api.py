"""The HTTP API of autonomy: what the owner has set, for what, and what holds."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path

from channels.api import Decided
from channels.callers import Calling, Here
from kizashi.autonomy import Autonomy, Scope
from kizashi.values import Value
from memory.owner import read_scoped, read_switches

router = APIRouter(prefix="/v1/autonomy")

Name = Annotated[str, Path(min_length=1, max_length=80)]


class ScopedView(Value):
    """An autonomy set for a kind of step, a topic or a person."""

    scope: Scope
    name: str
    autonomy: Autonomy
    by: str
    at: datetime


class AutonomyView(Value):
    """Everything that decides whether a step goes by itself. `business` is what holds for the
    business, `set_by_owner` false while that is the default of the policies. `clock_until` and
    `audit_broken` say why everything waits although nobody held it."""

    business: Autonomy
    set_by_owner: bool
    everything_held: bool
    clock_until: datetime | None
    audit_broken: bool
    scoped: tuple[ScopedView, ...]


class ScopedWanted(Value):
    """The autonomy to set; `null` takes it back to that of the business."""

    autonomy: Autonomy | None


@router.get("")
async def autonomy(here: Here, caller: Calling) -> AutonomyView:
    """What is set, and for what."""
    caller.needs("read")
    store, workspace = here.journal.store, here.journal.workspace
    switches = await read_switches(store, workspace)
    until = switches.clock_until
    return AutonomyView(
        business=switches.autonomy or here.policies().autonomy.default,
        set_by_owner=switches.autonomy is not None,
        everything_held=switches.everything_held,
        clock_until=until if until is not None and here.clock.now() < until else None,
        audit_broken=switches.audit_broken,
        scoped=tuple(
            ScopedView.model_validate(
                {
                    "scope": one.scope,
                    "name": one.name,
                    "autonomy": one.autonomy,
                    "by": one.by,
                    "at": one.at,
                }
            )
            for one in await read_scoped(store, workspace)
        ),
    )


@router.put("/{scope}/{name}")
async def set_scoped(
    here: Here, caller: Calling, scope: Scope, name: Name, wanted: ScopedWanted
) -> Decided:
    """Sets the autonomy for a kind of step (either way), a topic or a person (only more
    careful)."""
    caller.needs("decide")
    done = await here.desk.scope_autonomy(scope, name, wanted.autonomy, caller.name)
    return Decided(seq=done.seq, duplicate=done.duplicate)
