"""What all course files share."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _written_day(value: object) -> object:
    """Only 2026-07-01: a number is never a date."""
    if value is None or (isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)):
        return value
    raise PydanticCustomError("date_parsing", "no date")


def _written_flag(value: object) -> object:
    """Only true and false: `no` and `1` are a word and a number."""
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("bool_parsing", "no flag")


ID = r"^[a-z0-9][a-z0-9-]{0,79}$"
CRITERION = r"^[GS][1-9][0-9]?$"
Day = Annotated[date, BeforeValidator(_written_day)]
Flag = Annotated[bool, BeforeValidator(_written_flag)]
Id = Annotated[str, StringConstraints(pattern=ID)]
CriterionId = Annotated[str, StringConstraints(pattern=CRITERION)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
Minutes = Annotated[int, Field(gt=0, le=20_000)]
HalfPoints = Annotated[float, Field(ge=0, le=1000, multiple_of=0.5)]
Status = Literal["concept", "gecontroleerd", "vervallen"]


class Strict(BaseModel):
    """Nothing but the keys that are named."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, allow_inf_nan=False)


class SourceFile(Strict):
    """A source."""

    title: Text
    verified: Literal["primair", "secundair", "oud"]
    read_on: Day | None = None


class ThemePoints(Strict):
    """Points per theme."""

    R: HalfPoints = 0
    M: HalfPoints = 0
    E: HalfPoints = 0
    P: HalfPoints = 0


class Reviewed(Strict):
    """What every text that teaches carries."""

    bron: Annotated[list[SourceFile], Field(min_length=1)]
    peildatum: Day
    geldig_van: Day
    geldig_tot: Day | None = None
    status: Status
    gekeurd_door: Text | None = None
