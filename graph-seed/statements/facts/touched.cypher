// Records the organisations that the release changed. Parameters: release, batch, attempt, rows of [code].
MATCH (:Batch {release: $release, name: $batch, attempt: $attempt})
UNWIND $rows AS row
CREATE (:Touched {release: $release, code: row[0]})
