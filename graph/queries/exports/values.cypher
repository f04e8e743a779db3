// Returns the values of an extract for the next five hundred codes after one code, in order. No row: the extract was replaced nine minutes ago or earlier, so that its values may be deleted. One row without a code: there is no further value. Keys: { extract, after }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (extract:Extract {number: key.extract})
WHERE coalesce(extract.replacedAt, timestamp()) > timestamp() - 540000
CALL (key) {
  OPTIONAL MATCH (measurement:Measurement)
  WHERE measurement.extract = key.extract AND measurement.code > key.after
  RETURN measurement ORDER BY measurement.extract, measurement.code LIMIT 500
}
RETURN at, measurement.code AS code, measurement.value AS value, measurement.names AS names, measurement.values AS values
