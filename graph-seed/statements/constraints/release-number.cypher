// Release numbers are unique.
CREATE CONSTRAINT release_number IF NOT EXISTS FOR (n:Release) REQUIRE n.number IS UNIQUE
