"""Writes ``.msg`` files as Outlook does: a compound file (MS-CFB) of MAPI properties (MS-OXMSG)."""

from datetime import datetime
from datetime import UTC
from itertools import pairwise

import struct


SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BINARY, UNICODE, INTEGER, TIME = 0x0102, 0x001F, 0x0003, 0x0040
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
UNICODE_STORE = 0x00040000


def make_msg(**message):
    """Bytes of a message.

    :param message: `subject`, `body`, `html` (bytes), `sender` (name, address), `people` (list of
        (type, name, address)), `sent` (aware), `attachments` (list of (name, bytes)), `rtf`.
    """
    sender = message.get("sender", ("Orla Zephyrine", "orla@example.org"))
    properties = {
        (0x340D, INTEGER): UNICODE_STORE,
        (0x3FDE, INTEGER): 65001,
        (0x001A, UNICODE): "IPM.Note",
        (0x0037, UNICODE): message.get("subject", "Monday"),
        (0x0C1A, UNICODE): sender[0],
        (0x0C1F, UNICODE): sender[1],
        (0x0039, TIME): message.get("sent"),
        (0x1000, UNICODE): message.get("body"),
        (0x1013, BINARY): message.get("html"),
        (0x1009, BINARY): message.get("rtf"),
    }
    people, attachments = message.get("people", ()), message.get("attachments", ())
    counts = struct.pack("<8x4I8x", len(people), len(attachments), len(people), len(attachments))
    tree = _streams(properties, counts)
    for number, (kind, name, address) in enumerate(people):
        found = {
            (0x0C15, INTEGER): kind,
            (0x3001, UNICODE): name,
            (0x39FE, UNICODE): address,
        }
        tree[f"__recip_version1.0_#{number:08X}"] = _streams(found, bytes(8))
    for number, (name, data) in enumerate(attachments):
        found = {(0x3707, UNICODE): name, (0x3705, INTEGER): 1, (0x3701, BINARY): data}
        tree[f"__attach_version1.0_#{number:08X}"] = _streams(found, bytes(8))
    return _Compound(tree).data


def _streams(properties, header):
    """`{name: bytes}` of the properties of one object."""
    table, streams = header, {}
    for (number, kind), value in properties.items():
        if value is None:
            continue
        if kind == INTEGER:
            inline = struct.pack("<II", value, 0)
        elif kind == TIME:
            inline = struct.pack("<Q", int((value - EPOCH).total_seconds()) * 10**7)
        else:
            data = value.encode("utf-16-le") if kind == UNICODE else value
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
            inline = struct.pack("<II", len(data) + (2 if kind == UNICODE else 0), 0)
        table += struct.pack("<HHI", kind, number, 6) + inline
    return {"__properties_version1.0": table, **streams}


class _Compound:
    """A compound file of `{name: bytes or tree}`; `data` is its bytes."""

    def __init__(self, tree):
        self.entries, self.mini, self.sectors, self.fat, self.minifat = [], b"", [], [], []
        self.add("Root Entry", 5)
        self.fill(0, tree)
        self.entries[0][4:] = [self.chain(self.mini), len(self.mini)]
        self.data = self.finished()

    def chain(self, data):
        """Number of the first of the sectors that hold the data."""
        start = len(self.sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        self.sectors.extend(pieces)
        self.fat.extend([*range(start + 1, start + len(pieces)), END])
        return start

    def small(self, data):
        """The same in the small sectors."""
        start, count = len(self.minifat), -(-len(data) // MINI)
        self.mini += data.ljust(count * MINI, b"\0")
        self.minifat.extend([*range(start + 1, start + count), END])
        return start

    def add(self, name, kind, data=b""):
        """Number of a new entry of the directory."""
        start = END
        if data:
            start = self.chain(data) if len(data) >= CUTOFF else self.small(data)
        self.entries.append([name, kind, FREE, FREE, start, len(data)])
        return len(self.entries) - 1

    def fill(self, at, children):
        """Add the children of an entry."""
        made = []
        for name, value in children.items():
            is_stream = isinstance(value, bytes)
            made.append(self.add(name, 2, value) if is_stream else self.add(name, 1))
            if not is_stream:
                self.fill(made[-1], value)
        for one, following in pairwise(made):
            self.entries[one][2] = following
        self.entries[at][3] = made[0] if made else FREE

    def finished(self):
        """The file, its tables behind its streams."""
        table = struct.pack(f"<{len(self.minifat)}I", *self.minifat)
        mini_count = -(-len(table) // SECTOR)
        mini_at = self.chain(table.ljust(mini_count * SECTOR, b"\xff"))
        directory_at = self.chain(b"".join(map(_entry, self.entries)))
        count = 1
        while count * SECTOR // 4 < len(self.fat) + count:
            count += 1
        places = [len(self.sectors) + number for number in range(count)]
        self.fat += [FAT] * count
        table = struct.pack(f"<{len(self.fat)}I", *self.fat).ljust(count * SECTOR, b"\xff")
        head = struct.pack(
            "<8s16x5H6x9I109I",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            *(0x3E, 3, 0xFFFE, 9, 6),
            *(0, count, directory_at, 0, CUTOFF, mini_at, mini_count, END, 0),
            *(places + [FREE] * (109 - count)),
        )
        return head + b"".join(self.sectors) + table


def _entry(entry):
    name, kind, following, child, start, size = entry
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", text, len(text), kind, 1, FREE, following, child, 0, start, size
    )
