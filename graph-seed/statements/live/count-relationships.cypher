// Counts the relationships of each type, and the successions, in a release. Parameters: release.
MATCH (:Organisation)-[link]->(:Organisation)
WHERE link.fromRelease <= $release < link.untilRelease
RETURN type(link) AS kind, count(*) AS count
