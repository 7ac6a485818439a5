"""The form a school edits: through the web, out as XML and in again, over an upgrade."""

from collective.easyform.api import get_actions
from collective.easyform.api import get_schema
from collective.easyform.api import set_fields
from plone import api
from plone.app.testing import applyProfile
from tests.api import Person
from tests.concerns import make_listed_school
from tests.concerns import page
from tests.concerns import raised
from tests.concerns import send
from tests.sample import make_user
from welfarefiles.bodymap.field import IBodyMap
from welfarefiles.bodymap.field import IMark
from welfarefiles.forms.action import RaiseConcern
from welfarefiles.forms.definition import ACTIONS
from welfarefiles.forms.definition import definition_of
from welfarefiles.forms.definition import FIELDS
from welfarefiles.forms.definition import form_of
from zope.schema import getFieldNamesInOrder
from zope.schema import TextLine

import pytest
import transaction


@pytest.fixture
def school(http):
    make_user(http["portal"], "siteadmin", ["Member", "Site Administrator"])
    return make_listed_school(http["portal"])


FORM = "/plone/forms/raise-a-concern"


def names(school):
    transaction.begin()
    return getFieldNamesInOrder(definition_of(school).schema)


def add_field(form, name, title):
    """As easyform's own editor does: the schema is read, changed, and written back."""
    schema = get_schema(form)
    field = TextLine(__name__=name, title=title, required=False)
    field.interface = schema
    field.order = 1 + max(schema[one].order for one in schema)
    schema._InterfaceClass__attrs[name] = field
    set_fields(form, schema)
    transaction.commit()


def test_an_administrator_reaches_the_editor_and_nobody_else(http, school):
    assert Person(http, "siteadmin").page(f"{FORM}/fields")[0] == 200
    for user_id in ("staff", "lead", "stranger"):
        for path in (FORM, f"{FORM}/fields", f"{FORM}/actions", "/plone/forms"):
            assert Person(http, user_id).page(path)[0] in (302, 404)


def test_sent_from_the_form_itself_nothing_is_kept(http, school):
    """An administrator who tries it out is told so; there is no concern of no school."""
    admin = Person(http, "siteadmin")
    text = admin.send(
        FORM,
        press="form.buttons.submit",
        **{
            "form.widgets.what": "Trying",
            "form.widgets.danger": "selected",
            "form.widgets.happened_at": "2026-11-19T10:00",
        },
    )[1]
    assert raised(school) == []
    assert "Thank You" not in text


def test_edited_exported_imported_upgraded(http, school):
    form, before = form_of(school), names(school)
    add_field(form, "lesson", "Which lesson")
    assert names(school) == [*before, "lesson"]
    fields, actions = form.fields_model, form.actions_model
    form.fields_model = form.actions_model = ""
    transaction.commit()
    assert definition_of(school).flags
    form.fields_model, form.actions_model = fields, actions
    transaction.commit()
    assert names(school) == [*before, "lesson"]
    applyProfile(http["portal"], "welfarefiles:default")
    # As the test layer has it.
    http["portal"].portal_registry["welfarefiles.accounts.basic_authentication"] = True
    transaction.commit()
    assert names(school) == [*before, "lesson"]
    assert definition_of(school).flags == ()
    [action] = [get_actions(form)[name] for name in getFieldNamesInOrder(get_actions(form))]
    assert isinstance(action, RaiseConcern)
    staff = Person(http, "staff")
    assert "Which lesson" in staff.page(page(school))[1]
    send(staff, school, **{"form.widgets.lesson": "Music"})
    assert ("lesson", "Which lesson", "Music") in raised(school)[0].answers


def test_validators_survive_the_editor(http, school):
    add_field(form_of(school), "lesson", "Which lesson")
    text = send(Person(http, "staff"), school, **{"form.widgets.happened_at-date": "2999-01-01"})[1]
    assert "This is in the future" in text


def test_a_school_can_have_a_form_of_its_own(http, school):
    portal = http["portal"]
    own = f"raise-a-concern-{school.getId().rpartition('-')[2]}"
    with api.env.adopt_roles(["Site Administrator"]):
        models = {"fields_model": FIELDS, "actions_model": ACTIONS}
        api.content.create(portal["forms"], "EasyForm", own, title="Our form", **models)
    add_field(portal["forms"][own], "lesson", "Which lesson")
    assert form_of(school).getId() == own
    assert "lesson" in names(school)


def test_a_body_map_can_be_added_and_edited_through_the_web(http, school):
    """The editor shows it, keeps it, and never asks of what its rows are made."""
    admin, form = Person(http, "siteadmin"), form_of(school)
    assert "Body map" in admin.page(f"{FORM}/fields/@@add-field")[1]
    assert admin.page(f"{FORM}/fields/marks")[0] == 200
    schema = get_schema(form)
    schema["marks"].title = "Where it hurts"
    set_fields(form, schema)
    transaction.commit()
    field = definition_of(school).schema["marks"]
    assert IBodyMap.providedBy(field)
    assert field.title == "Where it hurts"
    assert field.value_type.schema is IMark
    assert "value_type" not in form.fields_model
    assert "Where it hurts" in Person(http, "staff").page(page(school))[1]
