// Creates new states of organisations, and the organisations. Parameters: release, batch, attempt, rows in the order of facts.ts.
MATCH (:Batch {release: $release, name: $batch, attempt: $attempt})
UNWIND $rows AS row
MERGE (organisation:Organisation {code: row[1]})
CREATE (organisation)-[:STATE]->(:State {
  hash: row[0], code: row[1], name: row[2], nameKey: row[3], recordClass: row[4], status: row[5], statusDerived: row[6],
  refOnly: row[7], unresolved: row[8], primaryRole: row[9], operational: row[10], legal: row[11], lastChanged: row[12],
  line1: row[13], line2: row[14], line3: row[15], town: row[16], county: row[17], postcode: row[18],
  postcodeKey: row[19], country: row[20], uprn: row[21], contacts: row[22], packed: row[23],
  fromRelease: $release, untilRelease: 2147483647
})
