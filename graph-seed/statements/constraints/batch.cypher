// Batch names are unique within a release.
CREATE CONSTRAINT batch IF NOT EXISTS FOR (n:Batch) REQUIRE (n.release, n.name) IS UNIQUE
