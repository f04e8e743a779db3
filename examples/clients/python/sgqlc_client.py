"""The client sgqlc: python sgqlc_client.py URL. Prints one line of JSON with the result of each check."""

import importlib.metadata
import json
import sys

from sgqlc.endpoint.requests import RequestsEndpoint

import checks

url = sys.argv[1]


class ByIdEndpoint(RequestsEndpoint):
    """Sends the id of the document instead of its text. The package itself knows no persisted documents."""

    def get_http_post_request(self, query, variables, operation_name, headers):
        request = super().get_http_post_request(query, variables, operation_name, headers)
        request.data = json.dumps({"documentId": checks.id_of("practice"), "variables": variables})
        del request.headers["Content-Length"]
        return request


def data_of(endpoint, name, variables):
    """sgqlc does not throw: it returns `data` and `errors` as they came."""
    response = endpoint(checks.text_of(name), variables)
    assert "errors" not in response, response["errors"]
    return response["data"]


def query():
    checks.is_practice(data_of(RequestsEndpoint(url), "practice", checks.practice(checks.AFTER)))
    checks.were_sent(url, ("POST", True, False))


def get():
    checks.is_practice(data_of(RequestsEndpoint(url, method="GET"), "practice", checks.practice(checks.AFTER)))
    checks.were_sent(url, ("GET", True, False))


def persisted():
    checks.is_practice(data_of(ByIdEndpoint(url), "practice", checks.practice(checks.AFTER)))
    checks.were_sent(url, ("POST", False, True))


def dates():
    endpoint = RequestsEndpoint(url)
    checks.asks_two_dates(lambda date: data_of(endpoint, "practice", checks.practice(date)))


def pages():
    checks.reads_pages(lambda variables: data_of(RequestsEndpoint(url), "pages", variables))


def error():
    response = RequestsEndpoint(url)(checks.text_of("practice"), checks.practice(checks.NO_DATE))
    checks.is_date_error(response["errors"][0])


def partial():
    response = RequestsEndpoint(url)(checks.text_of("partial"), {"code": checks.PRACTICE})
    data = "data" if response["data"]["good"] else "no data"
    return {"endpoint()": f"{data}, the failed field is {json.dumps(response['data']['bad'])}; the error beside it"}


checks.run(
    f"sgqlc {importlib.metadata.version('sgqlc')}",
    {"query": query, "get": get, "persisted": persisted, "dates": dates, "pages": pages, "error": error},
    partial,
)
