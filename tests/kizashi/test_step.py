"""Steps as they are written down."""

import subprocess
import sys

WRITE = """
from kizashi.language import Bilingual
from kizashi.step import Step
topics = frozenset({"price", "fact", "date", "stock", "refund"})
why = Bilingual(ja="a", en="b")
print(Step(kind="say", text="x", language="en", reason=why, topics=topics).model_dump_json())
"""


def written(seed: int) -> str:
    """The step as a process writes it whose sets have another order."""
    done = subprocess.run(
        [sys.executable, "-c", WRITE],
        env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_every_process_writes_the_same_step_alike() -> None:
    assert written(1) == written(2) == written(3)
