// Reopens states, roles, findings and code list entries that a release ended. Parameters: owner, release.
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (fact:State|Role|Finding|CodeListEntry)
WHERE fact.untilRelease = $release
CALL (fact) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  SET fact.untilRelease = 2147483647
} IN TRANSACTIONS OF 5000 ROWS
