// Records the organisations that the release changed. Parameters: release, batch, rows of [code].
MATCH (:Batch {release: $release, name: $batch})
UNWIND $rows AS row
CREATE (:Touched {release: $release, code: row[0]})
