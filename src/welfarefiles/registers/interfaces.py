"""What the registers of a file hold."""

from ..records.interfaces import ISignedRecord


class IRegistered(ISignedRecord):
    """Something that is kept, and to which things happen after it was written down."""


class IOriginalDocument(IRegistered):
    """An original: a birth certificate, a court order, a passport (R102)."""


class IChildContribution(IRegistered):
    """Something of the child's own, which may be the child's property (R120-R122)."""


class ICourtOrder(ISignedRecord):
    """A court order relating to the child (R112)."""


class IDelegatedAuthority(ISignedRecord):
    """Who may consent to what (C17)."""


class IFosteringArrangement(ISignedRecord):
    """Arrangements with a fostering or social work provider, or private fostering (R113, C18)."""


class IContactArrangement(ISignedRecord):
    """Arrangements for contact (R114)."""
