// Reopens relationships and successions that a release ended. Parameters: owner, release.
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (:Organisation)-[link]->(:Organisation)
WHERE link.untilRelease = $release
CALL (link) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  SET link.untilRelease = 2147483647
} IN TRANSACTIONS OF 5000 ROWS
