// Makes extracts visible from a generation on. Parameters: owner, generation, numbers.
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.generation = $generation AND catalog.measuredBy = $owner
MATCH (extract:Extract)
WHERE extract.number IN $numbers
SET extract.fromGeneration = $generation
RETURN extract.number AS number
