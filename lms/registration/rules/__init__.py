"""The rules of the register: status on a day, what the public sees of the past, how names are found."""

from lms.registration.rules.history import interruptions, is_public, is_shown
from lms.registration.rules.names import fold, sound_key, tokens, without_prefixes
from lms.registration.rules.status import derive_status, suspensions

__all__ = ["derive_status", "fold", "interruptions", "is_public", "is_shown", "sound_key", "suspensions", "tokens", "without_prefixes"]
