"""Visitors that are programs: crawlers, link scanners, previews, prefetches. Pure.

The names are those that the operators document in their own pages; the general words catch those
that call themselves what they are.
"""

import re
from collections.abc import Mapping

_NAMED = (
    *("slurp", "duckduckgo", "baiduspider", "applebot", "facebookexternalhit", "facebot"),
    *("line-poker", "whatsapp/", "telegrambot", "skypeuripreview", "slack-imgproxy", "embedly"),
    *("google-inspectiontool", "googleother", "mediapartners-google", "feedfetcher", "apis-google"),
    *("chatgpt-user", "oai-searchbot", "perplexity", "claude-", "anthropic-ai", "bytespider"),
    *("ia_archiver", "archive.org", "pingdom", "uptime", "site24x7", "statuscake", "newrelic"),
    *("barracuda", "proofpoint", "mimecast", "safelinks", "bitdefender", "trendmicro", "zscaler"),
    *("virustotal", "urlscan", "netcraft", "censys", "zgrab", "nmap", "masscan", "qualys"),
    *("headlesschrome", "phantomjs", "electron-prerender", "lighthouse", "pagespeed", "gtmetrix"),
    *("scrapy", "libwww-perl", "selenium", "puppeteer", "playwright"),
)
_GENERAL = re.compile(
    r"(?<!cu)bot\b|bot[/;_-]|crawl|spider|scraper|scanner|preview|prerender|monitor(?:ing)?\b|probe"
)


def is_program(user_agent: str | None) -> bool:
    """True for a user agent of a known crawler, link scanner or preview. A missing one proves
    nothing, nor does that of an HTTP library: servers that speak for people use them."""
    if not user_agent:
        return False
    name = user_agent[:1_000].lower()
    return any(one in name for one in _NAMED) or _GENERAL.search(name) is not None


def is_prefetch(headers: Mapping[str, str]) -> bool:
    """True for a page that the browser fetched before anybody asked for it: `Sec-Purpose`
    (Fetch standard, section 3.1.8), `Purpose` and `X-Moz` of older browsers."""
    told = (headers.get(name, "") for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return any("prefetch" in one.lower() or "preview" in one.lower() for one in told)
