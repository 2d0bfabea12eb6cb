from __future__ import annotations

import pytest

from service.admission import Quota, Saturated


def test_one_key_may_have_so_many_requests_under_way_and_another_its_own() -> None:
    quota = Quota(2)
    with quota.hold(0), quota.hold(0), quota.hold(1), quota.hold(None):
        with pytest.raises(Saturated) as refused, quota.hold(0):
            pass
        assert refused.value.cause == "key"
        with quota.hold(1):
            pass
    with quota.hold(0), quota.hold(0):
        pass


def test_without_a_limit_a_key_has_none() -> None:
    quota = Quota(0)
    with quota.hold(0), quota.hold(0), quota.hold(0):
        pass
