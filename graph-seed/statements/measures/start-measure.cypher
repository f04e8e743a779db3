// Sets name, unit and source of a measure from a generation on. Parameters: owner, generation, measure, name, unit, source.
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.generation = $generation AND catalog.measuredBy = $owner
MERGE (measure:Measure {id: $measure, fromGeneration: $generation})
SET measure.untilGeneration = 2147483647, measure.name = $name, measure.unit = $unit, measure.source = $source
