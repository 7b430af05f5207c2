"""Pictures as cameras, agencies and attackers make them."""

import struct
import zlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

PLACE = (31.0, 13.0, 42.5)  # Degrees, minutes, seconds; a camera's secret.

CAPTION, BYLINE, CREDIT = 120, 80, 110  # Of IPTC's second record.
TAGS = {"description": 0x010E, "make": 0x010F, "orientation": 0x0112, "artist": 0x013B}
TAGS |= {"xp_comment": 0x9C9C, "xp_author": 0x9C9D}
GPS = 0x8825


def picture(size=(40, 30), format="JPEG", mode="RGB", color="olive", **options):
    """Return the bytes of a plain picture."""
    out = BytesIO()
    Image.new(mode, size, color).save(out, format, **options)
    return out.getvalue()


def upload(size=(40, 30), format="JPEG", **options):
    """Return a plain picture as somebody sends it."""
    return ContentFile(picture(size, format, **options), name="holiday.jpg")


def exif(**named):
    """Return EXIF with a place, and with what is given by the names of `TAGS`."""
    block = Image.Exif()
    for name, value in named.items():
        block[TAGS[name]] = value
    block.get_ifd(GPS).update({1: "N", 2: PLACE, 29: "SecretPlace"})
    return block


def with_iptc(jpeg, *fields, damaged=False):
    """Return a JPEG that carries `fields`, pairs of number and bytes, as IPTC in Photoshop's segment."""
    block = b"".join(b"\x1c\2" + struct.pack(">BH", number, len(text)) + text for number, text in fields)
    block = b"\x1c\x63" + block if damaged else block
    resource = b"8BIM\4\4\0\0" + struct.pack(">I", len(block)) + block
    return with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + resource)


def with_segment(jpeg, marker, content, times=1):
    """Return a JPEG with one more segment at its head, or several."""
    segment = b"\xff" + struct.pack(">BH", marker, len(content) + 2) + content
    return jpeg[:2] + segment * times + jpeg[2:]


def png_chunk(name, content=b""):
    """Return one part of a PNG."""
    crc = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)


def with_chunk(png, chunk, times=1):
    """Return a PNG with one more chunk after its header, or several."""
    return png[:33] + chunk * times + png[33:]


def claiming(width, height):
    """Return a PNG of a few bytes that claims to be this large."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + png_chunk(b"IDAT", zlib.compress(bytes(64)))
        + png_chunk(b"IEND")
    )
