"""A page to read: no script, nothing loaded from anywhere, kept by no cache."""

import base64
import hashlib
import html

from fastapi.responses import Response

from kizashi.language import Language

_STYLE = (
    "body{font-family:system-ui,sans-serif;line-height:1.6;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem;color:#1c2430;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;"
    "margin-top:2.2rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;"
    "vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d7dce3;"
    "overflow-wrap:anywhere}th{font-weight:600;width:12rem}p.note{color:#4b5766}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
PAGE_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def html_page(title: str, body: str, language: Language) -> Response:
    """A page without any script; `body` is HTML, `title` is text."""
    shown = html.escape(title)
    content = (
        f'<!doctype html><html lang="{language.value}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{shown}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{shown}</h1>{body}</main></body></html>"
    )
    return Response(content, media_type="text/html; charset=utf-8", headers=PAGE_HEADERS)
