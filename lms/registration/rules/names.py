"""Finding a surname: folding, prefixes, and how it sounds in Dutch (research/domain.md section 5.3; the order of the rules matters)."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "ı": "i", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ĳ": "ij", "’": "'", "‘": "'", "`": "'"}
)
_PREFIXES = sorted(
    (
        *("van de", "van der", "van den", "van het", "van 't", "van", "von", "de", "der", "den", "het", "'t", "ten", "ter", "te"),
        *("in 't", "in het", "op de", "op den", "op 't", "uit den", "el", "al", "da", "di", "du", "la", "le", "de la", "vander", "vande", "vanden"),
    ),
    key=len,
    reverse=True,
)
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        *(("sch$", "s"), ("schr", "sr"), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("ph", "f"), ("th", "t"), ("tz", "s"), ("sz", "s")),
        *(("uij|uy|ui|euy", "U"), ("^y(?=[aeiou])", "j"), ("eij|eyj|ij|ey|ei|y", "E"), ("auw|ouw|aw|ou|au", "O"), ("oe", "W"), ("ie|i$", "i")),
        *(("ch", "g"), ("gh", "g"), ("c(?=[eiyE])", "s"), ("c", "k"), ("v", "f"), ("z", "s"), ("dt$", "t"), ("d$", "t"), ("b$", "p")),
        *(("aa", "a"), ("ae", "a"), ("ee", "e"), ("oo", "o"), ("uu", "u"), ("ue", "u"), (r"(.)\1+", r"\1")),
    )
)
LONGEST = 120


def fold(text: str) -> str:
    """Lower case, without accents, hyphens, dots and doubled spaces; letters that Unicode does not take apart by a table."""
    lowered = text[:LONGEST].casefold().translate(_LETTERS)
    bare = "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^a-z0-9' ]", " ", bare).split())


def without_prefixes(folded: str) -> str:
    """The name without "van der" and the like; a name that is only prefixes is kept."""
    rest = folded
    while True:
        found = next((prefix for prefix in _PREFIXES if rest.startswith(prefix + " ") and len(rest) > len(prefix) + 1), None)
        if found is None:
            return rest
        rest = rest[len(found) + 1 :].strip()


def _plain(folded: str) -> str:
    return folded.replace("'", "").replace(" ", "")


def tokens(prefix: str, family_name: str) -> frozenset[str]:
    """The keys under which a surname is found by its beginning: whole, every later part, with its prefix, and with oe/ue for ö/ü."""
    found = set()
    for written in {family_name, _umlauts(family_name)}:
        bare = without_prefixes(fold(written))
        parts = bare.split(" ")
        found |= {_plain(" ".join(parts[place:])) for place in range(len(parts))}
        found.add(_plain(f"{fold(prefix)} {fold(written)}"))
    return frozenset(token for token in found if token)


def _umlauts(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("ö", "oe").replace("ü", "ue")


def query_token(text: str) -> str:
    """What somebody typed, as a key."""
    return _plain(without_prefixes(fold(text)))


def sound_key(text: str) -> str:
    """How a surname sounds: Meijer = Meyer, van den Berg = Berg, Philips = Filips."""
    letters = re.sub("[^a-z]", "", without_prefixes(fold(text)))
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    return letters
