"""Who looks after the site looks into no file, by any door Plone opens to administrators."""

from base64 import b64decode
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.sample import make_user
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.roles import OUR_ROLES
from welfarefiles.people.team import team

import pytest
import transaction


CHILD = b"Zephyrine"
ADMINISTRATORS = {"siteadmin": ["Site Administrator"], "manager": ["Manager"]}
#: Doors to content besides its own pages; all must look as if it were not there.
DOORS = (
    "",
    "/view",
    "/edit",
    "/sharing",
    "/@@sharing",
    "/@@delete_confirmation",
    "/@@object_cut",
    "/@@object_copy",
    "/@@object_rename",
    "/@@folder_contents",
    "/@@historyview",
    "/@@manage-content-rules",
    "/@@manage-portlets",
    "/manage_main",
    "/manage_access",
    "/manage_owner",
    "/manage_UndoForm",
    "/manage_change_history_page",
    "/manage_exportObject",
    "/manage_delObjects",
    "/@history",
    "/@sharing",
    "/@locking",
    "/@linkintegrity",
    "/@aliases",
    "/@workflow",
    "/@types",
    "/@querystring-search",
)


@pytest.fixture
def paths(http):
    portal = http["portal"]
    make_people(portal)
    for user_id, roles in ADMINISTRATORS.items():
        make_user(portal, user_id, ["Member", *roles])
    school = make_staffed_school(portal)
    with signed_in("lead"):
        file = make_file(school)
        note = make_record(file, "ContactNote", discussion="Zephyrine said so")
        elsewhere = make_file(school, "ChildProtectionFile")
    grant_all(file)
    transaction.commit()
    contents = {"portal": portal, "school": school, "files": school["files"], "file": file}
    contents |= {"note": note, "elsewhere": elsewhere}
    return {name: path_of(content) for name, content in contents.items()}


@pytest.fixture(params=sorted(ADMINISTRATORS))
def admin(request, http, paths):
    return Person(http, request.param)


def children(portal):
    """Everything there is of ours, by path: nothing may be gone or new."""
    transaction.begin()
    found = []
    for school in portal.objectValues("Dexterity Container"):
        for file in getattr(school, "files", school).objectValues():
            found += [path_of(file), *(path_of(record) for record in file.objectValues())]
    return sorted(found)


def test_sees_nothing_by_any_door(admin, paths):
    for name in ("file", "note"):
        for door in DOORS:
            for accept in ("text/html", "application/json"):
                assert admin.ask(paths[name] + door, accept=accept).status == 404, door


def test_finds_nothing(http, admin, paths):
    transaction.begin()
    portal = http["portal"]
    uid = portal.unrestrictedTraverse(paths["file"]).UID()
    for path in (
        "/@search?SearchableText=Zephyrine",
        f"/@search?UID={uid}",
        "/@search?portal_type=ContactNote",
        f"/resolveuid/{uid}",
        f"/@@redirect-to-uuid/{uid}",
        f"/@resolveuid/{uid}",
        "/@@getVocabulary?name=plone.app.vocabularies.Catalog",
        "/@vocabularies/plone.app.vocabularies.Catalog?title=Zephyrine",
        "/@navigation?expand.navigation.depth=5",
        "/@contextnavigation",
        "/portal_catalog/manage_catalogView",
        "/sitemap",
        "/@@search?SearchableText=Zephyrine",
        "/@transactions",
        "/manage_UndoForm",
        "/@@export-content",
    ):
        answer = admin.ask(paths["portal"] + path, accept="application/json")
        told = answer.body.replace(path.rpartition("/")[2].encode(), b"")  # without its own echo
        for secret in (CHILD, uid.encode(), b"WF-2026"):
            assert secret not in told, path


def test_register_and_its_folder_list_nothing(admin, paths):
    for path in (paths["files"], f"{paths['files']}/view", paths["school"]):
        for accept in ("text/html", "application/json"):
            answer = admin.ask(path, accept=accept)
            assert CHILD not in answer.body
            assert paths["file"].rpartition("/")[2].encode() not in answer.body


