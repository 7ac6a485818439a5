"""Lists of words of the registers, which a school edits."""

from ..files.vocabularies import RegistryList


original_kinds = RegistryList("original_kinds")
court_order_kinds = RegistryList("court_order_kinds")
fostering_kinds = RegistryList("fostering_kinds")
contribution_kinds = RegistryList("contribution_kinds")
