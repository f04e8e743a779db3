// Ends the previous name, unit and source of a measure. Parameters: owner, generation, measure.
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.generation = $generation AND catalog.measuredBy = $owner
MATCH (measure:Measure {id: $measure})
WHERE measure.fromGeneration < $generation AND measure.untilGeneration = 2147483647
SET measure.untilGeneration = $generation, measure.replacedAt = timestamp()
