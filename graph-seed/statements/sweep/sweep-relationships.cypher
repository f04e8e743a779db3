// Deletes relationships and successions that are in no release. Parameters: owner, releases.
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (:Organisation)-[link]->(:Organisation)
WHERE none(number IN $releases WHERE link.fromRelease <= number < link.untilRelease)
CALL (link) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  DELETE link
} IN TRANSACTIONS OF 5000 ROWS
