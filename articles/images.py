"""Uploaded pictures: checked, turned upright, and written anew without what a camera has noted."""

import uuid
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
PIXEL_LIMIT = 40_000_000
LONGEST_SIDE = 2400  # Pixels; what a wide screen shows and a page prints.


def remade(upload: File) -> ContentFile:
    """Return `upload` as a new JPEG under a name of ours, without EXIF or place (norms: re-encoded).

    Raises ValidationError for what is no JPEG, PNG or WebP, or has more than 40 million pixels.
    """
    try:
        upload.seek(0)
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > PIXEL_LIMIT:
                raise ValidationError("图片超过 4000 万像素。请缩小后再上传。")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        raise ValidationError("读不出这张图片。请上传 JPEG、PNG 或 WebP 格式的图片。") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return ContentFile(out.getvalue(), name=f"{uuid.uuid4().hex}.jpg")
