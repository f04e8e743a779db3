// Returns every value of a measure for an organisation. Keys: { measure, code, generation }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (extract:Extract {measure: key.measure})
WHERE extract.fromGeneration <= key.generation < extract.untilGeneration
MATCH (measurement:Measurement {extract: extract.number, code: key.code})
RETURN at, measurement.date AS date, measurement.value AS value
