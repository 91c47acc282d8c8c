"""How likely it is that two people are one: what speaks for it, what against, and how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizashi.ids import PersonId
from memory.identity.likeness import Portrait, alike, folded, jaro_winkler


def a(person: str, **told: str) -> Portrait:
    return Portrait(PersonId(person), **{name: frozenset({value}) for name, value in told.items()})


def suggested(*portraits: Portrait) -> list[tuple[str, str]]:
    return [one.people for one in alike(portraits)]


def test_one_address_and_one_name_are_probably_one_person() -> None:
    one = a("per_a", names="佐藤 あい", emails="aiko@example.jp")
    two = a("per_b", names="佐藤あいさん", emails="aiko@example.jp")
    assert suggested(one, two) == [("per_a", "per_b")]


def test_a_name_alone_is_not_enough() -> None:
    assert suggested(a("per_a", names="佐藤あい"), a("per_b", names="佐藤あい")) == []


def test_one_address_of_two_names_is_shown_with_what_speaks_against_it() -> None:
    mother = a("per_a", names="佐藤花子", emails="home@example.jp")
    father = a("per_b", names="田中太郎", emails="home@example.jp")
    (found,) = alike((mother, father))
    assert found.weights["email"] > 0 > found.weights["name"]
    alone = alike((a("per_a", emails="home@example.jp"), a("per_b", emails="home@example.jp")))
    assert found.probability < alone[0].probability


def test_different_user_ids_and_birthdays_speak_against() -> None:
    one = a("per_a", names="佐藤花子", phones="+819012345678", users="u-1", born="1980-01-01")
    two = a("per_b", names="佐藤花子", phones="+819012345678", users="u-2", born="2012-05-05")
    assert suggested(one, two) == []


def test_a_rare_name_tells_more_than_a_common_one() -> None:
    crowd = [a(f"per_{number:03}", names="佐藤花子") for number in range(30)]
    common = [a("per_x", names="佐藤花子", phones="1"), a("per_y", names="佐藤花子", phones="1")]
    rare = [a("per_x", names="勅使河原", phones="1"), a("per_y", names="勅使河原", phones="1")]

    def weight(pair: list[Portrait]) -> float:
        (found,) = (one for one in alike([*crowd, *pair]) if one.people == ("per_x", "per_y"))
        return found.weights["name"]

    assert weight(rare) > weight(common)


def test_what_a_crowd_shares_makes_no_pairs() -> None:
    crowd = [a(f"per_{number:03}", names="名無し", born="2000-01-01") for number in range(100)]
    assert suggested(*crowd) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("佐藤 あい", "佐藤あい様"),
        ("Sato Ai", "ai sato"),
        ("ＡＩＫＯ", "aiko"),
        ("Ai, Sato", "Sato Ai"),
    ],
)
def test_names_are_compared_without_what_does_not_count(one: str, two: str) -> None:
    assert folded(one) == folded(two)


@given(one=st.text(max_size=12), two=st.text(max_size=12))
def test_likeness_of_strings_is_even_handed_and_bounded(one: str, two: str) -> None:
    assert jaro_winkler(one, two) == pytest.approx(jaro_winkler(two, one))
    assert 0 <= jaro_winkler(one, two) <= 1 + 1e-9
    assert not one or jaro_winkler(one, one) == pytest.approx(1)


def test_the_published_example_of_jaro_winkler() -> None:
    # Winkler 1990, table of examples: MARTHA and MARHTA
    assert jaro_winkler("MARTHA", "MARHTA") == pytest.approx(0.961, abs=0.001)
    assert jaro_winkler("DIXON", "DICKSONX") == pytest.approx(0.813, abs=0.001)
