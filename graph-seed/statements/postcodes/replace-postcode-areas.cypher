// Ends the postcode areas that a generation replaces. Parameters: owner, generation, areas.
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.postcodes = $generation AND catalog.locatedBy = $owner
MATCH (area:PostcodeArea)
WHERE area.area IN $areas AND area.fromGeneration < $generation AND area.untilGeneration = 2147483647
SET area.untilGeneration = $generation, area.replacedAt = timestamp()
RETURN area.area AS area
