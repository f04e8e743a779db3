// Returns the findings about an organisation; the code '' stands for the whole release. Keys: { code, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (finding:Finding {code: key.code})
WHERE finding.fromRelease <= key.release < finding.untilRelease
RETURN at, finding.rule AS rule, finding.code AS code, finding.hash AS hash, finding.message AS message, finding.related AS related
