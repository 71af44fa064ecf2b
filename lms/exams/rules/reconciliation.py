"""What happens after each signature: agreed, a further blind mark, or the board (R3, R4, R6 of design/4 as read in design/11).

Measured by simulation (research/lms.md 3.2): this rule gives 8.35 % wrong decisions with 2.25 marks a script; one examiner 13.3 %.
"""

from collections.abc import Sequence
from fractions import Fraction

from lms.exams.rules import scoring
from lms.exams.terms import MarkFact, MarkingScheme, Next, Outcome

PAIR = 2


def reconcile(marks: Sequence[MarkFact], scheme: MarkingScheme, *, needed: int) -> Outcome:
    """The outcome over these signed marks. `needed` is 1 for a practice case, 2 for blind double marking."""
    if len(marks) < needed:
        return Outcome(Next.WAIT, Fraction(0), passed=False, means={}, missed_knockouts=(), reasons=())
    means = scoring.final(marks, scheme)
    next_, reasons = _next(marks, means, scheme, needed)
    return Outcome(
        next_,
        scoring.percent(means, scheme),
        passed=scoring.passes(means, scheme),
        means=means,
        missed_knockouts=scoring.missed_knockouts(means, scheme),
        reasons=reasons,
    )


def _next(marks: Sequence[MarkFact], means: dict[str, Fraction], scheme: MarkingScheme, needed: int) -> tuple[Next, tuple[str, ...]]:
    if needed == 1:
        return Next.AGREED, ()
    if len(marks) == PAIR:
        reasons = _disagreement(marks, means, scheme)
        if reasons:
            return Next.FURTHER_MARK, reasons
    else:
        reasons = _dispute(marks, means, scheme)
    reasons += _near_cut(marks, means, scheme)
    return (Next.BOARD, reasons) if reasons else (Next.AGREED, ())


def _disagreement(marks: Sequence[MarkFact], means: dict[str, Fraction], scheme: MarkingScheme) -> tuple[str, ...]:
    """R3: same verdict, which their mean has too; differ by at most 15; no knock-out apart by two levels."""
    found = []
    verdicts = {scoring.passes(mark.levels, scheme) for mark in marks} | {scoring.passes(means, scheme)}
    if len(verdicts) > 1:
        found.append("De beoordelaars komen niet op dezelfde uitslag.")
    if _spread(marks, scheme) > scheme.rules.agree_within:
        found.append(f"De beoordelingen liggen meer dan {scheme.rules.agree_within} procentpunten uit elkaar.")
    apart = [criterion for criterion in scheme.knockouts if _apart(marks, criterion) >= scheme.rules.levels_apart]
    if apart:
        found.append(f"Bij {', '.join(apart)} liggen de niveaus ten minste twee stappen uit elkaar.")
    return tuple(found)


def _dispute(marks: Sequence[MarkFact], means: dict[str, Fraction], scheme: MarkingScheme) -> tuple[str, ...]:
    """R4 after three marks: still far apart, or not unanimous on a knock-out while the score alone would pass."""
    found = []
    if _spread(marks, scheme) > scheme.rules.board_beyond:
        found.append(f"De beoordelingen liggen meer dan {scheme.rules.board_beyond} procentpunten uit elkaar.")
    disputed = [criterion for criterion in scheme.knockouts if len({mark.levels[criterion] >= scoring.KNOCKOUT_LEVEL for mark in marks}) > 1]
    if disputed and scoring.percent(means, scheme) >= scheme.cut:
        found.append(f"De beoordelaars zijn het niet eens of {', '.join(disputed)} voldoende is, terwijl dat de uitslag bepaalt.")
    return tuple(found)


def _near_cut(marks: Sequence[MarkFact], means: dict[str, Fraction], scheme: MarkingScheme) -> tuple[str, ...]:
    """R6: within 3 of the cut (3 included), unless a unanimous knock-out decides anyway."""
    decided = any(all(mark.levels[criterion] < scoring.KNOCKOUT_LEVEL for mark in marks) for criterion in scheme.knockouts)
    if not decided and abs(scoring.percent(means, scheme) - scheme.cut) <= scheme.rules.near_cut:
        return (f"Het resultaat ligt binnen {scheme.rules.near_cut} procentpunten van de grens.",)
    return ()


def _spread(marks: Sequence[MarkFact], scheme: MarkingScheme) -> Fraction:
    scores = [scoring.percent(mark.levels, scheme) for mark in marks]
    return max(scores) - min(scores)


def _apart(marks: Sequence[MarkFact], criterion: str) -> int:
    levels = [mark.levels[criterion] for mark in marks]
    return max(levels) - min(levels)


def learning_points(marks: Sequence[MarkFact], scheme: MarkingScheme) -> tuple[str, ...]:
    """R5: criteria of an agreed script on which the marks are two or more levels apart."""
    return tuple(criterion for criterion in scheme.weights if len(marks) > 1 and _apart(marks, criterion) >= scheme.rules.levels_apart)
