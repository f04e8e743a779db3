// Keeps the measured sizes of a loaded release. Returns no row if another load holds the lock. Parameters: owner, number, sizes.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (release:Release {number: $number, status: 'LOADED'})
SET release.sizes = $sizes
RETURN release.number AS number
