// Returns the middle of the postcodes of an area whose sector starts with a text. Keys: { area, sectors, generation }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (area:PostcodeArea {area: key.area})
WHERE area.fromGeneration <= key.generation < area.untilGeneration
MATCH (sector:PostcodeSector)
WHERE sector.areaNumber = area.number AND sector.sector STARTS WITH key.sectors AND sector.located > 0
WITH at, sum(sector.located) AS located, sum(sector.located * sector.latitude) AS latitudes,
  sum(sector.located * sector.longitude) AS longitudes
RETURN at, latitudes / located AS latitude, longitudes / located AS longitude
