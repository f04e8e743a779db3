// An extract has one value for each code.
CREATE CONSTRAINT measurement IF NOT EXISTS FOR (n:Measurement) REQUIRE (n.extract, n.code) IS UNIQUE
