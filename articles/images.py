"""Uploaded pictures: checked, turned upright, and written anew without what a camera has noted."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageCms

from articles.image_notes import Proposal, orientation, proposed
from articles.image_parts import excess

__all__ = ["ImageError", "Proposal", "proposals", "remade"]

FORMATS = ("JPEG", "PNG", "WEBP")
BYTES_LIMIT = 64 * 2**20
PIXEL_LIMIT = 40_000_000
LONGEST_SIDE = 2400  # Pixels; what a wide screen shows and a page prints.

_SAVE_AS = "请用看图或修图软件另存为 JPEG 后再上传"
_OTHER_FORMATS = (
    (0, b"GIF8", "GIF 图片"),
    (0, b"II*\0", "TIFF 图片"),
    (0, b"MM\0*", "TIFF 图片"),
    (0, b"BM", "BMP 图片"),
    (0, b"8BPS", "Photoshop 文件"),
    (0, b"%PDF", "PDF 文档"),
    (4, b"ftypavi", "AVIF 图片"),
    (4, b"ftyp", "HEIC 图片或视频"),
)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class ImageError(ValidationError):
    """A picture that is not taken: `reason` says why, `remedy` what to do, both in Chinese for an editor."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}。{remedy}。")
        self.reason = reason
        self.remedy = remedy


def remade(upload: File) -> ContentFile:
    """Return `upload` as a new JPEG under a name of ours, without EXIF or place (norms: re-encoded).

    Raises ImageError, a ValidationError, for what is no JPEG, PNG or WebP, moves, is damaged, or has
    more than 40 million pixels. The last is told from the header alone.
    """
    with _opened(upload) as image:
        pixels = _upright(image)
    out = BytesIO()
    pixels.save(out, "JPEG", quality=85, optimize=True)
    return ContentFile(out.getvalue(), name=f"{uuid.uuid4().hex}.jpg")


def proposals(upload: File) -> Proposal:
    """Return the caption and the credits that `upload` carries. Raises ImageError as `remade` does."""
    with _opened(upload) as image:
        return proposed(image)


@contextmanager
def _opened(upload: File) -> Iterator[Image.Image]:
    """The picture, its pixels not read yet; whatever fails while it is in use is told as an ImageError."""
    data = _bytes(upload)
    _refuse_odd_parts(data)
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > PIXEL_LIMIT:
                raise _too_large()
            yield image
    except ImageError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except Exception:  # The decoders raise whatever damaged data leads them to.
        raise _unreadable(data) from None


def _bytes(upload: File) -> bytes:
    upload.seek(0)
    data = upload.read(BYTES_LIMIT + 1)
    if len(data) > BYTES_LIMIT:
        raise ImageError(f"图片文件超过 {BYTES_LIMIT // 2**20} MB", "请缩小后再上传")
    return bytes(data)


def _refuse_odd_parts(data: bytes) -> None:
    kind = excess(data)
    if kind == "frames":
        raise ImageError("这是动图", "请截取其中一幅，另存为 JPEG 后再上传")
    if kind:
        raise ImageError("图片文件的结构不正常，可能是恶意文件", _SAVE_AS)


def _too_large() -> ImageError:
    return ImageError(f"图片超过 {PIXEL_LIMIT // 10_000} 万像素", "请缩小后再上传")


def _unreadable(data: bytes) -> ImageError:
    """What is wrong with a picture that no decoder reads."""
    for at, magic, what in _OTHER_FORMATS:
        if data.startswith(magic, at):
            return ImageError(f"这是 {what}，只收 JPEG、PNG 和 WebP 格式", _SAVE_AS)
    if b"<svg" in data[:4096].lower():
        return ImageError("这是 SVG 矢量图，只收 JPEG、PNG 和 WebP 格式", _SAVE_AS)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG")) or data[8:12] == b"WEBP":
        return ImageError("图片已损坏或不完整", "请重新传一次，或换一份完好的文件")
    return ImageError("读不出这张图片", "请上传 JPEG、PNG 或 WebP 格式的图片")


def _upright(image: Image.Image) -> Image.Image:
    """The picture in red, green and blue as it was held, not larger than we show; nothing noted in it."""
    turn = _TURNS.get(orientation(image))
    profile = image.info.get("icc_profile")
    image = _plain(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image = _in_common_colours(_opaque(image), profile)
    image = image.transpose(turn) if turn is not None else image
    image.info.clear()
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller without loss; a JPEG stays as it is, not yet decoded."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")  # Sixteen bits of grey.
    mode = "RGBA" if image.has_transparency_data else image.mode
    if mode not in ("L", "RGB", "CMYK", "RGBA"):
        mode = "RGB"
    return image if image.mode == mode else image.convert(mode)


def _opaque(image: Image.Image) -> Image.Image:
    """The picture on white: what is transparent may be black below, or not meant to be seen."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image)
    return paper


def _in_common_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture as any screen shows it: its own profile of colours, which printers' files need, goes."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            common = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, common, outputMode="RGB") or image
    return image.convert("RGB")
