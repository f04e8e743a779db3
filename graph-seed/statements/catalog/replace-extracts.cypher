// Ends the extracts that a generation replaces. Returns their measures and dates. Parameters: owner, generation, rows of [measure, date].
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.generation = $generation AND catalog.measuredBy = $owner
UNWIND $rows AS row
MATCH (extract:Extract {measure: row[0]})
WHERE extract.date = row[1] AND extract.fromGeneration < $generation AND extract.untilGeneration = 2147483647
SET extract.untilGeneration = $generation, extract.replacedAt = timestamp()
RETURN extract.measure AS series, extract.date AS date
