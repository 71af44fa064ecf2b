"""Exam rounds and groups of the demo: who took part, how they wrote, and what three examiners thought of it."""

import re
from dataclasses import dataclass

from lms.accounts.terms import PersonName

EXAMINERS = ("examinator1", "examinator2", "examinator3")
AGREED_GOOD = ("44434344334", "43334343343", "")
AGREED_PASS = ("43343333333", "33333333333", "")
AGREED_FAIL = ("23223222232", "22232222322", "")
NEAR_THE_CUT = ("33332333333", "33332332333", "")
APART = ("33333233333", "23222232322", "33233233332")
FAR_APART = ("43334343343", "22322122322", "33332133333")
"""Levels by criterion in the order of the rubric: first, second and, where the rule calls one, third examiner."""


@dataclass(frozen=True)
class DemoGroup:
    """A group of earlier students: when it began and ended, in days before today."""

    title: str
    began: int
    ended: int
    trainers: tuple[str, ...]


@dataclass(frozen=True)
class DemoCandidate:
    """Somebody in an exam. `hand` says which of the written answers each task gets: one letter a task."""

    nick: str
    name: PersonName
    employer: str
    hand: str
    marks: tuple[str, str, str]
    by_experience: bool
    """Sits the exam without the course, as somebody who knows the trade may (design/3)."""


@dataclass(frozen=True)
class DemoRound:
    """An exam: its place, the state it has reached, how many days ago writing began, and who sat it."""

    place: str
    state: str
    ago: int
    group: str
    candidates: tuple[DemoCandidate, ...]


@dataclass(frozen=True)
class DemoApplication:
    """Somebody who passed and applied so many days ago; `checks` says how much the desk has seen, `decided` what was decided."""

    nick: str
    ago: int
    checks: int
    decided: str = ""


GROUPS = {
    "eik": DemoGroup("Groep Eikenlaan", 1180, 860, ("trainer",)),
    "linde": DemoGroup("Groep Lindelaan", 720, 410, ("trainer",)),
    "beuk": DemoGroup("Groep Beukenhof", 430, 130, ("trainer", "commissie1")),
    "berk": DemoGroup("Groep Berkendreef", 350, 12, ("trainer",)),
    "es": DemoGroup("Groep Essenpad", 300, -30, ("trainer", "commissie1")),
}


_BY_EXPERIENCE = {5, 6, 7, 10, 15, 16, 19, 21, 22, 23, 24, 25, 27, 29}


def _who(number: int, name: str, employer: str, hand: str, marks: tuple[str, str, str]) -> DemoCandidate:
    """Somebody by a name as in a letter: "M.J. (Mirjam) de Sterrenkijker"."""
    initials, given, surname = re.fullmatch(r"(\S+) \((.+)\) (.+)", name).groups()  # type: ignore[union-attr]  # the names below are whole
    prefix, _, family = surname.rpartition(" ")
    person = PersonName(initials, family, prefix, given)
    return DemoCandidate(f"kandidaat{number}", person, f"Gemeente {employer}", hand, marks, number in _BY_EXPERIENCE)


