"""Taking people over from another system, over HTTP."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from channels.callers import Calling, Here
from kizashi.values import Value
from memory.crm.importing import Report, import_people
from memory.crm.rows import read_rows
from memory.identity.normal import rules_of

router = APIRouter(prefix="/v1")
NDJSON = "application/x-ndjson"


class RowTaken(Value):
    """What became of a row. `traits` are [before, after] of those that differ; `notes` are codes
    of what was not taken, with the column after a colon."""

    row: int
    became: str
    person: str | None
    traits: dict[str, tuple[Any, Any]]
    identifiers: dict[str, str]
    notes: tuple[str, ...]


class ImportReport(Value):
    """What an import did, or a dry run would do. `shown` holds the first rows that are not simply
    unchanged."""

    dry_run: bool
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    shown: tuple[RowTaken, ...]


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("text/csv", NDJSON)
        },
    }
}


@router.post("/people/import", response_model=ImportReport, openapi_extra=_BODY)
async def people_import(
    here: Here,
    caller: Calling,
    request: Request,
    dry_run: bool = False,
    name: Annotated[str, Query(max_length=200)] = "",
) -> Response | ImportReport:
    """Imports a CRM's export (CSV or JSON Lines). With `Accept: application/x-ndjson` the progress
    comes line by line, the report last."""
    caller.needs("decide")
    kind = request.headers.get("content-type", "")
    file = name or ("export.jsonl" if "json" in kind else "export.csv")
    rules = rules_of(here.settings.people)
    rows = list(read_rows(await request.body(), file, rules))
    reports = import_people(here.journal, rows, rules, here.new_id, dry_run=dry_run)
    if NDJSON in request.headers.get("accept", ""):
        return StreamingResponse(_lines(reports, len(rows), dry_run), media_type=NDJSON)
    last = Report(dry_run)
    async for report in reports:
        last = report
    return told(last)


def told(report: Report) -> ImportReport:
    """The report in the words of the API."""
    return ImportReport(
        dry_run=report.dry_run,
        rows=report.rows,
        new=report.counts["new"],
        changed=report.counts["changed"],
        unchanged=report.counts["unchanged"],
        rejected=report.counts["rejected"],
        shown=tuple(
            RowTaken(
                row=one.row,
                became=one.became,
                person=None if report.dry_run else one.person,
                traits=one.traits,
                identifiers={each.kind.value: each.value for each in one.identifiers},
                notes=one.notes,
            )
            for one in report.shown
        ),
    )


async def _lines(reports: AsyncIterator[Report], rows: int, dry_run: bool) -> AsyncIterator[str]:
    last = Report(dry_run)
    async for report in reports:
        last = report
        yield json.dumps({"done": report.rows, "of": rows}) + "\n"
    yield told(last).model_dump_json() + "\n"
