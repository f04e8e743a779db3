// Deletes the journal of a published release. Parameters: release.
MATCH (batch:Batch {release: $release})
WHERE EXISTS { MATCH (:Release {number: $release, status: 'LOADED'}) }
DELETE batch
