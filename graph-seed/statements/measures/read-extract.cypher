// Returns the current values of a measure on a date. Parameters: measure, date.
MATCH (extract:Extract {measure: $measure})
WHERE extract.date = $date AND extract.fromGeneration < 2147483647 AND extract.untilGeneration = 2147483647
MATCH (measurement:Measurement {extract: extract.number})
WHERE measurement.code IS NOT NULL
RETURN measurement.code AS code, measurement.value AS value, measurement.names AS names, measurement.values AS values
