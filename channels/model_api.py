"""The HTTP API of the language models' account: what they were used for and what it cost."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from channels.callers import Calling, Here
from channels.coach_frames import owner_only
from kizashi.values import Value
from memory.model_use import By, UseOfModels, summed, uses_since

LONGEST_DAYS = 400

router = APIRouter(prefix="/v1")


class ModelAccount(Value):
    """The sums, and the currency of their costs."""

    by: By
    currency: str
    items: tuple[UseOfModels, ...]


@router.get("/models/use")
async def use_of_models(
    here: Here,
    caller: Calling,
    by: By = "day",
    days: Annotated[int, Query(ge=1, le=LONGEST_DAYS)] = 30,
) -> ModelAccount:
    """Tokens and costs of the last days, put together as asked. The owner's alone."""
    owner_only(caller)
    begin = here.clock.now() - timedelta(days=days)
    workspace = here.journal.workspace
    uses = await here.journal.store.read(lambda c: uses_since(c, workspace, begin))
    return ModelAccount(by=by, currency=here.settings.business.currency, items=summed(uses, by))
