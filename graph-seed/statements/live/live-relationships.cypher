// Returns type, source, target and hash of every relationship and succession in a release. Parameters: release.
MATCH (source:Organisation)-[link]->(target:Organisation)
WHERE link.fromRelease <= $release < link.untilRelease
RETURN link.hash AS hash, source.code AS code, target.code AS target, type(link) AS type
