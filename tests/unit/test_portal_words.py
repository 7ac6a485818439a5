"""Labels within sentences, and the assets' addresses."""

from welfarefiles.portal import assets
from welfarefiles.portal.errors import in_sentence

import gzip
import pytest
import re


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("Outcome", "the outcome"),
        ("When it happened", "when it happened"),
        ("Who it was with", "who it was with"),
        ("The child's own view", "the child's own view"),
        ("What", "the what"),
        ("UPN", "the UPN"),
        ("NHS number", "the NHS number"),
        ("Theory", "the theory"),
        ("", "the "),
    ],
)
def test_a_label_within_a_sentence(label, within):
    assert in_sentence(label) == within


def test_an_address_changes_with_the_content():
    one, two = assets.url("http://x", "welfarefiles.css"), assets.url("http://x", "rows.js")
    assert re.fullmatch(r"http://x/@@welfare-look/[0-9a-f]{16}/welfarefiles\.css", one)
    assert one.split("/")[-2] != two.split("/")[-2]


def test_every_asset_is_packed():
    for asset in assets.ASSETS.values():
        assert gzip.decompress(asset.packed) == asset.body
        assert asset.body


def test_bootstrap_is_in_a_layer_of_its_own():
    css = assets.ASSETS["bootstrap.css"].body
    assert css.startswith(b'@charset "UTF-8";@layer bootstrap{')
    assert css.count(b"{") == css.count(b"}")
    assert b"--bs-" in css


def test_no_style_sheet_and_script_of_ours_asks_for_anything_foreign():
    for name in ("welfarefiles.css", "welfarefiles.js", "rows.js", "upload.js"):
        assert b"http" not in assets.ASSETS[name].body.replace(b"XMLHttpRequest", b""), name
