"""Measures consolidation: are the facts that are noted about people true ones?

Run `python -m bench.facts`. `bench/facts/*.jsonl` hold what customers say, each with the kinds of
the facts it states (most state none); `aside` was written last and looked at once. Prints the
precision and recall of what is noted, with 95 % intervals (Wilson), and what was noted wrongly.
"""

import json
import math
from collections import Counter
from pathlib import Path

from agents.consolidation.extract import facts_in

FOLDER = Path(__file__).parent / "facts"
SAMPLES = ("customers", "aside")
SAID_AT = "2026-05-01"


def wilson(right: int, count: int) -> str:
    """A share in percent with its 95 % interval (Wilson 1927)."""
    if not count:
        return "–"
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = (
        z * math.sqrt(share * (1 - share) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    )
    return f"{100 * share:.0f} % ({100 * (middle - reach):.0f}–{100 * (middle + reach):.0f})"


def main() -> None:
    """Measures both samples."""
    for name in SAMPLES:
        rows = [
            json.loads(row) for row in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
        ]
        right = noted = wanted = 0
        wrong: list[str] = []
        for row in rows:
            facts = facts_in(name, "customer", row["text"], SAID_AT)
            expected = Counter(row["facts"])
            true = sum((Counter(fact.kind.value for fact in facts) & expected).values())
            right, noted, wanted = right + true, noted + len(facts), wanted + expected.total()
            if true < len(facts):
                wrong.append(f"  {row['text']}  →  {', '.join(fact.slot for fact in facts)}")
        print(f"{name}: {len(rows)} lines, {wanted} facts")
        print(f"  precision {wilson(right, noted)}   recall {wilson(right, wanted)}")
        print("\n".join(wrong))


if __name__ == "__main__":
    main()
