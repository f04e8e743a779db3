"""Invented inspections of organisations: a subgraph in Python, with strawberry.

python subgraph.py PORT serves it; python subgraph.py --sdl prints its SDL. A real one adds limits, logs and a check of the
secret in the header x-subgraph-secret, which the gateway sends.
"""

import datetime
import enum
import http.server
import json
import sys
import zlib

import strawberry


@strawberry.enum(description="What an inspection found, best first.")
class Rating(enum.Enum):
    OUTSTANDING = "OUTSTANDING"
    GOOD = "GOOD"
    POOR = "POOR"


@strawberry.type(description="An inspection of an organisation, for example 'GOOD' on '2023-05-17'.")
class Inspection:
    rating: Rating = strawberry.field(description="What was found, for example 'GOOD'.")
    on: datetime.date = strawberry.field(description="The day, for example '2023-05-17'.")
    beds_seen: int = strawberry.field(description="Beds that were looked at, for example 12.")


@strawberry.federation.type(keys=["code"])
class Organisation:
    code: strawberry.ID

    @strawberry.field(description="The last inspection, for example 'GOOD'; null if there was none.")
    def inspection(self) -> Inspection | None:
        return inspection_of(self.code)

    @classmethod
    def resolve_reference(cls, code: strawberry.ID) -> "Organisation":
        return cls(code=code)


@strawberry.type
class Query:
    @strawberry.field(description="Organisations with a rating, by code, for example 'ZXP0002'.")
    def rated(self, rating: Rating, first: int = 20) -> list[Organisation]:
        codes = (code for code in INSPECTED if inspection_of(code).rating == rating)
        return [Organisation(code=code) for code, _ in zip(codes, range(max(0, first)))]


# Practices of the sample. Of five, one was never inspected.
INSPECTED = [f"ZXP{number:04}" for number in range(1, 41) if number % 5]


def inspection_of(code: str) -> Inspection | None:
    """Computes an inspection from the code: the same one every time."""
    if code not in INSPECTED:
        return None
    number = zlib.crc32(code.encode())
    day = datetime.date(2023, 1, 1) + datetime.timedelta(days=number % 365)
    return Inspection(rating=list(Rating)[number % 3], on=day, beds_seen=number % 17)


schema = strawberry.federation.Schema(query=Query)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers POST requests with JSON."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        result = schema.execute_sync(body["query"], variable_values=body.get("variables"))
        response = {"data": result.data}
        if result.errors:
            response["errors"] = [error.formatted for error in result.errors]
        content = json.dumps(response).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Logs nothing."""


def main() -> None:
    if sys.argv[1:] == ["--sdl"]:
        print(schema.as_str())
        return
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    print(f"http://127.0.0.1:{server.server_port}/graphql", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
