"""What a word may be besides a name: lists without Plone."""


def _words(text):
    return frozenset(text.split())


#: Given names that are words too. Alone they count only with a capital within a sentence.
ALSO_WORDS = _words(
    """
    abbey ace amber angel april archer art ash ashes august autumn baker
    barn bay bear beau berry bill bird blaze bliss blossom blue bow brook
    brooke chance charity chase clay cliff cove
    crew daisy dale dawn dean dell destiny dion dot drew duke earl ember eve
    faith fern finch flick flint flora forest fox frank free gale garnet ginger
    glory grace grant gray grey happy harmony haven hazel heath heather heaven herb
    holly honey honor honour hope iris ivory ivy jack jade jasmine jay jean jet joy
    june junior justice kay king knight lake lance lily lily luna
    mae mark marshall mason max may melody mercy miles mo moss
    ocean olive page paige patience pat pearl peace penny pepper peter piper
    pixie poppy prince princess promise quest rain raven ray red reed reef reign rich rio river
    rob robin rose ruby sandy saint
    sky skye sonny star sterling storm summer sunny
    temperance trace van victory violet
    ward west will willow win winter wolf wren
    """
)
MONTHS = _words("april august autumn june july may spring summer winter")
#: Before a month: "in May", "last May", "of June"; before or after it also a number.
BEFORE_MONTHS = _words(
    "in of by since until till before after during last next this early late mid from to for "
    "through end every each and st nd rd th between"
)
#: Said before the names of grown-ups.
TITLES = _words(
    "mr mrs ms mx dr prof professor sir dame lord lady rev reverend father canon pastor imam rabbi "
    "pc pcso dc ds di dci wpc constable sergeant inspector officer judge councillor cllr nurse "
    "matron midwife auntie aunt aunty uncle nan nana nanny nannie gran granny grandma grandad "
    "granddad grandpa grandmother grandfather mum mummy dad daddy mother father stepmum stepdad"
)
#: Said before the given name alone of grown-ups, and before the whole name of a child too.
YOUNG_TITLES = _words("miss master")
#: Words with a capital that may follow a given name without being a surname.
FOLLOWING = _words(
    "and but or then when while who was is were has had said says told asked did does i he she "
    "they it we you the a an in at on to from with because monday tuesday wednesday thursday "
    "friday "
    "saturday sunday january february march april may june july august september october november "
    "december"
)
#: Relations on a front sheet that make somebody a brother or sister of the child.
SIBLINGS = _words(
    "brother brothers sister sisters sibling siblings twin twins stepbrother stepsister "
    "halfbrother "
    "halfsister stepsibling"
)

_NICKNAMES = """
    alexander alex alec sandy lex xander
    alexandra alex alexa lexi lexie sandra
    abigail abi abbie abby gail
    amelia amy millie milly mia
    andrew andy drew
    anthony tony ant
    benjamin ben benny benji
    cameron cam
    catherine kate katie cathy kathy cat
    charles charlie chas
    charlotte charlie lottie lotte
    christopher chris kit
    christina chris chrissie tina
    daniel dan danny
    david dave davey
    deborah deb debbie
    dominic dom
    edward ed eddie ted teddy ned
    eleanor ellie nell nellie nora
    elizabeth liz lizzie beth betty eliza libby lizzy
    emily em emmy millie
    frances fran frankie
    francis frank frankie
    frederick fred freddie freddy
    gabriel gabe
    gabriella gabby ella
    george georgie
    georgina georgie gina
    harold harry
    harriet hattie
    henry harry hal
    isabella izzy bella isabel
    isabelle izzy bella belle
    jacob jake
    james jim jimmy jamie
    jennifer jen jenny
    jessica jess jessie
    john johnny jack
    jonathan jon jonny
    joseph joe joey
    joshua josh
    katherine kate katie kathy kat
    kathryn kate katie kathy
    kimberley kim
    lawrence larry laurie
    leonard leo len lenny
    lilian lily lil
    louise lou
    madeleine maddie maddy
    margaret maggie meg peggy
    matthew matt matty
    matilda tilly tilda
    maximilian max
    megan meg
    michael mike mick mikey
    michelle shell
    mohammed mo
    mohammad mo
    muhammad mo
    nathan nate
    nathaniel nat nate nathan
    nicholas nick nicky
    nicola nicky nikki
    oliver ollie olly
    olivia liv livvy livia
    patricia pat trish
    patrick pat paddy
    peter pete
    philip phil pip
    phillip phil pip
    rebecca becca becky bex
    richard rich rick ricky dick
    robert rob bob bobby robbie bert
    ronald ron ronnie
    rosemary rose rosie
    samantha sam sammy
    samuel sam sammy
    sarah sally
    sebastian seb
    sophia sophie
    stephanie steph
    stephen steve stevie
    steven steve stevie
    susan sue susie
    theodore theo ted teddy
    theresa terry tess
    thomas tom tommy
    timothy tim
    tobias toby
    victoria vicky tori
    vincent vince
    wilfred wilf
    william will bill billy liam willy
    zachary zach zac zak
    zachariah zach zac zak
"""
#: {given name: how it is shortened}, folded.
NICKNAMES = {
    line.split()[0]: tuple(line.split()[1:]) for line in _NICKNAMES.splitlines() if line.split()
}
#: {short name: what it may be short for}
LONGER = {
    short: tuple(name for name, its in NICKNAMES.items() if short in its)
    for short in {one for its in NICKNAMES.values() for one in its}
}
