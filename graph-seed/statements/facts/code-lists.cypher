// Creates new or changed code list entries. Parameters: release, batch, attempt, rows of [list, code, name, canBePrimary].
MATCH (:Batch {release: $release, name: $batch, attempt: $attempt})
UNWIND $rows AS row
CREATE (:CodeListEntry {
  list: row[0], code: row[1], name: row[2], canBePrimary: row[3], fromRelease: $release, untilRelease: 2147483647
})
