// A postcode area has each of its sectors once.
CREATE CONSTRAINT postcode_sector IF NOT EXISTS FOR (n:PostcodeSector) REQUIRE (n.areaNumber, n.sector) IS UNIQUE