ROUNDS = (
    DemoRound(
        "Veldersluis",
        "closed",
        840,
        "eik",
        (
            _who(14, "A.M. (Aagje) Muntthee", "Middelmeer", "sbssasb", AGREED_GOOD),
            _who(13, "C. (Carice) van der Houtsnip", "Veldersluis", "zazvzza", AGREED_FAIL),
        ),
    ),
    DemoRound(
        "Middelmeer",
        "closed",
        390,
        "linde",
        (
            _who(1, "B. (Boudewijn) Koffiedik", "Veldersluis", "vsvvbva", AGREED_PASS),
            _who(2, "M.J. (Mirjam) de Sterrenkijker", "Middelmeer", "ssbsass", AGREED_GOOD),
        ),
    ),
    DemoRound(
        "Veldersluis",
        "published",
        105,
        "beuk",
        (
            _who(3, "K. (Khadija) El Verbeelding", "Veldersluis", "vbvsava", AGREED_PASS),
            _who(4, "R. (Rik) Regenpijp", "Middelmeer", "svvvbvs", AGREED_GOOD),
            _who(16, "J. (Jorrit) Hooiberg", "Veldersluis", "zvzazva", AGREED_FAIL),
            _who(17, "S. (Saïda) Zonnestraal", "Middelmeer", "bsvsbvs", AGREED_PASS),
            _who(18, "P. (Pleun) van den Ganzenveer", "Veldersluis", "vvabvsv", AGREED_PASS),
        ),
    ),
    DemoRound(
        "Middelmeer",
        "board",
        46,
        "berk",
        (
            _who(5, "E. (Evert) Kruidenrek", "Veldersluis", "ssvsbsb", AGREED_GOOD),
            _who(6, "G. (Gerlof) de Tuinkabouter", "Middelmeer", "zzvazza", AGREED_FAIL),
            _who(7, "H. (Hiske) Paraplu", "Veldersluis", "vbvvavv", NEAR_THE_CUT),
            _who(8, "Q. (Quirine) Vuurvlieg", "Middelmeer", "vasvzvb", FAR_APART),
        ),
    ),
    DemoRound(
        "Veldersluis",
        "reconciling",
        34,
        "berk",
        (
            _who(9, "T. (Tjalling) IJspegel", "Veldersluis", "vbavvva", APART),
            _who(10, "N. (Nadia) van Duinpan", "Middelmeer", "avvvbvz", APART),
            _who(19, "W. (Wessel) Boekenplank", "Middelmeer", "vvbzvvb", APART),
        ),
    ),
    DemoRound(
        "Middelmeer",
        "marking",
        22,
        "es",
        (
            _who(20, "Y. (Yara) Kalender", "Oosterwoude", "vbvsava", AGREED_PASS),
            _who(21, "Z. (Zeger) Vlaggenmast", "Veldersluis", "ssvsbva", AGREED_GOOD),
            _who(22, "V. (Veerle) Melkbus", "Middelmeer", "zavzbza", AGREED_FAIL),
            _who(23, "Ü. (Ümmühan) Theeglas", "Veldersluis", "bvsvavs", AGREED_PASS),
            _who(24, "O. (Otto) de Kaarsvet", "Middelmeer", "vazvvzb", NEAR_THE_CUT),
            _who(25, "L. (Lieve) Schelpenpad", "Veldersluis", "asbsvsv", AGREED_GOOD),
        ),
    ),
    DemoRound(
        "Noorderdijk",
        "written",
        11,
        "es",
        (
            _who(26, "I. (Ilias) Vergezicht", "Veldersluis", "vvvsavb", AGREED_PASS),
            _who(15, "F. (Fenna) Roerdomp", "Middelmeer", "zvvzbza", AGREED_FAIL),
        ),
    ),
    DemoRound(
        "Veldersluis",
        "open",
        2,
        "es",
        (
            _who(27, "D. (Dirkje) Bezemsteel", "Middelmeer", "svbvavs", AGREED_GOOD),
            _who(11, "M. (Mees) van der Fietsbel", "Veldersluis", "vbvz", AGREED_PASS),
            _who(12, "A. (Amina) Ooievaar", "Middelmeer", "", AGREED_PASS),
        ),
    ),
    DemoRound(
        "Westerkerk",
        "draft",
        -5,
        "es",
        (
            _who(28, "J. (Joost) Stroopwafel", "Veldersluis", "", AGREED_PASS),
            _who(29, "R. (Rozemarijn) de Windvaan", "Middelmeer", "", AGREED_PASS),
        ),
    ),
)
APPLICATIONS = (
    DemoApplication("kandidaat14", 790, 3, "granted"),
    DemoApplication("kandidaat2", 350, 3, "granted"),
    DemoApplication("kandidaat18", 78, 2, "rejected"),
    DemoApplication("kandidaat3", 71, 3),
    DemoApplication("kandidaat1", 24, 3),
    DemoApplication("kandidaat17", 15, 1),
    DemoApplication("kandidaat4", 4, 0),
)
"""Oldest first. `kandidaat3` waits longer than the term and was trained by `commissie1`; `kandidaat1` was not."""
