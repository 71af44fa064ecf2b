"""What can go wrong in words a person understands. Standard library only, so that rules and terms may use it."""


class DomainError(Exception):
    """A refusal with a Dutch message, the form field it belongs to (or None for the whole form) and an HTTP status."""

    status = 422
    message = "Dit kan niet."

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        self.message = message or self.message
        self.field = field
        super().__init__(self.message)


class Invalid(DomainError):
    """What was sent cannot be right."""


class NotFound(DomainError):
    """There is no such thing, or it is not yours to see: the same answer for both."""

    status = 404
    message = "Deze pagina of dit gegeven is niet gevonden."


class Forbidden(DomainError):
    """The person is known and may not do this."""

    status = 403
    message = "Hiervoor hebt u geen toegang."


class Conflict(DomainError):
    """The thing has changed or was already done."""

    status = 409
    message = "Dit is intussen veranderd. Bekijk de stand en probeer het opnieuw."


class ConflictOfInterest(Conflict):
    """Separation of duties: the reasons say which tie stands in the way."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("U kunt hierover niet beslissen. " + " ".join(reasons))
