// Deletes a release whose load was undone. Parameters: owner, release.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (release:Release {number: $release, status: 'ABORTING'})
DELETE release
