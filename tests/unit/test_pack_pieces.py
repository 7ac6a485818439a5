"""What is verified at once: together the pieces are the whole pack, none too large."""

from hypothesis import given
from hypothesis import strategies
from types import SimpleNamespace
from welfarefiles.received import reading


SIZES = strategies.lists(strategies.sampled_from((0, 1, reading.BYTES_AT_ONCE // 3, 1 << 40)))


def runs_of(found, what):
    return [tuple(map(int, key.split(":")[1:3])) for key in found if key.startswith(what)]


@given(SIZES, strategies.integers(0, 2500))
def test_pieces_are_the_whole_pack(sizes, records):
    manifest = {"files": [{"size": size} for size in sizes], "parts": [{"records": [0] * records}]}
    found = reading.pieces(SimpleNamespace(manifest=manifest))
    for what, length in (("files", len(sizes)), ("records", records)):
        runs = runs_of(found, what)
        places = [place for start, stop in runs for place in range(start, stop)]
        assert places == list(range(max(length, 1)))
        assert all(stop - start <= reading.AT_ONCE for start, stop in runs)
    for start, stop in runs_of(found, "files"):
        held = sum(sizes[start:stop])
        assert held <= reading.BYTES_AT_ONCE or stop - start == 1
