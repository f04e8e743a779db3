// Deletes states, roles, findings, code list entries and change records that a release created. Parameters: owner, release.
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (fact:State|Role|Finding|CodeListEntry|Touched)
WHERE coalesce(fact.fromRelease, fact.release) = $release
CALL (fact) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  DETACH DELETE fact
} IN TRANSACTIONS OF 5000 ROWS
