"""Offices as reports print them: which one it is, whether it is held, and whether one person holds it at a time."""

from __future__ import annotations

from functools import lru_cache

from trucewatch.linking.names import word_list, words_of
from trucewatch.registers.offices import OfficeKey, levels_held_by_one, office_class, office_keys


@lru_cache(maxsize=1 << 14)
def office_held(office: str) -> tuple[OfficeKey, ...]:
    """The offices in some words that one person holds at a time; () for "a spokesman", "former minister"."""
    return () if is_former(office) else tuple(key for key in office_keys(office) if is_single(key))


@lru_cache(maxsize=1 << 14)
def is_former(office: str) -> bool:
    """Is an office told as held no more, or not yet ("former prime minister", "president-elect")?"""
    return bool(word_list("former").intersection(words_of(office)))


@lru_cache(maxsize=1 << 14)
def is_new(office: str) -> bool:
    """Is an office told as one whose holder has just changed ("the new foreign minister")?"""
    return bool(word_list("newly").intersection(words_of(office)))


@lru_cache(maxsize=1 << 14)
def former_offices(office: str) -> tuple[OfficeKey, ...]:
    """The offices that some words tell as held no more, or not yet."""
    if not is_former(office):
        return ()
    bare = " ".join(word for word in words_of(office) if word not in word_list("former"))
    return tuple(key for key in office_keys(bare) if is_single(key)) if bare else ()


@lru_cache(maxsize=1 << 14)
def tells_office(name: str) -> bool:
    """Is what stands as a name an office ("the foreign minister"), not somebody's name?"""
    return office_class(name) is not None


def is_single(key: OfficeKey) -> bool:
    """Does one person hold it at a time? A deputy is one of several, and so is a minister for nobody knows what."""
    if key.rank or key.level not in levels_held_by_one() | word_list("held_by_one"):
        return False
    return bool(key.matter) or key.level not in word_list("needs_a_matter")
