"""What a round is judged by, as one fingerprint: taken when marking starts, compared before a result is confirmed."""

import hashlib
import json
from dataclasses import asdict

from lms.exams.rules.scoring import KNOCKOUT_LEVEL, SCALE
from lms.exams.terms import MarkingScheme


def freeze(*, course_hash: str, case_id: str, mode: str, scheme: MarkingScheme) -> str:
    """SHA-256 over case version (the hash of its course), rubric weights, knock-outs, cut, scale and rules."""
    whole = {
        "course": course_hash,
        "case": case_id,
        "mode": mode,
        "weights": dict(scheme.weights),
        "knockouts": list(scheme.knockouts),
        "cut": scheme.cut,
        "scale": SCALE,
        "knockout_level": KNOCKOUT_LEVEL,
        "rules": asdict(scheme.rules),
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
