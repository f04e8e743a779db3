// Returns type, source, target and hash of the relationships and successions in a release with one of some hashes.
// Parameters: release, hashes (null for all).
MATCH (source:Organisation)-[link]->(target:Organisation)
WHERE link.fromRelease <= $release < link.untilRelease AND ($hashes IS NULL OR link.hash IN $hashes)
RETURN link.hash AS hash, source.code AS code, target.code AS target, type(link) AS type
