// Returns the hashes of all relationships and successions in a release, by type, in lists. Parameters: release.
MATCH (:Organisation)-[link]->(:Organisation)
WHERE link.fromRelease <= $release < link.untilRelease
RETURN type(link) AS kind, left(link.hash, 2) AS part, collect(link.hash) AS hashes
