"""Starts the coach alone: `python -m tui --url http://…`; the token stands in KIZASHI_TOKEN."""

import argparse
import os
import sys

from kizashi.language import Language
from tui.start import run


def main() -> int:
    """Reads the command line and runs the coach; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tui")
    parser.add_argument("--url", default="http://127.0.0.1:8420")
    parser.add_argument("--language", choices=[one.value for one in Language])
    parser.add_argument("--theme", choices=["dark", "light"])
    given = parser.parse_args()
    language = Language(given.language) if given.language else None
    return run(given.url, os.environ.get("KIZASHI_TOKEN", ""), language, given.theme)


if __name__ == "__main__":
    sys.exit(main())
