"""/bureau: the work list, and own activities to assess."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.credits import actions as credits
from lms.credits import policy as credit_policy
from lms.credits import queries as ledger
from lms.credits.terms import Category, ClaimState
from lms.kernel import access, clock, outbox, uploads
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound
from lms.kernel.paging import page_of
from lms.secretariat import policy, queries
from lms.secretariat.forms import AssessForm
from lms.secretariat.terms import WorkKind

if TYPE_CHECKING:
    from lms.credits.models import Claim


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau")(home)
    bp.get("/bureau/mail")(list_stuck_mail)
    bp.post("/bureau/mail/opnieuw")(try_mail_again)
    bp.get("/bureau/punten")(list_claims)
    bp.get("/bureau/punten/<int:claim_id>")(assess_claim)
    bp.post("/bureau/punten/<int:claim_id>")(decide_claim)
    bp.get("/bureau/punten/<int:claim_id>/bewijs")(show_evidence)


@access.open_to(policy.is_staff)
def home() -> str:
    """What waits for this person, oldest first, a page at a time; with `?soort=` of one kind."""
    asked, number = request.args.get("soort", ""), request.args.get("pagina", "1")
    kind = WorkKind(asked) if asked in set(WorkKind) else None
    work = queries.get_work(access.actor(), at=clock.now(), kind=kind)
    page = page_of(work.items, int(number) if number.isdecimal() and len(number) < 6 else 1)  # noqa: PLR2004 -- far beyond any list
    return render_template("secretariat/home.html", work=work, page=page, kind=kind, today=clock.today(), kinds=tuple(WorkKind))


@access.open_to(policy.is_desk)
def list_stuck_mail() -> str:
    """Mails that never went, with what the mail server said."""
    return render_template("secretariat/list_stuck_mail.html", mails=outbox.list_stuck())


@access.open_to(policy.is_desk)
def try_mail_again() -> ResponseReturnValue:
    """Put them back in the queue."""
    with transaction():
        count = outbox.try_again(at=clock.now())
    flash("De mail gaat opnieuw weg." if count == 1 else f"{count} mails gaan opnieuw weg.")
    return redirect(url_for("secretariat.home"))


@access.open_to(credit_policy.may_assess)
def list_claims() -> str:
    """Own activities that wait, oldest first."""
    claims = ledger.list_open_claims()
    return render_template("secretariat/list_claims.html", claims=claims, names=accounts.names_of(claim.person_id for claim in claims))


def _claim(claim_id: int) -> "Claim":
    return access.fetch(ledger.find_claim, claim_id, credit_policy.may_assess_claim, access.actor())


@access.open_to(credit_policy.may_assess)
def assess_claim(claim_id: int) -> ResponseReturnValue:
    """One activity with its evidence."""
    claim = _claim(claim_id)
    return _page(claim, AssessForm(formdata=None, points=claim.points / 100), 200)


def _page(claim: "Claim", form: AssessForm, status: int) -> tuple[str, int]:
    page = render_template(
        "secretariat/assess_claim.html",
        claim=claim,
        person=accounts.get_person(claim.person_id),
        category=Category(claim.category),
        state=ClaimState(claim.state),
        form=form,
    )
    return page, status


@access.open_to(credit_policy.may_assess)
def decide_claim(claim_id: int) -> ResponseReturnValue:
    """Grant all, part or nothing."""
    at = clock.now()
    form = AssessForm()
    if not form.validate():
        return _page(_claim(claim_id), form, 422)
    try:
        with transaction():
            points, reason = int((form.points.data or 0) * 100), form.reason.data or ""
            credits.decide_claim(claim=_claim(claim_id), approved_points=points, reason=reason, actor=access.actor(), at=at)
    except NotFound:
        raise
    except DomainError as error:
        form.refuse(error)
        return _page(_claim(claim_id), form, error.status)
    flash("De beoordeling is vastgelegd.")
    return redirect(url_for("secretariat.list_claims"))


@access.open_to(credit_policy.may_assess)
def show_evidence(claim_id: int) -> Response:
    """The file, always as a download."""
    claim = _claim(claim_id)
    return uploads.download(claim.evidence_key, name=f"bewijs-{claim.id}")
