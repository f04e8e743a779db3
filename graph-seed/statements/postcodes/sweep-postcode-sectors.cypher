// Deletes the sectors of postcode areas that were never published, or were replaced before a time. Parameters: owner, before (milliseconds).
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (area:PostcodeArea)
WHERE area.fromGeneration = 2147483647 OR area.replacedAt < $before
MATCH (sector:PostcodeSector {areaNumber: area.number})
WHERE sector.sector IS NOT NULL
CALL (sector) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  DELETE sector
} IN TRANSACTIONS OF 500 ROWS
