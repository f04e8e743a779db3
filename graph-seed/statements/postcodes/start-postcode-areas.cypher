// Creates a file and postcode areas that belong to no generation yet. Idempotent. Parameters: owner, file, name, date, sha256, types,
// rows of [number, area].
MATCH (lock:Lock {id: 'load', owner: $owner})
MERGE (file:PostcodeFile {number: $file})
ON CREATE SET file.name = $name, file.date = $date, file.sha256 = $sha256, file.loadedAt = datetime()
WITH file
UNWIND $rows AS row
MERGE (area:PostcodeArea {number: row[0]})
ON CREATE SET area.area = row[1], area.file = file.number, area.types = $types, area.postcodes = 0,
  area.fromGeneration = 2147483647, area.untilGeneration = 2147483647
RETURN area.number AS number
