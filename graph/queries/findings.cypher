// Returns the next findings of a rule, ordered by code, then hash. Keys: { rule, code, hash, release }; code and hash are those of the previous finding, or ''. Parameters: keys, most.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (finding:Finding)
  WHERE finding.rule = key.rule AND finding.code >= key.code
    AND (finding.code > key.code OR finding.hash > key.hash)
    AND finding.fromRelease <= key.release < finding.untilRelease
  RETURN finding ORDER BY finding.rule, finding.code, finding.hash LIMIT toInteger($most)
}
RETURN at, finding.rule AS rule, finding.code AS code, finding.hash AS hash, finding.message AS message, finding.related AS related
