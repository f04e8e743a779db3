// A measure has one name, unit and source for each generation that changes them.
CREATE CONSTRAINT measure IF NOT EXISTS FOR (n:Measure) REQUIRE (n.id, n.fromGeneration) IS UNIQUE
