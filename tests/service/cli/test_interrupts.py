"""Ctrl-C is noted and acted upon between two steps."""

from __future__ import annotations

import signal
from concurrent.futures import Future
from threading import Event

import pytest

from service.cli.interrupts import interrupts_noted, result_unless


def test_the_first_interrupt_is_only_noted_and_the_second_is_raised() -> None:
    with interrupts_noted() as noted:
        assert not noted.is_set()
        signal.raise_signal(signal.SIGINT)
        assert noted.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_what_an_interrupt_did_before_it_does_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupts_noted():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_result_is_waited_for_until_an_interrupt_is_noted() -> None:
    noted, done = Event(), Future[int]()
    done.set_result(7)
    assert result_unless(noted, done) == 7
    noted.set()
    with pytest.raises(KeyboardInterrupt):
        result_unless(noted, Future[int]())
