"""What a file really is: judged by its bytes, whatever its name and its sender say.

Taken are JPEG, PNG and WebP pictures, PDF, and plain text. A picture is decoded and written anew:
so nothing rides along in it (no place where it was taken, no second file at its end), and what
cannot be decoded is no picture.
"""

import io
import re
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, ImageOps, UnidentifiedImageError

from channels.cleaning import cleaned
from kizashi.errors import BadInput

MOST_PIXELS = 40_000_000
MOST_SIDE = 12_000
LONGEST_NAME = 80
_PICTURES = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
}
_SIGNATURES = (
    # The first bytes of each kind: https://www.iana.org/assignments/media-types, RFC 9649 (WebP).
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WEBP"),
)
_PDF = re.compile(rb"%PDF-[12]\.\d")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Examined:
    """A file as it may be stored: a harmless name with the ending of its true kind."""

    name: str
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None


def examined(name: str, content: bytes) -> Examined:
    """The file as it may be stored. Raises `BadInput`: `file.empty`, `file.kind` for a kind that
    is not taken or a file that is not what its name says, `file.damaged`."""
    if not content:
        raise BadInput("The file is empty.", "Choose another one.", code="file.empty")
    stem, ending = _name(name)
    for signature, kind in _SIGNATURES:
        if signature.match(content):
            return _picture(stem, content, kind)
    if _PDF.match(content) and ending == ".pdf":
        return Examined(f"{stem}.pdf", "application/pdf", content)
    if ending == ".txt" and _is_text(content):
        return Examined(f"{stem}.txt", "text/plain; charset=utf-8", content)
    raise BadInput(
        "This kind of file is not taken, or the file is not what its name says.",
        "Send a picture (JPEG, PNG, WebP), a PDF or a plain text file.",
        code="file.kind",
    )


def _picture(stem: str, content: bytes, kind: str) -> Examined:
    media_type, ending = _PICTURES[kind]
    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind]) as opened:
                width, height = opened.size
                if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                    raise _damaged()
                # The camera's turn is applied, then forgotten with all else that it noted.
                picture = ImageOps.exif_transpose(opened)
                mode = "RGB" if kind == "JPEG" else ("RGBA" if "A" in picture.getbands() else "RGB")
                bare = Image.new(mode, picture.size)
                bare.paste(picture.convert(mode))
                bare.save(out, kind, **({"quality": 88} if kind != "PNG" else {}))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _damaged() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _damaged() from error
    return Examined(f"{stem}{ending}", media_type, out.getvalue(), *bare.size)


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text)


def _name(name: str) -> tuple[str, str]:
    """The name without folders and harmful characters, and its ending in lower case."""
    last = cleaned(name).replace("\\", "/").rpartition("/")[2]
    path = PurePosixPath(re.sub(r"[\t\n<>:\"|?*\u200e\u200f]", "", last).strip(". "))
    return path.stem.strip()[:LONGEST_NAME] or "file", path.suffix.lower()


def _damaged() -> BadInput:
    return BadInput(
        "This picture cannot be read, or it is too large.",
        f"Send one of at most {MOST_PIXELS // 1_000_000} million pixels.",
        code="file.damaged",
    )
