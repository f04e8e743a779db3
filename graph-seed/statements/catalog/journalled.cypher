// The batches that are done. Parameters: release.
MATCH (batch:Batch {release: $release})
RETURN batch.name AS name
