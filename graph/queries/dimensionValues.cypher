// Returns every value of a measure by a dimension for an organisation: one row for each date. Keys: { measure, dimension, code, generation }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (extract:Extract {measure: key.measure + ' ' + key.dimension})
WHERE extract.fromGeneration <= key.generation < extract.untilGeneration
MATCH (measurement:Measurement {extract: extract.number, code: key.code})
RETURN at, measurement.date AS date, measurement.names AS names, measurement.values AS values
