"""Forms of examining: writing and marking have the fields that their case asks for."""

from flask import request
from wtforms import DateTimeLocalField, EmailField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.catalogue.terms import Case, Course
from lms.exams.actions.marking import Levels
from lms.exams.rules.scoring import SCALE
from lms.exams.terms import GlobalRating, RecusalReason, Verdict
from lms.kernel.errors import Invalid
from lms.kernel.forms import Form, choices, clean

LONGEST_ANSWER = 60_000
LONGEST_REMARK = 2_000
LARGEST_VERSION = 1_000_000


class EmptyForm(Form):
    """Only a button."""


class WriteForm(Form):
    """One text per task, with the version the writer began from."""

    version = IntegerField("Versie", [InputRequired(), NumberRange(0, LARGEST_VERSION)])
    fault: Invalid | None = None
    """What is wrong with the texts as they were read."""

    def wants_check(self) -> bool:
        """Whether the writer asked for the check page."""
        return request.form.get("doen") == "controleren"

    def texts(self, case: Case) -> dict[str, str]:
        """Task id -> text, for the tasks that were sent; one that is too long too, so that the page can give it back: see `fault`."""
        found = {}
        for task in case.tasks:
            text = request.form.get(f"tekst-{task.id}")
            if text is None:
                continue
            if len(text) > LONGEST_ANSWER:
                self.fault = Invalid(f"‘{task.title}’ is te lang: hooguit {LONGEST_ANSWER} tekens.")
            found[task.id] = text.replace("\r\n", "\n").replace("\x00", "")
        return found


class GradeCaseForm(Form):
    """Level and remark per criterion, an overall impression, and the version the examiner began from."""

    version = IntegerField("Versie", [InputRequired(), NumberRange(0, LARGEST_VERSION)])
    rating = RadioField("Totaalindruk", choices=choices((rating.value, rating.label) for rating in GlobalRating), validators=[Optional()])
    comment = TextAreaField("Opmerking bij het geheel", [Length(max=LONGEST_REMARK)], filters=[clean])
    fault: Invalid | None = None
    """What is wrong with the levels and remarks as they were read."""

    def wants_sign(self) -> bool:
        """Whether the examiner signs."""
        return request.form.get("doen") == "sign"

    def levels(self, case: Case, *, with_sentences: bool) -> Levels:
        """Criterion -> (level, remark); a sentence chosen from the bank is added to what was typed; what is wrong comes back too: see `fault`.

        A save by script leaves the sentences for the button: the choice stays on the page and would be added at every save.
        """
        bank = {comment.id: comment.text for comment in case.comments} if with_sentences else {}
        found = {}
        for criterion in case.criteria:
            raw = request.form.get(f"niveau-{criterion.id}", "")
            level = next((level for level in range(1, SCALE + 1) if raw == str(level)), None)
            if raw and level is None:
                self.fault = Invalid(f"Kies bij ‘{criterion.title}’ een van de vier niveaus.")
            parts = (clean(request.form.get(f"opmerking-{criterion.id}", "")), bank.get(request.form.get(f"zin-{criterion.id}", "")))
            remark = " ".join(part for part in parts if part).replace("\x00", "")
            if len(remark) > LONGEST_REMARK:
                self.fault = Invalid(f"De opmerking bij ‘{criterion.title}’ is te lang: hooguit {LONGEST_REMARK} tekens.")
            found[criterion.id] = (level, remark)
        return found

    def chosen_rating(self) -> GlobalRating | None:
        """The overall impression, when chosen."""
        return next((rating for rating in GlobalRating if rating.value == self.rating.data), None)


class RecuseForm(Form):
    """Why a script is handed back."""

    reason = RadioField("Waarom geeft u dit werk terug?", choices=choices((reason.value, reason.label) for reason in RecusalReason))


class RoundForm(Form):
    """A new exam round."""

    title = StringField("Naam van de ronde", [InputRequired("Geef de ronde een naam."), Length(max=120)], filters=[clean])
    case_id = RadioField("Casus")
    writing_from = DateTimeLocalField("Schrijven vanaf", [InputRequired("Vul een datum en tijd in.")], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    writing_until = DateTimeLocalField("Schrijven tot", [InputRequired("Vul een datum en tijd in.")], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])

    def offer(self, course: Course) -> None:
        """The exam case of this course, and its twin for who sits again."""
        said = zip(course.exam.case_ids, ("Examen", "Herkansing"), strict=False)
        self.case_id.choices = choices((case_id, f"{what}: {course.case(case_id).title}") for case_id, what in said)
        if self.case_id.data is None:
            self.case_id.data = course.exam.case_id


class CandidateForm(Form):
    """Admit somebody by mail address."""

    email = EmailField("E-mailadres van de kandidaat", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])
    extra_percent = IntegerField(
        "Extra tijd (procent)", [InputRequired("Vul 0 in als er geen extra tijd is."), NumberRange(0, 100, "Kies 0 tot en met 100.")], default=0
    )


class ExaminerForm(Form):
    """Appoint somebody by mail address."""

    email = EmailField("E-mailadres van de examinator", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])


class DecisionForm(Form):
    """The board's word."""

    verdict = RadioField("Besluit", choices=choices((verdict.value, verdict.label) for verdict in Verdict))
    reason = TextAreaField("Reden", [Length(max=LONGEST_REMARK)], filters=[clean])
