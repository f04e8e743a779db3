// Writes the values of an extract by a dimension. Idempotent. Parameters: owner, extract, measure, date, rows of [code, names, values].
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
SET lock.heartbeat = timestamp()
WITH lock
UNWIND $rows AS row
MERGE (measurement:Measurement {extract: $extract, code: row[0]})
SET measurement.measure = $measure, measurement.date = $date, measurement.names = row[1], measurement.values = row[2]
RETURN count(measurement) AS written
