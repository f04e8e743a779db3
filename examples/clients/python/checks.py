"""What the Python clients are checked for. The sample is described in support/sample.mjs."""

import json
import pathlib
import re
import urllib.request

PRACTICE, BEFORE, AFTER, NO_DATE, COMMISSIONER = "ZXP0196", "2024-06-30", "2024-09-30", "2024-02-31", "ZXS001"
BOARDS = {BEFORE: "ZXI40", AFTER: "ZXI43"}
FOLDER = pathlib.Path(__file__).parent.parent / "documents"


def text_of(name):
    return (FOLDER / f"{name}.graphql").read_text()


def practice(date):
    return {"code": PRACTICE, "date": date}


def id_of(name):
    """The id under which the manifest lists a document: manifest.json is written by support/manifest.mjs."""
    manifest = json.loads((FOLDER.parent / "__generated__" / "manifest.json").read_text())
    operation = re.search(r"query (\w+)", text_of(name)).group(0)
    return next(key for key, text in manifest.items() if operation in text)


def is_practice(data, date=AFTER):
    organisation = data["organisation"]
    board = organisation["belongsTo"]["organisations"][0]["code"]
    found = (organisation["code"], organisation["moment"]["date"], board)
    assert found == (PRACTICE, date, BOARDS[date]), found


def asks_two_dates(ask):
    for date in (BEFORE, AFTER, BEFORE):
        is_practice(ask(date), date)


def reads_pages(ask):
    """`ask(variables)` returns `data`: three pages of two practices are the first six."""
    codes, after = [], None
    for _ in range(3):
        children = ask({"code": COMMISSIONER, "first": 2, "after": after})["organisation"]["children"]
        codes += [edge["node"]["code"] for edge in children["edges"]]
        after = children["pageInfo"]["endCursor"]
    six = ask({"code": COMMISSIONER, "first": 6})["organisation"]["children"]
    assert codes == [edge["node"]["code"] for edge in six["edges"]] and len(codes) == 6, codes


def is_date_error(error):
    assert error["extensions"]["code"] == "BAD_USER_INPUT", error
    assert "2024-02-31" in error["message"] and "argument" in error["extensions"]["next"], error


def were_sent(url, *expected):
    """Compares the requests that the recorder noted: method, whether it held a document, whether it named one."""
    with urllib.request.urlopen(url.replace("/graphql", "/recorded")) as response:
        seen = [(r["method"], r["document"], r["named"]) for r in json.load(response) if r["status"] == 200]
    assert seen == list(expected), seen


def run(name, checks, partial):
    results = {}
    for check, function in checks.items():
        try:
            results[check] = function() or "yes"
        except Exception as error:  # one failed check must not hide the others
            results[check] = f"FAILED: {type(error).__name__}: {error}"
    print(json.dumps({"name": name, "results": results, "partial": partial()}))
