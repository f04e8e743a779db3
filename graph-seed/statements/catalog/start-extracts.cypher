// Creates extracts that belong to no generation yet. Idempotent. Parameters: owner, rows of [number, measure, date, dimension, names];
// the last two are null for values without a dimension.
MATCH (lock:Lock {id: 'load', owner: $owner})
UNWIND $rows AS row
MERGE (extract:Extract {number: row[0]})
ON CREATE SET extract.measure = row[1], extract.date = row[2], extract.dimension = row[3], extract.names = row[4],
  extract.fromGeneration = 2147483647, extract.untilGeneration = 2147483647
RETURN extract.number AS number
