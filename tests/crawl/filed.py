"""Canary words in what the other concerns keep about the child of the file."""

from datetime import timedelta
from tests.api import path_of
from tests.moving import prepared
from tests.school import make_record
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.deadlines.marking import set_marker
from welfarefiles.drafts.keeping import keep
from welfarefiles.drafts.keeping import Key
from welfarefiles.envelopes.sending import lend
from welfarefiles.medication import keeping as medicines
from welfarefiles.paperfile import keeping as paper
from welfarefiles.people.named_teams import named_teams
from welfarefiles.registers import keeping as registers
from welfarefiles.signing.addenda import add_addendum


#: Field of a record of each type, and the word in it.
FIELDS = {
    "Correspondence": {"subject": "Canarysubject", "body": "Canaryletterbody"},
    "CourtOrder": {"court": "Canarycourt", "says": "Canaryorder"},
    "Letter": {"recipient": "Canaryrecipient", "address": "Canarystreet"},
    "MedicationLog": {"need": "Canaryneed"},
    "Meeting": {"attendance": [{"name": "Canaryattendee", "role": "x", "attended": "attended"}]},
    "OriginalDocument": {"received_from": "Canarygiver"},
    "PaperVolume": {"what": "Canaryvolume"},
    "Plan": {"objectives": "Canaryobjective"},
    "SchoolEvent": {"what_happened": "Canaryevent"},
}
WORDS = (
    *("Canarysubject", "Canaryletterbody", "Canarycourt", "Canaryorder", "Canaryneed"),
    *("Canaryattendee", "Canarygiver", "Canaryvolume", "Canaryobjective", "Canaryevent"),
    *("Canarymarker", "Canarymedicine", "Canaryhappening", "Canarypaper", "Canaryaddendum"),
    *("Canarydraft", "Canaryrecipient", "Canarystreet", "Canarylending"),
)
#: Who may meet a word beside the lead.
MAY = {
    "Canaryrecipient": ("office",),
    "Canarystreet": ("office",),
    "Canaryevent": ("staff",),
    "Canarylending": ("staff",),
}


def file_more(site, register):
    """Put them there; `register`: user ids who send letters and know of transfers."""
    for word in WORDS:
        site.say(word, *MAY.get(word, ()))
    file, soon = site.file, london.today() + timedelta(days=2)
    with signed_in("lead"):
        made = {name: make_record(file, name, **fields) for name, fields in FIELDS.items()}
        for name in ("MedicationLog", "OriginalDocument", "PaperVolume", "Correspondence"):
            perform(made[name], "sign")
        set_marker(file, "sen", london.now(), "Canarymarker")
        medicines.add_medicine(made["MedicationLog"], "Canarymedicine", "1")
        returned = "returned", london.today(), "Canaryhappening"
        registers.note(made["OriginalDocument"], *returned)
        paper.ask(made["PaperVolume"], "lead", "Canarypaper", soon)
        add_addendum(made["Correspondence"], "The time", "Canaryaddendum")
        lend(made["SchoolEvent"], "staff", "Canarylending", soon)
        named_teams(site.school).make(site.say("Canaryteam", "cplead", "barred"))
        keep(Key("lead", path_of(file), "edit", "0123456789abcdef"), {"address": "Canarydraft"})
    prepared(file, school=site.say("Canarynextschool", *register))
