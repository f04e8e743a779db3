// Creates extracts that belong to no generation yet. Idempotent. Parameters: owner, measure, rows of [number, date].
MATCH (lock:Lock {id: 'load', owner: $owner})
UNWIND $rows AS row
MERGE (extract:Extract {number: row[0]})
ON CREATE SET extract.measure = $measure, extract.date = row[1],
  extract.fromGeneration = 2147483647, extract.untilGeneration = 2147483647
RETURN extract.number AS number
