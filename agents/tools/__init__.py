"""The owner's tools: MCP servers that the Negotiator consults, their answers checked as data."""
