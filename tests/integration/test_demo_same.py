"""The demonstration is the same whenever it is built on the same day."""

from tests.demonstration import portal_for_a_while
from tests.demonstration import quiet
from welfarefiles.demo import build


def built(folder):
    """What two builds are to have in common."""
    folder.mkdir()
    with portal_for_a_while(folder) as portal:
        school = build.build(portal, number=2, report=quiet, beside=False)
        return sorted(
            (file.reference, file.child_name, file.upn, file.opened_on, moments(file))
            for file in school["files"].objectValues()
        )


def moments(file):
    return sorted((one.happened_at, one.recorded_at, one.author) for one in file.objectValues())


def test_same_seed_gives_the_same_files_and_records(functional_session, tmp_path):
    assert built(tmp_path / "one") == built(tmp_path / "two")
