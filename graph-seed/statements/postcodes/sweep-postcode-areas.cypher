// Deletes postcode areas that were never published, or were replaced before a time, and files of which no area is left.
// Parameters: owner, before (milliseconds).
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
CALL () {
  MATCH (gone:PostcodeArea)
  WHERE gone.fromGeneration = 2147483647 OR gone.replacedAt < $before
  DELETE gone
  RETURN count(gone) AS areas
}
WITH areas
MATCH (file:PostcodeFile)
WHERE NOT EXISTS { MATCH (area:PostcodeArea) WHERE area.file = file.number }
DELETE file
