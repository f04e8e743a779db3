// Ends the extracts that have no value of any organisation of the live release, and the measures that have no other extract, in
// a new generation. Does nothing if the release is not live. Parameters: owner, number.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (catalog:Catalog {id: 'catalog', live: $number})
MATCH (extract:Extract {untilGeneration: 2147483647})
WHERE extract.fromGeneration <= catalog.generation AND NOT EXISTS {
  MATCH (measurement:Measurement {extract: extract.number})
  WHERE measurement.code IS NOT NULL
  MATCH (:Organisation {code: measurement.code})-[:STATE]->(state:State)
  WHERE state.fromRelease <= $number < state.untilRelease
}
WITH catalog, collect(extract) AS extracts
SET catalog.generation = catalog.generation + 1, catalog.measuredBy = $owner
WITH catalog.generation AS generation, extracts
UNWIND extracts AS extract
SET extract.untilGeneration = generation, extract.replacedAt = timestamp()
WITH DISTINCT generation, split(extract.measure, ' ')[0] AS id
MATCH (measure:Measure {id: id, untilGeneration: 2147483647})
WHERE NOT EXISTS {
  MATCH (other:Extract {untilGeneration: 2147483647})
  WHERE other.measure = id OR other.measure STARTS WITH id + ' '
}
SET measure.untilGeneration = generation, measure.replacedAt = timestamp()
