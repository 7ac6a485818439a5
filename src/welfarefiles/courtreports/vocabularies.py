"""Lists of words that only court reports use."""

from ..files.vocabularies import RegistryList


court_report_kinds = RegistryList("court_report_kinds")
