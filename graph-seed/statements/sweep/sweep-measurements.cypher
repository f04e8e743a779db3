// Deletes the values of extracts that were never published, or were replaced before a time. Parameters: before (milliseconds).
MATCH (extract:Extract)
WHERE extract.fromGeneration = 2147483647 OR extract.replacedAt < $before
MATCH (measurement:Measurement {extract: extract.number})
WHERE measurement.code IS NOT NULL
CALL (measurement) { DELETE measurement } IN TRANSACTIONS OF 5000 ROWS
