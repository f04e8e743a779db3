// Creates successions. Parameters: release, batch, attempt, rows in the order of facts.ts.
MATCH (:Batch {release: $release, name: $batch, attempt: $attempt})
UNWIND $rows AS row
MATCH (predecessor:Organisation {code: row[1]})
MATCH (successor:Organisation {code: row[2]})
CREATE (predecessor)-[:SUCCEEDED_BY {
  hash: row[0], id: row[3], date: row[4], otherDate: row[5], forward: row[6],
  fromRelease: $release, untilRelease: 2147483647
}]->(successor)
