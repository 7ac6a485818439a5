"""Welfare Files: one confidential welfare file per child, for schools, on Plone."""

from zope.i18nmessageid import MessageFactory


_ = MessageFactory("welfarefiles")
