"""Forms of examining: writing and marking have the fields that their case asks for."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask import request
from wtforms import DateField, DateTimeLocalField, EmailField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.catalogue.terms import Case, Course
from lms.exams.actions.marking import Levels
from lms.exams.rules.scoring import SCALE
from lms.exams.terms import GlobalRating, RecusalReason, Verdict
from lms.kernel.calendar import AMSTERDAM
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

    def seconds(self) -> int:
        """How long the page was looked at, as the browser counted; 0 when it sent nothing usable."""
        raw = request.form.get("seconds", "")
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 6 else 0  # noqa: PLR2004 -- beyond eleven days is nonsense

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
            chosen = [bank.get(key) for key in request.form.getlist(f"zin-{criterion.id}")]
            parts = (clean(request.form.get(f"opmerking-{criterion.id}", "")), *chosen)
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


_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class WindowForm(Form):
    """When a round is written and marked; the last day to mark is inclusive, as people say it."""

    title = StringField("Naam van de ronde", [InputRequired("Geef de ronde een naam."), Length(max=120)], filters=[clean])
    writing_from = DateTimeLocalField("Schrijven vanaf", [InputRequired("Vul een datum en tijd in.")], format=_MOMENTS)
    writing_until = DateTimeLocalField("Schrijven tot", [InputRequired("Vul een datum en tijd in.")], format=_MOMENTS)
    marking_last_day = DateField("Beoordelen t/m", [Optional()])

    def window(self) -> tuple[datetime, datetime, date | None]:
        """Begin and end of the writing, and the day after the last one to mark, when given. Raises Invalid."""
        last = self.marking_last_day.data
        if last == date.max:
            raise Invalid("Deze datum kan niet.", field="marking_last_day")
        return _moment(self.writing_from.data), _moment(self.writing_until.data), last + timedelta(days=1) if last else None


def _moment(local: datetime | None) -> datetime:
    try:
        return (local or datetime.max).replace(tzinfo=AMSTERDAM).astimezone(AMSTERDAM)  # noqa: DTZ901 -- refused by the form when empty
    except OverflowError as error:
        raise Invalid("Deze datum kan niet.") from error


class RoundForm(WindowForm):
    """A new exam round."""

    case_id = RadioField("Casus")

    def offer(self, course: Course) -> None:
        """The exam case of this course, and its twin for who sits again."""
        said = zip(course.exam.case_ids, ("Examen", "Herkansing"), strict=False)
        self.case_id.choices = choices((case_id, f"{what}: {course.case(case_id).title}") for case_id, what in said)
        if self.case_id.data is None:
            self.case_id.data = course.exam.case_id


class ExtendForm(Form):
    """More time for everybody who is writing now."""

    minutes = IntegerField("Extra minuten", [InputRequired("Vul het aantal minuten in."), NumberRange(1, 240, "Kies 1 tot en met 240 minuten.")])
    reason = StringField("Reden", [InputRequired("Schrijf op waarom."), Length(max=200)], filters=[clean])


class CandidateForm(Form):
    """Admit somebody by mail address."""

    email = EmailField("E-mailadres van de kandidaat", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])


class GroupForm(Form):
    """Admit everybody of a training group."""

    group_id = SelectField("Alle cursisten van een groep", coerce=int, validate_choice=True)

    def offer(self, groups: Iterable[tuple[int, str]]) -> None:
        """The groups there are."""
        self.group_id.choices = choices((str(key), title) for key, title in groups)


class ExaminerForm(Form):
    """Appoint somebody by mail address."""

    email = EmailField("E-mailadres van de examinator", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])


class TieForm(Form):
    """An examiner of a round knows a candidate."""

    examiner_id = SelectField("Examinator", coerce=int)
    candidate_id = SelectField("Kent deze kandidaat", coerce=int)

    def offer(self, *, examiners: Iterable[tuple[int, str]], candidates: Iterable[tuple[int, str]]) -> None:
        """Who is in the round."""
        self.examiner_id.choices = choices((str(key), name) for key, name in examiners)
        self.candidate_id.choices = choices((str(key), name) for key, name in candidates)


class AcquaintanceForm(Form):
    """Somebody I know."""

    email = EmailField("E-mailadres van wie u kent", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])


class ExtraTimeForm(Form):
    """One person's extra time, for everything that is timed."""

    percent = IntegerField(
        "Extra tijd (procent)", [InputRequired("Vul 0 in als er geen extra tijd is."), NumberRange(0, 100, "Kies 0 tot en met 100.")]
    )
    reason = StringField("Waarop rust dit besluit?", [InputRequired("Schrijf op waarop dit besluit rust."), Length(max=300)], filters=[clean])


class DecisionForm(Form):
    """The board's word."""

    def leave_out(self, verdict: Verdict) -> None:
        """Offer all but this one."""
        self.verdict.choices = choices((one.value, one.label) for one in Verdict if one is not verdict)

    verdict = RadioField("Besluit", choices=choices((verdict.value, verdict.label) for verdict in Verdict))
    reason = TextAreaField("Reden", [Length(max=LONGEST_REMARK)], filters=[clean])
