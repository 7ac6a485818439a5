"""Pictures without what the camera noted: real ones, made with a place in them, and anything."""

from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.pictures import jpeg
from tests.pictures import MAKER
from welfarefiles.records.pictures import orientation
from welfarefiles.records.pictures import without_notes

import pytest


def opened(data):
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("turned", [1, 6])
def test_a_jpeg_without_place_and_device_is_the_same_picture(progressive, turned):
    data = jpeg(turned=turned, progressive=progressive)
    assert MAKER.encode() in data
    assert opened(data).getexif().get_ifd(0x8825)
    shown = without_notes(data)
    assert MAKER.encode() not in shown
    assert not opened(shown).getexif().get_ifd(0x8825)
    assert opened(shown).getexif().get(0x0112, 1) == turned
    assert opened(shown).tobytes() == opened(data).tobytes()
    assert opened(shown).info["dpi"] == opened(data).info["dpi"]
    assert without_notes(shown) == shown


def test_what_stands_after_the_end_goes():
    data = jpeg()
    assert without_notes(data + data) == without_notes(data)


def test_a_png_without_texts():
    notes, out = PngInfo(), BytesIO()
    notes.add_text("Author", MAKER)
    exif = Image.Exif()
    exif[0x010F] = MAKER
    Image.new("RGB", (9, 9), "red").save(out, "PNG", pnginfo=notes, exif=exif)
    shown = without_notes(out.getvalue())
    assert MAKER.encode() in out.getvalue()
    assert MAKER.encode() not in shown
    assert opened(shown).tobytes() == opened(out.getvalue()).tobytes()


@given(st.binary(max_size=60), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"%PDF-"]))
def test_anything_else_stays_as_it_is_and_nothing_breaks(data, start):
    shown = without_notes(start + data)
    assert len(shown) <= len(start + data)
    assert isinstance(orientation(data), int)


@given(st.integers(1, 3000))
def test_a_damaged_picture_stays_as_it_is(lost):
    data = jpeg()[:-lost]
    assert without_notes(data) == data
