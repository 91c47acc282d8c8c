"""A file is what its bytes are: pictures are written anew, what lies about itself is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from channels.file_kinds import Examined, examined
from kizashi.errors import BadInput

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (6, 4), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 60, 40)).save(out, kind, **how)
    return out.getvalue()


def opened(found: Examined) -> Image.Image:
    return Image.open(io.BytesIO(found.content))


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        examined(name, content)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "media_type", "ending"),
    [("JPEG", "image/jpeg", ".jpg"), ("PNG", "image/png", ".png"), ("WEBP", "image/webp", ".webp")],
)
def test_a_picture_is_known_by_its_bytes(kind: str, media_type: str, ending: str) -> None:
    found = examined("茶碗.wrong", picture(kind))

    assert (found.name, found.media_type) == (f"茶碗{ending}", media_type)
    assert (found.width, found.height) == (6, 4)
    assert opened(found).format == kind


def test_where_a_picture_was_taken_does_not_travel_along() -> None:
    exif = Image.Exif()
    exif[0x010F] = "the maker of the camera"
    exif.get_ifd(0x8825)[2] = (35.0, 2.0, 30.0)
    content = picture("JPEG", exif=exif.tobytes())
    assert b"the maker of the camera" in content

    found = examined("a.jpg", content)

    assert b"the maker of the camera" not in found.content
    assert not opened(found).getexif()


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    found = examined("a.jpg", picture("JPEG", size=(6, 4), exif=exif.tobytes()))

    assert (found.width, found.height) == (4, 6)


def test_what_hangs_on_the_end_of_a_picture_is_cut_off() -> None:
    page = b"<script>alert(1)</script>"

    assert page not in examined("a.png", picture() + page).content


def test_what_is_see_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(examined("a.png", out.getvalue())).getpixel((0, 0)) == (0, 0, 0, 0)


def test_pdf_and_text_are_kept_as_they_are() -> None:
    assert examined("案内.PDF", PDF) == Examined("案内.pdf", "application/pdf", PDF)
    text = "ひとこと\n".encode()
    assert examined("memo.txt", text).content == text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.png", b"<svg onload='alert(1)'/>", id="SVG called PNG"),
        pytest.param("a.svg", b"<svg onload='alert(1)'/>", id="SVG"),
        pytest.param("a.jpg", b"<html><script>alert(1)</script>", id="HTML called JPEG"),
        pytest.param("a.html", b"<html></html>", id="HTML"),
        pytest.param("a.pdf", b"MZ\x90\x00 a program", id="program called PDF"),
        pytest.param("a.exe", b"MZ\x90\x00", id="program"),
        pytest.param("a.txt", b"\x00\x01\x02", id="bytes called text"),
        pytest.param("a.txt", b"\xff\xfe\xfa", id="no UTF-8"),
        pytest.param("a.html", PDF, id="PDF called HTML"),
        pytest.param("a.zip", b"PK\x03\x04", id="archive"),
        pytest.param("a.gif", b"GIF89a\x01\x00\x01\x00;<script>", id="GIF that is script"),
        pytest.param("a", b"just words", id="no ending"),
    ],
)
def test_what_lies_or_is_not_taken_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == "file.kind"


@pytest.mark.parametrize(
    "content",
    [picture()[:40], picture("JPEG")[:60], b"\x89PNG\r\n\x1a\n", b"RIFF\x10\x00\x00\x00WEBPVP8 "],
)
def test_a_picture_that_cannot_be_read_is_refused(content: bytes) -> None:
    assert refusal("a.png", content) == "file.damaged"


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1_000)))

    assert refusal("a.png", bomb) == "file.damaged"


def test_an_empty_file_is_refused() -> None:
    assert refusal("a.png", b"") == "file.empty"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\yui\\写真.png", "写真.png"),
        ("a\u202egnp.exe", "agnp.png"),
        ('"><img src=x>.png', "img src=x.png"),
        ("", "file.png"),
        ("...", "file.png"),
        ("長" * 300 + ".png", "長" * 80 + ".png"),
    ],
)
def test_a_name_is_made_harmless(name: str, kept: str) -> None:
    assert examined(name, picture()).name == kept
