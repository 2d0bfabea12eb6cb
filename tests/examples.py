"""What README.md and openapi.yaml show is real. This takes it from there, and puts it in anew:

python -m tests.examples
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import yaml

from service.app import create_app
from service.extension import of
from service.settings import Settings, table

_ROOT: Final = Path(__file__).parents[1]
README: Final = _ROOT / "README.md"
CONTRACT: Final = _ROOT / "openapi.yaml"

_CALL: Final = re.compile(r"<<'PAGE'[^\n]*\n(.*?\n)PAGE\n", re.DOTALL)
_ANSWER: Final = re.compile(r"(<!-- answer -->\n```json\n)(.*?)(```\n<!-- /answer -->)", re.DOTALL)
_EXAMPLE: Final = re.compile(
    r"(    article: # made by python -m tests\.examples\n      value:\n)(.*?)(?=^  \w|\Z)", re.DOTALL | re.MULTILINE
)
_TABLE: Final = re.compile(r"(<!-- settings -->\n)(.*?)(<!-- /settings -->)", re.DOTALL)


def readme_page() -> str:
    """The page that the call in the README sends, as the shell hands it to curl."""
    found = _CALL.search(README.read_text(encoding="utf-8"))
    assert found, "the README holds no call with a page"
    return found.group(1)


def readme_answer() -> Any:
    """The answer that the README shows."""
    found = _ANSWER.search(README.read_text(encoding="utf-8"))
    assert found, "the README shows no answer"
    return json.loads(found.group(2))


def readme_settings() -> str:
    """The table of settings that the README shows."""
    found = _TABLE.search(README.read_text(encoding="utf-8"))
    assert found, "the README holds no table of settings"
    return found.group(2)


def contract_example(name: str) -> Any:
    """An example of the contract."""
    return yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["components"]["examples"][name]["value"]


def answers() -> tuple[Any, Any]:
    """What the service answers to the README's call and to the contract's example of a request."""
    app = create_app(Settings())
    client = app.test_client()
    told = client.post("/v1/articles", data=readme_page().encode(), content_type="text/plain; charset=utf-8")
    asked = client.post("/v1/articles", json=contract_example("page"))
    of(app).pool.stop()
    assert (told.status_code, asked.status_code) == (200, 200), (told.text, asked.text)
    return told.json, asked.json


def _main() -> None:
    told, asked = answers()
    shown = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    text, count = _ANSWER.subn(lambda found: found[1] + shown + found[3], README.read_text(encoding="utf-8"))
    assert count == 1
    text, count = _TABLE.subn(lambda found: found[1] + table() + "\n" + found[3], text)
    assert count == 1
    README.write_text(text, encoding="utf-8")
    block = yaml.safe_dump(asked, allow_unicode=True, sort_keys=False, width=120)
    lines = "".join(f"        {line}\n" if line else "\n" for line in block.splitlines())
    text, count = _EXAMPLE.subn(lambda found: found[1] + lines, CONTRACT.read_text(encoding="utf-8"))
    assert count == 1
    CONTRACT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _main()
