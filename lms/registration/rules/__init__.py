"""The rules of the register: status on a day, what the public sees of the past, how names are found."""

from lms.registration.rules.history import interruptions, is_public, is_shown, measures, public_standing
from lms.registration.rules.names import fold, initials_key, is_one_slip_apart, name_keys, sound_key, tokens, without_prefixes
from lms.registration.rules.status import derive_status, effect_of, may_happen, stretches, suspensions

__all__ = [
    "derive_status",
    "effect_of",
    "fold",
    "initials_key",
    "interruptions",
    "is_one_slip_apart",
    "is_public",
    "is_shown",
    "may_happen",
    "measures",
    "name_keys",
    "public_standing",
    "sound_key",
    "stretches",
    "suspensions",
    "tokens",
    "without_prefixes",
]
