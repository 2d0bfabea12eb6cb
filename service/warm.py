"""Imported by the fork server alone: what is forked from a process that has cleaned pages starts in milliseconds."""

from __future__ import annotations

from service.worker import warm_up

warm_up()
