// Returns the files that the postcodes of a generation were loaded from, with their postcodes and postcode areas. Keys: { generation }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (area:PostcodeArea)
WHERE area.fromGeneration <= key.generation < area.untilGeneration
MATCH (file:PostcodeFile {number: area.file})
RETURN at, file.name AS name, file.date AS date, file.sha256 AS sha256, toString(file.loadedAt) AS loadedAt,
  sum(area.postcodes) AS postcodes, collect(area.area) AS areas
