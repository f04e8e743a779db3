// Numbers of postcode areas are unique.
CREATE CONSTRAINT postcode_area IF NOT EXISTS FOR (n:PostcodeArea) REQUIRE n.number IS UNIQUE
