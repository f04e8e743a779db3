// Counts the values of extracts. Parameters: extracts.
UNWIND $extracts AS number
MATCH (measurement:Measurement {extract: number})
WHERE measurement.code IS NOT NULL
RETURN count(measurement) AS count
