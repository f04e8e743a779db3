"""The client gql: python gql_client.py URL. Prints one line of JSON with the result of each check."""

import json
import sys

from gql import Client, GraphQLRequest
from gql import __version__ as version
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport

import checks

url = sys.argv[1]


def client(**more):
    return Client(transport=RequestsHTTPTransport(url=url, retries=0, **more), fetch_schema_from_transport=False)


def ask(one, name, variables, **arguments):
    return one.execute(GraphQLRequest(checks.text_of(name), variable_values=variables), extra_args=arguments)


def query():
    checks.is_practice(ask(client(), "practice", checks.practice(checks.AFTER)))
    checks.were_sent(url, ("POST", True, False))


def get():
    """With method="GET" alone, gql sends the document in a body, which no server reads; so it goes into the address. gql accepts
    anything, and the gateway serves GET only to clients that accept JSON by name."""
    variables = checks.practice(checks.AFTER)
    one = client(method="GET", headers={"accept": "application/json"})
    parameters = {"query": checks.text_of("practice"), "variables": json.dumps(variables)}
    checks.is_practice(ask(one, "practice", variables, params=parameters, json=None))
    checks.were_sent(url, ("GET", True, False))


def persisted():
    variables = checks.practice(checks.AFTER)
    body = {"documentId": checks.id_of("practice"), "variables": variables}
    checks.is_practice(ask(client(), "practice", variables, json=body))
    checks.were_sent(url, ("POST", False, True))


def dates():
    one = client()
    checks.asks_two_dates(lambda date: ask(one, "practice", checks.practice(date)))


def pages():
    checks.reads_pages(lambda variables: ask(client(), "pages", variables))


def error():
    try:
        ask(client(), "practice", checks.practice(checks.NO_DATE))
    except TransportQueryError as found:
        checks.is_date_error(found.errors[0])
    else:
        raise AssertionError("no error")


def partial():
    try:
        ask(client(), "partial", {"code": checks.PRACTICE})
    except TransportQueryError as found:
        return {"execute": f"throws the error; {'data in error.data' if found.data['good'] else 'no data'}"}


checks.run(f"gql {version}", {"query": query, "get": get, "persisted": persisted, "dates": dates, "pages": pages, "error": error}, partial)
