// No two alike.
CREATE CONSTRAINT measure IF NOT EXISTS FOR (n:Measure) REQUIRE (n.id, n.fromGeneration) IS UNIQUE
