// Organisations that the release changed. Parameters: release, batch, rows of one code each.
MATCH (:Batch {release: $release, name: $batch})
UNWIND $rows AS row
CREATE (:Touched {release: $release, code: row[0]})
