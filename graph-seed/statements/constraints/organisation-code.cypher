// Organisation codes are unique.
CREATE CONSTRAINT organisation_code IF NOT EXISTS FOR (n:Organisation) REQUIRE n.code IS UNIQUE
