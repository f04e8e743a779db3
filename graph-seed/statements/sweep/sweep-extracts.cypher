// Deletes extracts that were never published, and extracts and measure descriptions that were replaced before a time.
// Parameters: owner, before (milliseconds).
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (gone:Extract|Measure)
WHERE gone.fromGeneration = 2147483647 OR gone.replacedAt < $before
DELETE gone
