// Extract numbers are unique.
CREATE CONSTRAINT extract_number IF NOT EXISTS FOR (n:Extract) REQUIRE n.number IS UNIQUE
