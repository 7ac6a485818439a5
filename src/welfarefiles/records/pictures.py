"""A picture without what the camera noted in it: the place, the device, the owner. Needs no Plone.

The original is evidence and stays as it came. What is handed out for looking at is a copy whose
picture is the same, bit by bit: only the parts that describe it are left out, all but the one
that says which way up it is. Kinds not known here, and files that are damaged, stay as they are.
"""

import struct


JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
#: Markers of JPEG: begin of a scan, end; those without a length.
_SCAN, _END = 0xDA, 0xD9
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
#: Of what programs add (APP0 to APP15, comment): shape of pixels, colours. All else goes.
_KEPT = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_ADDED = frozenset({*range(0xE0, 0xF0), 0xFE})
#: Parts of a PNG that describe it.
_DESCRIBE = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112
#: How far in the orientation is looked for: entries of the first directory.
_MOST_ENTRIES = 200


class Damaged(ValueError):
    """The file is not what it says it is."""


def can_tell(head):
    """Whether the first bytes are those of a kind whose descriptions can be left out."""
    return head.startswith((JPEG, PNG))


def without_notes(data):
    """The same picture without what describes it; other kinds and damaged files unchanged."""
    try:
        if data.startswith(JPEG):
            return b"".join(_jpeg(data))
        if data.startswith(PNG):
            return b"".join(_png(data))
    except (Damaged, IndexError, struct.error):
        pass
    return data


def _jpeg(data):
    """Parts of a JPEG that stay; what stands after its end, as a second picture, does not."""
    yield JPEG
    place, turned = 2, 1
    while True:
        if data[place] != 0xFF:
            raise Damaged
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker == _END:
            yield data[place : place + 2]
            return
        end = place + 2 + (0 if marker in _BARE else _length(data, place + 2))
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        body = data[place + 4 : end]
        if marker == 0xE1 and body.startswith(_EXIF) and turned == 1:
            turned = orientation(body[len(_EXIF) :])
            yield _only_turned(turned) if turned != 1 else b""
        elif marker not in _ADDED or body.startswith(_KEPT.get(marker, b"\x00none")):
            yield data[place:end]
        place = end


def _length(data, place):
    """Bytes of a part, its length's own two among them."""
    [length] = struct.unpack_from(">H", data, place)
    if length < 2 or place + length > len(data):
        raise Damaged
    return length


def _end_of_scan(data, place):
    """Where the coded picture ends: at the next marker that is neither stuffing nor a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise Damaged
        if data[place + 1] != 0 and data[place + 1] not in _BARE:
            return place
        place += 2


def orientation(tiff):
    """Which way up a picture is, 1 to 8, by its Exif part; 1 when that does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        [first] = struct.unpack_from(f"{order}I", tiff, 4)
        [number] = struct.unpack_from(f"{order}H", tiff, first)
        for entry in range(min(number, _MOST_ENTRIES)):
            tag, _kind, _count, value = struct.unpack_from(
                f"{order}HHIH", tiff, first + 2 + 12 * entry
            )
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _only_turned(value):
    """An Exif part that says which way up, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    return struct.pack(">HH", 0xFFE1, 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff


def _png(data):
    """Parts of a PNG that stay."""
    yield PNG
    place = len(PNG)
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise Damaged
        if kind not in _DESCRIBE:
            yield data[place:end]
        place = end
        if kind == b"IEND":
            return
    raise Damaged
