"""Pages and forms of ours asked for and sent without a server, as the signed-in person."""

from lxml import html
from plone.protect.authenticator import createToken
from welfarefiles.portal.interfaces import ILeanLayer
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest
from zope.interface import alsoProvides


def fresh_request(method="GET", **form):
    """The request of the layer as a new one of our pages."""
    request = getRequest()
    alsoProvides(request, ILeanLayer)
    request.form.clear()
    request.other.pop("disable_border", None)
    request.form.update(form)
    request["REQUEST_METHOD"] = request.method = method
    request.environ["REQUEST_METHOD"] = method
    request.response.setStatus(200)
    request.response.headers.pop("location", None)
    answers = IAnnotations(request)
    for key in list(answers):
        del answers[key]
    return request


def page(context, name, **form):
    """The page `name` of an object, parsed."""
    fresh_request(**form)
    return html.fromstring(context.restrictedTraverse(name)())


def send(context, name, press="save", **fields):
    """Send a form of ours and return (answer's text, address it leads to or None).

    `widgets`: fields by their names without ``form.widgets.``; the others as they are sent.
    """
    form = {f"form.widgets.{name}": value for name, value in fields.pop("widgets", {}).items()}
    form.update(fields)
    form[f"form.buttons.{press}"] = "1"
    form["_authenticator"] = createToken()
    request = fresh_request("POST", **form)
    answer = context.restrictedTraverse(name)()
    return answer, request.response.getHeader("location")


def errors_of(answer):
    """Lines of the error summary of a form that came back."""
    return [line.text_content().strip() for line in html.fromstring(answer).cssselect(".sum li")]
