"""Tables of accounts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.terms import EmailTaken, PersonName, Role, TieKind
from lms.kernel.db import Base
from lms.kernel.errors import Conflict, Invalid

_ROLES = ", ".join(f"'{role}'" for role in Role)
_TIES = ", ".join(f"'{kind}'" for kind in TieKind)


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("email", name="uq_person_email", info={"error": EmailTaken}),
        CheckConstraint("family_name <> ''", name="family_name_given", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    """Folded to lower case; the name to sign in with."""
    initials: Mapped[str] = mapped_column(String(20))
    given_name: Mapped[str] = mapped_column(String(80), default="")
    name_prefix: Mapped[str] = mapped_column(String(20), default="")
    """The tussenvoegsel: "van den"."""
    family_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """argon2id; None until the invitation is accepted."""
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @property
    def name(self) -> PersonName:
        """The name as a value."""
        return PersonName(initials=self.initials, given_name=self.given_name, prefix=self.name_prefix, family_name=self.family_name)


class RoleMembership(Base):
    """A role held over a period; the end is exclusive."""

    __tablename__ = "role_membership"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "valid_from", name="uq_role_membership_start", info={"error": Conflict}),
        CheckConstraint(f"role IN ({_ROLES})", name="role_known", info={"error": Invalid}),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="ends_after_start", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(30))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Employer(Base):
    """A municipality or other employer."""

    __tablename__ = "employer"
    __table_args__ = (UniqueConstraint("name", name="uq_employer_name", info={"error": Conflict}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))


class Employment(Base):
    """Who worked where, from and to; read by the conflict rules."""

    __tablename__ = "employment"
    __table_args__ = (
        Index("ix_employment_person_id", "person_id"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="ends_after_start", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class ExtraTime(Base):
    """How much longer somebody may work on everything that is timed. A row each time; the newest holds."""

    __tablename__ = "extra_time"
    __table_args__ = (
        Index("ix_extra_time_person_id", "person_id"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_fits", info={"error": Invalid}),
        CheckConstraint("reason <> ''", name="reason_given", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    percent: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))
    """What the decision rests on, never a diagnosis. Only the desk reads it."""
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]


class Tie(Base):
    """Why a person may not decide about another."""

    __tablename__ = "tie"
    __table_args__ = (
        UniqueConstraint("person_id", "other_id", "kind", "valid_from", name="uq_tie_start", info={"error": Conflict}),
        Index("ix_tie_other_id", "other_id"),
        CheckConstraint(f"kind IN ({_TIES})", name="kind_known", info={"error": Invalid}),
        CheckConstraint("person_id <> other_id", name="not_to_self", info={"error": Invalid}),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="ends_after_start", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The one who trained, examined, coached or declared."""
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class LoginSession(Base):
    """A signed-in browser. The cookie holds only the id; ending the row ends the session everywhere."""

    __tablename__ = "login_session"
    __table_args__ = (Index("ix_login_session_person_id", "person_id"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the random token in the cookie."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """Written at most once in five minutes."""
    ended_at: Mapped[datetime | None]


class FailedSignIn(Base):
    """A refused sign-in, counted per account and address. Both are kept as hashes."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index("ix_failed_sign_in_key", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class OneTimeLink(Base):
    """An invitation or password reset that works once and for a limited time."""

    __tablename__ = "one_time_link"
    __table_args__ = (
        UniqueConstraint("token_hash", name="uq_one_time_link_token", info={"error": Conflict}),
        CheckConstraint("purpose IN ('invitation', 'reset')", name="purpose_known", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