def test_deletes_neither_content_nor_ancestors(http, admin, paths):
    before = children(http["portal"])
    for name in ("note", "file", "files", "school"):
        assert admin.call("DELETE", paths[name])[0] in (400, 401, 403, 404), name
        status, _page = admin.send(
            f"{paths[name]}/delete_confirmation", press="form.buttons.Delete"
        )
        assert status in (302, 400, 404), name
    school_id = paths["school"].rpartition("/")[2]
    form = {"paths": f"/{school_id}", "ids:list": school_id}
    for door in ("manage_delObjects", "@@fc-delete", "folder_delete"):
        admin.send(f"{paths['portal']}/{door}", paths["portal"], **form)
    assert children(http["portal"]) == before


def test_copies_moves_and_renames_nothing(http, admin, paths):
    before = children(http["portal"])
    _status, home = admin.get(paths["portal"])
    base = home["@id"]
    for name in ("note", "file", "files", "school"):
        source = base + paths[name].removeprefix(paths["portal"])
        for target in ("portal", "school", "files", "elsewhere"):
            for verb in ("@copy", "@move"):
                status, answer = admin.post(f"{paths[target]}/{verb}", source=source)
                assert status >= 400 or answer == [], (verb, name, target)
    school_id = paths["school"].rpartition("/")[2]
    for door in ("manage_renameObject", "@@fc-rename"):
        form = {"id": school_id, "new_id": "renamed", "newid_1": "renamed", "UID_1": "x"}
        admin.send(f"{paths['portal']}/{door}", paths["portal"], **form)
    admin.patch(paths["school"], id="renamed")
    assert children(http["portal"]) == before


def test_exports_nothing(admin, paths):
    """One file of the whole school, with every word in it, is what Zope's own export would be."""
    school_id, file_id = (paths[name].rpartition("/")[2] for name in ("school", "file"))
    for place, id in (("portal", school_id), ("files", file_id), ("file", "")):
        for form in (f"id={id}&download=1", f"id={id}&download:int=1"):
            answer = admin.ask(f"{paths[place]}/manage_exportObject?{form}")
            assert answer.status in (302, 401, 403, 404)
            assert CHILD not in answer.body


def test_shares_nothing(http, admin, paths):
    for name in ("school", "files", "file", "note"):
        entries = [
            {"id": "stranger", "type": "user", "roles": {"Reader": True, "Welfare Lead": True}}
        ]
        status, _data = admin.post(f"{paths[name]}/@sharing", entries=entries, inherit=True)
        assert status >= 400, name
        admin.send(
            f"{paths[name]}/manage_setLocalRoles", paths["portal"], userid="stranger", roles="Owner"
        )
    stranger = Person(http, "stranger")
    assert {stranger.get(paths[name])[0] for name in ("school", "files", "file", "note")} == {404}


def test_gives_nobody_a_role_of_ours(http, admin, paths):
    """By whichever way a role is given to an account or a group: it opens nothing."""
    roles = dict.fromkeys([*OUR_ROLES, "Editor", "Reader", "Contributor", "Reviewer"], True)
    admin.patch(f"{paths['portal']}/@users/stranger", roles=roles)
    admin.post(
        f"{paths['portal']}/@groups", groupname="helpers", roles=list(roles), users=["stranger"]
    )
    admin.patch(f"{paths['portal']}/@groups/helpers", roles=list(roles), users={"stranger": True})
    admin.patch(f"{paths['portal']}/@groups/Reviewers", users={"stranger": True})
    new = {"username": "invented", "email": "i@example.org", "password": "a long enough passphrase"}
    admin.post(f"{paths['portal']}/@users", **new, roles=list(roles))
    for user_id in ("stranger", "invented", admin_id(admin)):
        person = Person(http, user_id)
        # 401: there is no such account, because whoever asked may not make one
        assert {person.get(paths[name])[0] for name in ("file", "note")} <= {401, 404}
    transaction.begin()
    for user_id in ("stranger", "invented"):
        user = http["portal"].acl_users.getUserById(user_id)
        assert user is None or not set(user.getRoles()) & OUR_ROLES


def admin_id(person):
    """User id of whoever asks."""
    token = person.credentials["Authorization"].removeprefix("Basic ")
    return b64decode(token).decode().partition(":")[0]


