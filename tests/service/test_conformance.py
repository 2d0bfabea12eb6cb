"""The contract against the live service: schemathesis sends what the contract allows, and what it does not."""

from __future__ import annotations

import json
import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import negative_data_rejection

from tests.service.support import ROOT, Server

# What fits the contract may be refused: a page that holds no article (422), and a body that is not compressed the way
# Content-Encoding says, since schemathesis sends the header without doing what it says (400). A body of text/html may
# turn out to be no HTML (415). One millisecond is a deadline the contract allows and no page meets (504).
_CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "415", "422", "504"]},
        "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "504"]},
    }
}


@schemathesis.serializer("application/x-ndjson")
def _lines(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """What is sent as lines: a text as it stands, anything else as one line of JSON."""
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace")


contract = schemathesis.openapi.from_path(ROOT / "openapi.yaml", config=SchemathesisConfig.from_dict(_CONFIG))


#: how many examples of each operation; `make conform` sends many more
_EXAMPLES = int(os.environ.get("EXAMPLES", "40"))


@contract.parametrize()
@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_keeps_the_contract(case: schemathesis.Case, server: Server) -> None:
    case.call_and_validate(base_url=server.url, excluded_checks=_unfit_checks(case))


def test_answers_lead_on_to_answers_that_keep_the_contract(server: Server) -> None:
    machine: Any = contract.as_state_machine()  # a class made while the test runs

    class Caller(machine):  # type: ignore[misc]  # what mypy cannot know, it does not let be a base
        """One who follows the links of the contract, such as from a problem to what explains it."""

        def get_call_kwargs(self, case: schemathesis.Case) -> dict[str, Any]:
            return {"base_url": server.url}

        def validate_response(self, response: Any, case: schemathesis.Case, **more: Any) -> None:
            super().validate_response(response, case, excluded_checks=_unfit_checks(case), **more)

    Caller.run(
        settings=settings(
            max_examples=max(5, _EXAMPLES // 8),
            stateful_step_count=6,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
    )


def _unfit_checks(case: schemathesis.Case) -> list[CheckFunction]:
    """The checks a case cannot be held to, since on the wire nothing is left to refuse.

    A list or a number written out as a text body is a text like any other; so is a line of a batch, which is told what
    is wrong with it by itself. A list of one empty name is written like an empty list, which is allowed.
    """
    in_words = (case.media_type or "").startswith(("text/", "application/x-ndjson")) and not isinstance(case.body, str)
    return [negative_data_rejection] if in_words or case.query.get("include") in ([""], "") else []
