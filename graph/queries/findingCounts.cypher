// Returns the number of findings of a rule. Keys: { rule, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (finding:Finding)
WHERE finding.rule = key.rule AND finding.code IS NOT NULL AND finding.fromRelease <= key.release < finding.untilRelease
RETURN at, count(*) AS count
