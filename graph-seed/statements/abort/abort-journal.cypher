// Deletes the journal of a release that is being undone. Parameters: release.
MATCH (batch:Batch {release: $release})
DELETE batch
