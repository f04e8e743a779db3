// Ends the extracts of a measure that a generation replaces. Returns their dates. Parameters: owner, generation, measure, dates.
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.generation = $generation AND catalog.measuredBy = $owner
MATCH (extract:Extract {measure: $measure})
WHERE extract.date IN $dates AND extract.fromGeneration < $generation AND extract.untilGeneration = 2147483647
SET extract.untilGeneration = $generation, extract.replacedAt = timestamp()
RETURN extract.date AS date
