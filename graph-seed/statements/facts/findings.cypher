// Creates findings. Parameters: release, batch, attempt, rows in the order of facts.ts.
MATCH (:Batch {release: $release, name: $batch, attempt: $attempt})
UNWIND $rows AS row
CREATE (:Finding {
  hash: row[0], code: row[1], rule: row[2], message: row[3], related: row[4],
  fromRelease: $release, untilRelease: 2147483647
})
