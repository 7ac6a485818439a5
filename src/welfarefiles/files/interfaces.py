"""The two kinds of file, and what stands around them, for code that adapts them."""

from ..interfaces import IFilesFolder
from ..interfaces import ISchool
from ..interfaces import IWelfareFileBase


__all__ = ["IChildProtectionFile", "IFilesFolder", "ISchool", "IWelfareFile", "IWelfareFileBase"]


class IWelfareFile(IWelfareFileBase):
    """Welfare file, apart from the main school file and from any CP file (R002)."""


class IChildProtectionFile(IWelfareFileBase):
    """Child protection file: access to it never follows from access to the other (R003)."""
