"""What a form brings: the pack and its passphrase. Page and REST read it here."""

from .. import _
from ..people.typed import Typed
from ..received.reading import BadPack
from .bringing import bring


NO_FILE = _("Choose the pack")
NO_PASSPHRASE = _("Enter the passphrase. The sending school told it another way than the pack.")


class NotBrought(ValueError):
    """A form whose pack is not kept. `errors`: `{field: sentence}`, never empty."""

    def __init__(self, errors):
        super().__init__(*errors.values())
        self.errors = errors


def bring_form(school, form):
    """Bring the pack of a form with `file` and `passphrase`: its `Received`.

    Raises `NotBrought`, and `AccessControl.Unauthorized` for whoever may not.
    """
    upload = form.get("file")
    passphrase = "".join(Typed(form).shown("passphrase").split()).lower()
    errors = {}
    if not getattr(upload, "filename", ""):
        errors["file"] = NO_FILE
    if not passphrase:
        errors["passphrase"] = NO_PASSPHRASE
    if errors:
        raise NotBrought(errors)
    try:
        return bring(school, upload, passphrase)
    except BadPack as error:
        raise NotBrought({"file": error.args[0]}) from error
