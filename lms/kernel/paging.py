"""A slice of a longer list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items of a list; `number` counts from 1."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def has_previous(self) -> bool:
        """Whether there are earlier items."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there are later items."""
        return self.number * self.size < self.total


def page_of(items: Sequence[T], number: int, size: int = 25) -> Page[T]:
    """The page with this number of a whole list; a number beyond either end is the nearest page."""
    last = max(1, -(-len(items) // size))
    number = min(max(1, number), last)
    return Page(items=items[(number - 1) * size : number * size], number=number, size=size, total=len(items))
