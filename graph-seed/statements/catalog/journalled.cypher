// Returns the names of the finished batches of a release. Parameters: release.
MATCH (batch:Batch {release: $release})
RETURN batch.name AS name
