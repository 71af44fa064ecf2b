"""A fault is named where it was made, and not again wherever it is felt."""

from lms.catalogue.formats import load_course
from tests.courses import small_course


def test_a_module_that_cannot_be_read_is_one_fault_and_not_one_for_each_module_that_asks_for_it() -> None:
    files = small_course()
    files["modules/01-eerste/module.yml"] = files["modules/01-eerste/module.yml"].replace("minutes: 120", "minutes: twee uur")
    assert [str(fault) for fault in load_course(files).faults] == ["modules/01-eerste/module.yml:5: `minutes` moet een heel getal zijn."]
