"""Which paths the filter answers for, and what it reads off them."""

from welfarefiles.access.address import address_of

import pytest


SCHOOL = "school-0123456789abcdef"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/Plone",
        "/Plone/login",
        "/Plone/school-0123456789ABCDEF",
        "/Plone/school-0123456789abcde",
        "/Plone/school-0123456789abcdef0",
        "/Plone/old-school-0123456789abcdef",
    ],
)
def test_other_paths_are_none_of_ours(path):
    assert address_of(path) is None


@pytest.mark.parametrize(
    ("path", "script", "home", "seen"),
    [
        (f"/Plone/{SCHOOL}", "", "/Plone", f"/Plone/{SCHOOL}"),
        (f"//Plone/./{SCHOOL}/files/", "", "/Plone", f"/Plone/{SCHOOL}/files"),
        (f"/{SCHOOL}/x", "/app", "/app/", f"/app/{SCHOOL}/x"),
        (f"/Plone/++api++/{SCHOOL}", "", "/Plone", f"/Plone/++api++/{SCHOOL}"),
        (
            f"/VirtualHostBase/https/example.org:443/Plone/VirtualHostRoot/{SCHOOL}/files",
            "",
            "/",
            f"/{SCHOOL}/files",
        ),
        (
            f"/VirtualHostBase/https/example.org:443/Plone/VirtualHostRoot/_vh_files/{SCHOOL}",
            "",
            "/files",
            f"/files/{SCHOOL}",
        ),
        (
            f"/VirtualHostBase/http/localhost:80/Plone/{SCHOOL}/VirtualHostRoot/files",
            "",
            "/files",
            "/files",
        ),
    ],
)
def test_home_and_path_are_what_the_browser_sees(path, script, home, seen):
    address = address_of(path, script)
    assert (address.home, address.path) == (home, seen)


def test_api_in_the_path_asks_for_json():
    assert address_of(f"/Plone/++api++/{SCHOOL}").is_api
    assert address_of(f"/++api++/VirtualHostBase/http/a/Plone/VirtualHostRoot/{SCHOOL}").is_api
    assert not address_of(f"/Plone/{SCHOOL}").is_api
