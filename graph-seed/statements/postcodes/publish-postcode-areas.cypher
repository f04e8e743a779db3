// Makes postcode areas visible from a generation on. Parameters: owner, generation, rows of [number, postcodes].
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.postcodes = $generation AND catalog.locatedBy = $owner
UNWIND $rows AS row
MATCH (area:PostcodeArea {number: row[0]})
SET area.fromGeneration = $generation, area.postcodes = row[1]
RETURN area.number AS number
