// Returns the codes of the organisations that have a value of a measure. Keys: { measure, generation }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (extract:Extract {measure: key.measure})
WHERE extract.fromGeneration <= key.generation < extract.untilGeneration
MATCH (measurement:Measurement {extract: extract.number})
WHERE measurement.code IS NOT NULL
RETURN DISTINCT at, measurement.code AS code
