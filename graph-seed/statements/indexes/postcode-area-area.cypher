// Finds postcode areas by their letters.
CREATE INDEX postcode_area_area IF NOT EXISTS FOR (n:PostcodeArea) ON (n.area)
