from tests.integration.test_access_grants import *
def test_dbg(integration, file):
    portal = integration["portal"]
    from borg.localrole.interfaces import ILocalRoleProvider
    from zope.component import getAdapters
    print(list(getAdapters((file,), ILocalRoleProvider)))
    from Products.PlonePAS.interfaces.plugins import ILocalRolesPlugin
    print(portal.acl_users.plugins.listPlugins(ILocalRolesPlugin))
    from zope.globalrequest import getRequest
    print(getRequest())
    from zope.annotation.interfaces import IAnnotations
    may_view(portal, "worker", file)
    r=file.REQUEST
    print(r, dict(IAnnotations(r)))
    assert 0
