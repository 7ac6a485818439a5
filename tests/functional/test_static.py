"""Styles and scripts of Plone's own pages reach whoever sets the site up."""

from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.api import path_of
from tests.exchange import Client
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_staffed_school
from urllib.parse import urlsplit

import re
import transaction


RESOURCE = re.compile(r'"(http[^"]*/\+\+webresource\+\+[^"]*)"')


def test_the_control_panels_have_their_styles_and_nothing_else_comes_that_way(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    file = make_file(school)
    transaction.commit()
    administrator = Client(http, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    shown = administrator.ask("/plone/@@overview-controlpanel")
    assert shown.status == 200
    found = {urlsplit(url).path for url in RESOURCE.findall(shown.body.decode())}
    assert len(found) > 3
    answers = [administrator.ask(path) for path in found]
    assert {answer.status for answer in answers} == {200}
    assert not any(answer.header("content-type").startswith("text/html") for answer in answers)
    assert administrator.ask("/plone/@@usergroup-userprefs").status == 200
    lead = Client(http, "lead")
    for path in (path_of(school), path_of(file)):
        inside = path.replace("/plone", "/plone/++webresource++abc")
        assert lead.ask(inside).status == 404
        assert lead.ask(f"{path}/++webresource++abc").status == 404
