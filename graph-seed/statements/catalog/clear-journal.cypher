// Deletes the journal of a published release. Parameters: owner, release.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (batch:Batch {release: $release})
WHERE EXISTS { MATCH (:Release {number: $release, status: 'LOADED'}) }
DELETE batch
