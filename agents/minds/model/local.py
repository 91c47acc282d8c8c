"""A model file on this machine, served by llama.cpp in a child process of its own.

    python -m agents.minds.model.local FILE --context 8000

The child prints its address, serves until its standard input closes (so it ends with its parent,
however that ends), and speaks OpenAI's protocol on the loopback address only.
"""

import argparse
import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from kizashi.errors import Misconfigured

_log = logging.getLogger(__name__)

START_SECONDS = 120.0
STOP_SECONDS = 5.0


@contextlib.asynccontextmanager
async def served(file: Path, context_tokens: int) -> AsyncIterator[str]:
    """The address of a server for the model file, for as long as the block lasts.

    Raises `Misconfigured` when the file is missing, llama.cpp is not installed, or it does not
    start.
    """
    if not await asyncio.to_thread(file.is_file):
        raise Misconfigured(
            f"There is no model file {file}.",
            "Give the path of a GGUF file as `model` in [mind].",
            code="model.no_file",
        )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "agents.minds.model.local", str(file), "--context", str(context_tokens)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield await _address(process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    line = b""
    if process.stdout is not None:
        with contextlib.suppress(TimeoutError):
            line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
    address = line.decode("utf-8", "replace").strip()
    if not address.startswith("http://"):
        raise Misconfigured(
            "The language model on this machine did not start.",
            "Install `kizashi[local-llm]`, and check that the file is a GGUF model.",
            code="model.not_started",
        )
    return f"{address}/v1"


def main() -> None:
    """Serves one model file until standard input closes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--context", type=int, default=8_000)
    asked = parser.parse_args()
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = asked.file
    parameters.n_ctx = asked.context
    parameters.n_parallel = 1
    parameters.port = 0
    parameters.warmup = True
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
