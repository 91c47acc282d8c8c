"""Hours with the days of the week side by side, as clinics and gyms write them."""

from kizashi.ids import DocumentId
from memory.documents import read_bytes
from memory.documents.blocks import Grid
from memory.documents.timetable import by_day

CLINIC = """# Clinic

## 診療時間
| | 月 | 火 | 水 | 木 | 金 | 土 | 日祝 |
|---|---|---|---|---|---|---|---|
| 9:00-12:30 | ● | ● | ● | 休 | ● | ● | 休 |
| 14:00-18:30 | ● | ● | ● | 休 | ● | 14:00-16:00 | 休 |
"""


def test_each_day_of_a_clinics_table_becomes_a_row_with_its_hours() -> None:
    passages = read_bytes(CLINIC.encode(), DocumentId("clinic.md")).passages
    rows = {dict(p.fields)["曜日"]: dict(p.fields)["時間"] for p in passages if p.kind == "row"}
    assert rows["月"] == "9:00-12:30、14:00-18:30"
    assert rows["土"] == "9:00-12:30、14:00-16:00"
    assert rows["木"] == rows["日祝"] == "休み"


def test_a_gyms_week_of_classes_is_told_by_day() -> None:
    grid = Grid(
        ("time", "Mon", "Tue", "Wed", "Thu", "Fri"),
        (("10:00", "Yoga", "", "Yoga", "-", ""), ("19:00", "", "Pilates", "", "Boxing", "")),
    )
    turned = by_day(grid)
    assert turned.header == ("day", "time")
    assert ("Tue", "19:00 Pilates") in turned.rows
    assert ("Fri", "closed") in turned.rows


def test_other_tables_stay_as_they_are() -> None:
    prices = Grid(("room", "Mon", "Sat"), (("Sea", "9000", "12000"),))
    assert by_day(prices) is prices
    weekly = Grid(("plan", "月", "火", "水", "木", "金"), (("A", "1", "2", "3", "4", "5"),))
    assert by_day(weekly) is weekly
