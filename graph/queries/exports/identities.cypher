// Returns the next five hundred codes after one code, in order, of every organisation that any release names. Keys: { after, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (organisation:Organisation)
  WHERE organisation.code > key.after
  RETURN organisation.code AS code ORDER BY code LIMIT 500
}
RETURN at, code
