"""Photographs as a telephone makes them: with the place, the device and which way up."""

from io import BytesIO
from PIL import Image
from PIL import TiffImagePlugin


MAKER = "Canary Telephones"
LATITUDE = tuple(TiffImagePlugin.IFDRational(one) for one in (51, 30, 0))


def jpeg(turned=1, progressive=False):
    """Bytes of a JPEG with a place in its Exif part."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = MAKER, turned
    exif[0x8825] = {1: "N", 2: LATITUDE, 3: "W", 4: LATITUDE}
    picture = Image.effect_noise((64, 48), 80).convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, progressive=progressive, dpi=(72, 72), comment=MAKER)
    return out.getvalue()
