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
SHORTEST_SLIP, LONGEST_SLIP = 4, 30
"""A surname of three letters with another letter in it is another surname; a very long one is found by its parts."""


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


def initials_key(text: str) -> str:
    """Initials as plain letters, to be found by their beginning: "Th.J." is "thj", "É." is "e"."""
    return "".join(char for char in fold(text) if char.isalpha())


def _words(family_name: str) -> frozenset[str]:
    """The whole surname and each of its words, also with oe/ue for ö/ü."""
    bare = [without_prefixes(fold(written)) for written in (family_name, _umlauts(family_name))]
    return frozenset(_plain(part) for name in bare for part in (name, *name.split(" "))) - {""}


def name_keys(prefix: str, family_name: str) -> frozenset[tuple[str, str]]:
    """Every (kind, value) under which a surname is found: by its beginning, by its sound, and with one slip of the pen."""
    words = _words(family_name)
    sounds = {sound_key(family_name)} | {sound_key(word) for word in words if len(word) >= SHORTEST_SLIP}
    keys = {("token", token) for token in tokens(prefix, family_name)} | {("sound", sound) for sound in sounds if sound}
    return frozenset(keys | {("slip", key) for word in words for key in slip_keys(word)})


def slip_keys(word: str) -> frozenset[str]:
    """The word, and the word without one of its letters. Two words that are one slip apart share one of these; not the reverse."""
    if not SHORTEST_SLIP <= len(word) <= LONGEST_SLIP:
        return frozenset()
    return frozenset({word} | {word[:place] + word[place + 1 :] for place in range(len(word))})


def is_slip_of(token: str, family_name: str) -> bool:
    """Whether a surname, or one of its words, is one slip away from what was typed."""
    return any(is_one_slip_apart(token, word) for word in _words(family_name) if len(word) >= SHORTEST_SLIP)


def is_one_slip_apart(one: str, other: str) -> bool:
    """One letter wrong, missing or too many, or two neighbours swapped (OSA distance 1; design/11)."""
    short, long = sorted((one, other), key=len)
    place = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) < len(long):
        return short[place:] == long[place + 1 :]
    if short == long:
        return False
    swapped = short[place : place + 2] == long[place : place + 2][::-1]
    return short[place + 1 :] == long[place + 1 :] or (swapped and short[place + 2 :] == long[place + 2 :])
