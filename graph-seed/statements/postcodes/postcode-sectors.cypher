// Writes sectors of postcode areas. Idempotent. Parameters: owner, rows of [areaNumber, sector, units, latitudes, longitudes, terminated,
// areas, areasOf, located, latitude, longitude].
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
SET lock.heartbeat = timestamp()
WITH lock
UNWIND $rows AS row
MERGE (sector:PostcodeSector {areaNumber: row[0], sector: row[1]})
SET sector.units = row[2], sector.latitudes = toIntegerList(row[3]), sector.longitudes = toIntegerList(row[4]),
  sector.terminated = toIntegerList(row[5]), sector.areas = row[6], sector.areasOf = toIntegerList(row[7]),
  sector.located = toInteger(row[8]), sector.latitude = row[9], sector.longitude = row[10]
RETURN count(sector) AS written
