"""REST on the lists to choose from: ours alone, and names of colleagues only to who chooses one."""

from ..interfaces import IWordList
from ..permissions import EDIT_FRONT_SHEET
from ..permissions import OPEN_FILE
from plone import api
from plone.restapi.services.vocabularies.get import VocabulariesGet
from zExceptions import NotFound
from zope.component import queryUtility
from zope.schema.interfaces import IVocabularyFactory


#: Lists of people: with one of these permissions, those of the forms that ask for them.
PEOPLE = {"welfarefiles.Leaders": (OPEN_FILE, EDIT_FRONT_SHEET)}


class Lists(VocabulariesGet):
    """``GET …/@vocabularies/<name>``: the terms. Any other of Plone's lists is not there."""

    def reply(self):
        name = self.params[0] if len(self.params) == 1 else None
        if not self._is_words(name) and not self._may_choose_from(name):
            raise NotFound()
        return super().reply()

    def _is_words(self, name):
        """Whether it is a list of words: for whoever sees the thing they are asked of."""
        found = name and queryUtility(IVocabularyFactory, name)
        return IWordList.providedBy(found)

    def _may_choose_from(self, name):
        return any(
            api.user.has_permission(permission, obj=self.context)
            for permission in PEOPLE.get(name, ())
        )
