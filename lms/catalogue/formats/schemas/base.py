"""What all course files share."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Day = date
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
CriterionId = Annotated[str, StringConstraints(pattern=r"^[GS][1-9][0-9]?$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
Minutes = Annotated[int, Field(gt=0, le=20_000)]
HalfPoints = Annotated[float, Field(ge=0, le=1000, multiple_of=0.5)]
Status = Literal["concept", "gecontroleerd", "vervallen"]


class Strict(BaseModel):
    """Nothing but the keys that are named."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class SourceFile(Strict):
    """A source."""

    title: Text
    verified: Literal["primair", "secundair", "oud"]
    read_on: date | None = None


class ThemePoints(Strict):
    """Points per theme."""

    R: HalfPoints = 0
    M: HalfPoints = 0
    E: HalfPoints = 0
    P: HalfPoints = 0


class Reviewed(Strict):
    """What every text that teaches carries."""

    bron: Annotated[list[SourceFile], Field(min_length=1)]
    peildatum: date
    geldig_van: date
    geldig_tot: date | None = None
    status: Status
    gekeurd_door: Text | None = None
