"""The dashboard asks for figures that the server really gives."""

import json
import re
from pathlib import Path

from channels.metrics import Metrics
from tests.rooms import a_house

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana.json"
FIGURE = re.compile(r"\b(?:kizashi|process)_[a-z_]+")


async def test_every_figure_of_the_dashboard_is_given(tmp_path: Path) -> None:
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = {
        figure
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for figure in FIGURE.findall(target["expr"])
    }
    async with a_house(tmp_path) as house:
        page = (await Metrics(house.journal).page(sockets=0, unanswered=0)).decode()
    given = set(re.findall(r"^# TYPE (\S+) ", page, re.MULTILINE))
    named = given | {f"{name}_bucket" for name in given}

    assert asked <= named
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
