// One value for each code of an extract.
CREATE CONSTRAINT measurement IF NOT EXISTS FOR (n:Measurement) REQUIRE (n.extract, n.code) IS UNIQUE