def test_undoes_nothing(http, admin, paths):
    status, _data = admin.get(f"{paths['portal']}/@transactions")
    assert status in (401, 403, 404)
    ids = [one["id"] for one in http["app"]._p_jar.db().undoLog(0, 5)] if _has_undo(http) else ["x"]
    assert admin.patch(f"{paths['portal']}/@transactions", transaction_ids=[str(ids[0])])[0] >= 400
    before = children(http["portal"])
    for place in ("portal", "school", "file"):
        admin.send(
            f"{paths[place]}/manage_undo_transactions", paths["portal"], transaction_info="x"
        )
    assert children(http["portal"]) == before


def _has_undo(http):
    return http["app"]._p_jar.db().supportsUndo()


def test_adds_no_file_and_no_record(admin, paths):
    child = {"given_name": "A", "family_name": "B", "date_of_birth": "2016-05-04"}
    assert admin.post(paths["files"], type="WelfareFile", **child)[0] in (400, 401, 403, 404)
    assert admin.post(paths["file"], type="ContactNote")[0] == 404
    assert admin.page(f"{paths['files']}/++add++WelfareFile")[0] == 404


def test_takes_no_step(admin, paths):
    for transition in ("close", "transfer", "sign"):
        for name in ("file", "note"):
            assert admin.step(paths[name], transition)[0] == 404
            assert admin.move_on(paths[name], transition)[0] == 404


def test_names_nobody_for_the_team(http, admin, paths):
    """Not even themselves: the head teacher and the leads do that."""
    school = http["portal"].unrestrictedTraverse(paths["school"])
    before = team(school).entries()
    for place in ("school", "files"):
        assert admin.page(f"{paths[place]}/@@team")[0] == 404
    admin.patch(paths["school"], headteacher=admin_id(admin))
    transaction.begin()
    assert team(school).entries() == before


def test_makes_schools_but_no_second_place_for_files(http, admin, paths):
    """A folder of files elsewhere would be outside of what this school's pages and rules know."""
    status, made = admin.post(paths["portal"], type="School", title="Another")
    assert status == 201
    assert made["id"].startswith("school-")
    for place in ("portal", "school", "files"):
        assert admin.post(paths[place], type="FilesFolder", title="More")[0] >= 400
        assert admin.page(f"{paths[place]}/++add++FilesFolder")[0] >= 302
    transaction.begin()
    school = http["portal"].unrestrictedTraverse(paths["school"])
    assert sorted(school.objectIds()) == ["concerns", "files"]


def test_lead_too_deletes_copies_and_shares_nothing(http, paths):
    before, lead = children(http["portal"]), Person(http, "lead")
    assert lead.get(paths["note"])[0] == 200
    base = lead.get(f"{paths['portal']}/@schools")[1]["@id"].removesuffix("/@schools")
    for name in ("note", "file", "files", "school"):
        assert lead.call("DELETE", paths[name])[0] >= 400
        assert lead.post(f"{paths[name]}/@sharing", entries=[], inherit=True)[0] >= 400
        source = base + paths[name].removeprefix(paths["portal"])
        for verb in ("@copy", "@move"):
            for target in ("files", "elsewhere", "file"):
                status, answer = lead.post(f"{paths[target]}/{verb}", source=source)
                assert status >= 400 or answer == [], (verb, name, target)
    assert children(http["portal"]) == before


def test_the_servers_account_is_nobody_even_under_the_id_of_a_lead(http, paths):
    """Whoever runs the server can make an account with any id: the index must not take it for
    that of the person in the team."""
    transaction.begin()
    school = http["portal"].unrestrictedTraverse(paths["school"])
    team(school).add(TeamEntry(SITE_OWNER_NAME, "Welfare Lead", FILE_TYPES))
    transaction.commit()
    server = Person(http, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    for path in (
        f"{paths['portal']}/@search?SearchableText=Zephyrine",
        f"{paths['portal']}/@search",
        paths["portal"],
        paths["files"],
        paths["file"],
    ):
        for accept in ("text/html", "application/json"):
            answer = server.ask(path, accept=accept)
            for secret in (CHILD, b"WF-2026", paths["file"].rpartition("/")[2].encode()):
                assert secret not in answer.body, path
