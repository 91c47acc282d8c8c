"""Visitors that are programs: crawlers, link scanners, previews, prefetches. Pure.

The names are those that the operators document in their own pages; the general words catch those
that call themselves what they are.
"""

import re
from collections.abc import Mapping

_NAMED = (
    *("slurp", "facebookexternalhit", "facebookcatalog", "facebot", "meta-external", "vkshare"),
    *("line-poker", "slack-imgproxy", "embedly", "iframely", "cardyb", "mastodon/"),
    *("tumblr/", "hatena", "y!j-", "yahoomailproxy", "googleimageproxy", "google-read-aloud"),
    *("google-inspectiontool", "googleother", "mediapartners-google", "feedfetcher", "apis-google"),
    *("googledocs", "googlehc/", "google-safety", "google-site-verification", "feedly/"),
    *("chatgpt-user", "oai-searchbot", "perplexity", "claude-", "anthropic-ai", "bytespider"),
    *(
        "ia_archiver",
        "archive.org",
        "pingdom",
        "uptime",
        "site24x7",
        "statuscake",
        "newrelicpinger",
    ),
    *("checkly", "healthcheck", "health-check", "barracuda", "proofpoint", "mimecast"),
    *("safelinks", "bitdefender", "trendmicro", "virustotal", "urlscan", "netcraft", "censys"),
    *("ms-office", "microsoft office", "microsoft outlook", "skypeuripreview"),
    *("zgrab", "nmap", "masscan", "qualys", "w3c_", "headlesschrome", "phantomjs"),
    *("electron-prerender", "chrome-lighthouse", "pagespeed", "gtmetrix"),
    *("scrapy", "libwww-perl", "selenium", "puppeteer", "playwright"),
)
_GENERAL = re.compile(
    r"""
    (?<!cu)bot\b | bot[/;_-] | crawl | spider | scraper | scanner | prerender | validator
    | fetcher | preview\b (?!\ build) | (?<![a-z])monitor(?:ing)?\b (?!\ m\d) | \bprobe/
    | ^(?:whatsapp|telegram|viber|snap(?:chat)?|discord|skype|signal|kakaotalk|pinterest)\b
    | https?://    # where to complain about it: no browser says that of itself
    """,
    re.VERBOSE,
)


def is_program(user_agent: str | None) -> bool:
    """True for a user agent of a known crawler, link scanner or preview. A missing one proves
    nothing, nor does that of an HTTP library: servers that speak for people use them. A messenger
    that calls itself by its own name alone fetches a preview; people read in its browser."""
    if not user_agent:
        return False
    name = user_agent[:1_000].lower()
    return any(one in name for one in _NAMED) or _GENERAL.search(name) is not None


def is_prefetch(headers: Mapping[str, str]) -> bool:
    """True for a page that the browser fetched before anybody asked for it: `Sec-Purpose`
    (Fetch standard, section 3.1.8), `Purpose` and `X-Moz` of older browsers."""
    told = (headers.get(name, "") for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return any("prefetch" in one.lower() or "preview" in one.lower() for one in told)
