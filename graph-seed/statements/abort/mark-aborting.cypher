// Starts to undo an unfinished load. Returns no row if the release is loaded or does not exist. Parameters: owner, id.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (release:Release {id: $id})
WHERE release.status <> 'LOADED'
SET release.status = 'ABORTING'
RETURN release.number AS number
