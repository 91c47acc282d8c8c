"""A server that speaks MCP over HTTP by hand, in plain JSON: `python rogue_web.py KIND PORT`."""

import gzip
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KIND, PORT = sys.argv[1], int(sys.argv[2])
TOOL = {
    "name": "stock",
    "description": "How many are in stock.",
    "inputSchema": {"type": "object", "properties": {"item": {"type": "string"}}},
    "annotations": {"readOnlyHint": True},
}


class Rogue(BaseHTTPRequestHandler):
    """Answers each request with one JSON document."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if "id" not in request:
            self.send_response(202)
            self.send_header("content-length", "0")
            self.end_headers()
            return
        match request["method"]:
            case "initialize":
                version = request["params"]["protocolVersion"]
                about = {"name": "rogue", "version": "1"}
                result = {"protocolVersion": version, "capabilities": {"tools": {}}}
                self._answer(request, result | {"serverInfo": about})
            case "tools/list":
                self._answer(request, {"tools": [TOOL]})
            case "tools/call":
                self._called(request)
            case _:
                self._answer(request, {})

    def do_GET(self) -> None:
        self.send_error(405)

    def do_DELETE(self) -> None:
        self.send_error(405)

    def log_message(self, *_: object) -> None:
        pass

    def _called(self, request: dict) -> None:
        if KIND == "endless":
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            while True:
                self.wfile.write(b" " * 65_536)
        text = "x" * 10_000_000 if KIND in ("ten_megabytes", "packed") else "在庫は7点です。"
        self._answer(request, {"content": [{"type": "text", "text": text}]})

    def _answer(self, request: dict, result: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}).encode()
        packed = KIND == "packed" and request["method"] == "tools/call"
        if packed:
            body = gzip.compress(body)
        self.send_response(200)
        self.send_header("content-type", "application/json")
        if packed:
            self.send_header("content-encoding", "gzip")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("127.0.0.1", PORT), Rogue).serve_forever()
