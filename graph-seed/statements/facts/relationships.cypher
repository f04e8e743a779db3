// Creates relationships of one type. Parameters: release, batch, attempt, type, rows in the order of facts.ts.
MATCH (:Batch {release: $release, name: $batch, attempt: $attempt})
UNWIND $rows AS row
MATCH (source:Organisation {code: row[1]})
MATCH (target:Organisation {code: row[2]})
CREATE (source)-[:$($type) {
  hash: row[0], id: row[3], status: row[4], operational: row[5], legal: row[6],
  fromRelease: $release, untilRelease: 2147483647
}]->(target)
