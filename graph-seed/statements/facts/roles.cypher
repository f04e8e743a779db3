// Creates roles of organisations. Parameters: release, batch, attempt, rows in the order of facts.ts.
MATCH (:Batch {release: $release, name: $batch, attempt: $attempt})
UNWIND $rows AS row
MATCH (organisation:Organisation {code: row[1]})
CREATE (organisation)-[:HOLDS]->(:Role {
  hash: row[0], id: row[2], code: row[3], isPrimary: row[4], status: row[5], operational: row[6], legal: row[7],
  fromRelease: $release, untilRelease: 2147483647
})
