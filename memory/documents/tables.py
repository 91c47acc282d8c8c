"""Tables in words: a row that can stand alone, and a small table as a whole."""

import re
from collections.abc import Sequence

from kizashi.language import Language
from memory.documents.blocks import Grid
from memory.documents.script import language_of

_LANGUAGE_SUFFIX = re.compile(
    r"^(?P<stem>.*?)(?:[\s_\-]*[(（\[]?(?P<tag>ja|jp|jpn|japanese|日本語|和文|en|eng|english|英語|英文)[)）\]]?)$",
    re.IGNORECASE,
)
_BEFORE_TAG = frozenset({"", "_", "-", " ", "\u3000", "(", "（", "["})
_JAPANESE_TAGS = frozenset({"ja", "jp", "jpn", "japanese", "日本語", "和文"})
_ITEM = re.compile(
    r"^(?:name|title|item|items|product|products|service|services|plan|plans|course|courses|class"
    r"|classes|workshop|workshops|menu|voucher|treatment|room|model|bike|activity|programme|program"
    r"|tour|package|品名|品目|商品名?|名称|名前|講座名?|コース名?|メニュー名?|プラン名?|サービス名?|種類"
    r"|タイトル|体験|クラス|施術|内容|ワークショップ|イベント|レッスン|event|lesson)$",
    re.IGNORECASE,
)
_EMPTY = frozenset({"", "-", "–", "—", "―", "ー", "n/a", "N/A", "なし(空欄)"})
_NO_NAME = re.compile(r"^[\s\d.,:/\-–~〜¥$£€%年月日時分円]*$")


def stem_and_language(header: str) -> tuple[str, Language | None]:
    """`name_ja` is the column `name` in Japanese; a header without such a tag is itself."""
    match = _LANGUAGE_SUFFIX.match(header.strip())
    if match is None:
        return header.strip(), None
    tag, stem = match["tag"].lower(), match["stem"]
    # The "en" of "price (yen)" is no language
    apart = header.strip()[: match.start("tag")][-1:] in {
        "",
        "_",
        "-",
        " ",
        "\u3000",
        "(",
        "（",
        "[",
    }
    if not (apart or tag in {"日本語", "和文", "英語", "英文"}):
        return header.strip(), None
    language = Language.JA if tag in _JAPANESE_TAGS else Language.EN
    return stem.rstrip("_- ").strip(), language


def names_an_item(header: str) -> bool:
    """Whether a column names what the business offers, and not a region or a day."""
    title = stem_and_language(header)[0]
    return any(_ITEM.match(part) is not None for part in (title, *_halves(title)))


def _halves(title: str) -> tuple[str, ...]:
    """The two languages of a header such as "class クラス"."""
    parts = tuple(re.split(r"\s*[/／]\s*|\s+", title))
    return parts if len({language_of(part) for part in parts}) > 1 else ()


def fields(header: Sequence[str], row: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """A row's filled cells by the header of their column."""
    return tuple(
        (title, cell) for title, cell in zip(header, row, strict=True) if cell not in _EMPTY
    )


def in_both_languages(cells: Sequence[tuple[str, str]]) -> bool:
    """Whether a row says the same in a Japanese and an English column."""
    tags = {language for _, language in (stem_and_language(title) for title, _ in cells)}
    return {Language.JA, Language.EN} <= tags


def row_words(cells: Sequence[tuple[str, str]], language: Language | None = None) -> str:
    """A row as a line that reads without its table.

    `name_ja` and `name_en` become one `name: … / …`, or only that of `language` when one is
    asked for. The cell that names the row stands in front: the first one, or the one whose column
    names what is offered ("day; time; class"). Without a name every cell keeps its header.
    """
    merged: dict[str, list[str]] = {}
    for title, cell in cells:
        stem, tag = stem_and_language(title)
        if language is not None and tag not in {None, language}:
            continue
        name = (stem if tag is not None else title).replace("_", " ").strip()
        values = merged.setdefault(name, [])
        if cell not in values:
            values.append(cell)
    parts = [(name, " / ".join(values)) for name, values in merged.items()]
    if not parts:
        return ""
    if not names_an_item(parts[0][0]):
        parts.sort(key=lambda part: not names_an_item(part[0]))
    written_in = language or (
        None if in_both_languages(cells) else language_of(" ".join(value for _, value in parts))
    )
    colon, comma = ("：", "、") if written_in is Language.JA else (": ", "; ")
    lead = ""
    if len(parts) > 1 and not _NO_NAME.match(parts[0][1]):
        lead, parts = f"{parts[0][1]} — ", parts[1:]
    return lead + comma.join(f"{name}{colon}{value}" if name else value for name, value in parts)


def table_words(grid: Grid) -> str:
    """The whole table, one row a line."""
    return "\n".join(f"- {row_words(fields(grid.header, row))}" for row in grid.rows)


def named_columns(header: Sequence[str]) -> tuple[str, ...]:
    """The header with a name for every column, each of them once."""
    found: list[str] = []
    for place, title in enumerate(header, start=1):
        name = " ".join(title.split()) or f"column {place}"
        count = 2
        unique = name
        while unique in found:
            unique, count = f"{name} ({count})", count + 1
        found.append(unique)
    return tuple(found)
