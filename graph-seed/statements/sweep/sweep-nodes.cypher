// Deletes states, roles, findings and code list entries that are in no release. Parameters: owner, releases.
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (fact:State|Role|Finding|CodeListEntry)
WHERE none(number IN $releases WHERE fact.fromRelease <= number < fact.untilRelease)
CALL (fact) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  DETACH DELETE fact
} IN TRANSACTIONS OF 5000 ROWS
