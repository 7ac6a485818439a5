from tests.integration.test_view_security import *
def test_show(integration):
    for v in sorted(views(), key=lambda v:v.name): print(v.name, permission_of(v.factory), [r.__name__ for r in v.required], getattr(v.info,'line',None))
