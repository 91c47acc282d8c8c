"""The dialogues of `bench/recall/`, written for this, with questions whose evidence is known.

In a file, `= K Keisha` says whose lines begin with `K:`, `# …` gives the time of the lines below
it, and a line that ends in `^tag` is the evidence of the questions that name the tag. A question
stands as `? kind | words | tags`; the kind `none` asks what was never said.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from kizashi.events import RememberedLine
from kizashi.ids import MemoryId

FOLDER = Path(__file__).parent / "recall"

FITTED = ("hannah", "maya", "studio")
"""The dialogues that the weights of the default recipe were fitted on."""

ASIDE = ("keisha", "misaki")
"""The dialogues that were kept aside."""

_LINE = re.compile(r"(?P<speaker>[^:]+): (?P<text>.*?)(?: \^(?P<tag>\S+))?$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the places of the lines that answer it."""

    kind: str
    query: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A dialogue over many days; `reference` of a line is its place."""

    name: str
    lines: tuple[RememberedLine, ...]
    questions: tuple[Question, ...]


def read(name: str) -> Dialogue:
    """One dialogue. Raises `ValueError` for a line that is neither speech nor question, and
    `KeyError` for a tag that no line bears."""
    at, speakers, tags = None, dict[str, str](), dict[str, int]()
    lines: list[RememberedLine] = []
    questions: list[Question] = []
    for row in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = row.partition(" ")
        if mark == "#":
            at = rest
        elif mark == "=":
            letter, _, speaker = rest.partition(" ")
            speakers[letter] = speaker
        elif mark == "?":
            kind, query, evidence = (part.strip() for part in rest.split("|"))
            questions.append(Question(kind, query, tuple(tags[tag] for tag in evidence.split())))
        else:
            match = _LINE.match(row)
            if match is None:
                raise ValueError(f"{name}.txt: not a line of dialogue: {row}")
            if match["tag"]:
                tags[match["tag"]] = len(lines)
            lines.append(
                RememberedLine(
                    id=MemoryId(f"{name}-{len(lines)}"),
                    speaker=speakers.get(match["speaker"], match["speaker"]),
                    text=match["text"],
                    at=at,
                    reference=str(len(lines)),
                )
            )
    return Dialogue(name, tuple(lines), tuple(questions))
