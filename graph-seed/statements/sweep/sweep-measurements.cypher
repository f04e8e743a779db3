// Deletes the values of extracts that were never published, or were replaced before a time. Parameters: owner, before (milliseconds).
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (extract:Extract)
WHERE extract.fromGeneration = 2147483647 OR extract.replacedAt < $before
MATCH (measurement:Measurement {extract: extract.number})
WHERE measurement.code IS NOT NULL
CALL (measurement) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  DELETE measurement
} IN TRANSACTIONS OF 5000 ROWS
