"""A well-behaved MCP server, made with the official package: a shop's stock and its free times."""

import sys

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations

server = MCPServer("shop")
READS = ToolAnnotations(read_only_hint=True)


@server.tool(annotations=READS)
def stock(item: str) -> dict[str, str | int]:
    """How many of an item are in stock."""
    return {"item": item, "在庫": 7}


@server.tool(annotations=READS)
def free_slots(day: str) -> str:
    """The free times of a day."""
    return f"{day}の空き時間は10:30と15:00です。"


@server.tool()
def book(day: str) -> str:
    """Books a day: changes something, and is not marked as reading only."""
    return f"booked {day}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))
    else:
        server.run("stdio")
