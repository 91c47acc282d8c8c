"""The customer's chat widget over HTTP: its files, its texts, and a page to try it on.

The loader (`/widget/kizashi.js`) is asked for anew on every visit and carries the version of all
other files; those live under that version and never change, so a browser fetches them once.
"""

import gzip
import hashlib
import html
import json
import secrets
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from string import Template

from fastapi import APIRouter, Request, Response

from kizashi import texts
from kizashi.errors import NotFound
from kizashi.language import Language

LOADER = "kizashi.js"
ROOM = "widget"
DEMO_TEXTS = "demo."
"""Texts of the demo page start so; they are not sent to the widget."""

_MEDIA_TYPES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml",
}
_ASK_AGAIN = "no-cache"
_FOR_GOOD = "public, max-age=31536000, immutable"
_ANYWHERE = {
    # Public files without any secret: every page may embed them, isolated ones as well.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class Asset:
    """A file as it is served: its bytes, plain and compressed, and the digest that names them."""

    media_type: str
    plain: bytes
    compressed: bytes
    digest: str


def _asset(name: str, content: bytes) -> Asset:
    return Asset(
        media_type=_MEDIA_TYPES[name.rsplit(".", 1)[-1]],
        plain=content,
        compressed=gzip.compress(content, 9, mtime=0),
        digest=hashlib.sha256(content).hexdigest()[:16],
    )


def _files(folder: Traversable) -> dict[str, bytes]:
    return {
        entry.name: entry.read_bytes()
        for entry in folder.iterdir()
        if entry.is_file() and entry.name.rsplit(".", 1)[-1] in _MEDIA_TYPES
    }


def _texts_json(language: Language) -> bytes:
    lines = {
        key: line
        for key, line in texts.room(language, ROOM).items()
        if not key.startswith(DEMO_TEXTS)
    }
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Assets:
    """All files of the widget and of the demo page, read once."""

    version: str
    widget: dict[str, Asset]
    texts: dict[str, Asset]
    demo: dict[str, Asset]
    page: Template

    @classmethod
    def read(cls) -> "Assets":
        """The files as they lie in the package."""
        folder = resources.files("channels") / "widget"
        files = _files(folder)
        lines = {f"{language.value}.json": _texts_json(language) for language in Language}
        digest = hashlib.sha256()
        for name, content in sorted((files | lines).items()):
            digest.update(name.encode() + b"\0" + content + b"\0")
        version = digest.hexdigest()[:12]
        files[LOADER] = files[LOADER].replace(b"__VERSION__", version.encode())
        demo = folder / "demo"
        return cls(
            version=version,
            widget={name: _asset(name, content) for name, content in files.items()},
            texts={name: _asset(name, content) for name, content in lines.items()},
            demo={name: _asset(name, content) for name, content in _files(demo).items()},
            page=Template((demo / "page.html").read_text(encoding="utf-8")),
        )


def _serve(request: Request, found: Asset | None, cache: str) -> Response:
    if found is None:
        raise NotFound("There is no such file of the widget.", "Check the address.")
    compressed = "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{found.digest}{"-gz" if compressed else ""}"'
    headers = {**_ANYWHERE, "ETag": tag, "Cache-Control": cache}
    known = {
        each.strip().removeprefix("W/")
        for each in request.headers.get("if-none-match", "").split(",")
    }
    if tag in known:
        return Response(status_code=304, headers=headers)
    if compressed:
        headers["Content-Encoding"] = "gzip"
    body = found.compressed if compressed else found.plain
    return Response(body, media_type=found.media_type, headers=headers)


def demo_policy(nonce: str) -> str:
    """The Content-Security-Policy of the demo page: no inline styles, no eval, and no inline
    script but the one with this nonce. The widget works under it; a test holds that true."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            "connect-src 'self' ws: wss:",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


def _demo(assets: Assets, language: Language) -> Response:
    nonce = secrets.token_urlsafe(16)
    words = {
        key.removeprefix(DEMO_TEXTS): html.escape(line)
        for key, line in texts.room(language, ROOM).items()
        if key.startswith(DEMO_TEXTS)
    }
    page = assets.page.substitute(words, lang=language.value, nonce=nonce)
    headers = {
        "Content-Security-Policy": demo_policy(nonce),
        "Cache-Control": "no-store",  # the nonce is for this one answer
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)


def widget_router() -> APIRouter:
    """Routes for the widget's files, its texts, and the demo page at `/` and `/demo`.

    Unknown files raise `NotFound`. Nothing here needs a session or knows a person.
    """
    assets = Assets.read()
    router = APIRouter(include_in_schema=False)
    reading = ["GET", "HEAD"]

    @router.api_route("/widget/texts/{name}", methods=reading)
    async def _texts(request: Request, name: str, v: str = "") -> Response:
        cache = _FOR_GOOD if v == assets.version else _ASK_AGAIN
        return _serve(request, assets.texts.get(name), cache)

    @router.api_route("/widget/{name}", methods=reading)
    async def _current(request: Request, name: str) -> Response:
        return _serve(request, assets.widget.get(name), _ASK_AGAIN)

    @router.api_route("/widget/{version}/{name}", methods=reading)
    async def _versioned(request: Request, version: str, name: str) -> Response:
        # A loader from before an update gets the present files, but must not keep them under
        # the old name.
        cache = _FOR_GOOD if version == assets.version else _ASK_AGAIN
        return _serve(request, assets.widget.get(name), cache)

    @router.api_route("/demo/{name}", methods=reading)
    async def _demo_file(request: Request, name: str) -> Response:
        return _serve(request, assets.demo.get(name), _ASK_AGAIN)

    @router.api_route("/", methods=reading)
    @router.api_route("/demo", methods=reading)
    async def _demo_page(lang: str = "") -> Response:
        return _demo(assets, Language.EN if lang == Language.EN else Language.JA)

    return router
