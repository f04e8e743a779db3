// How many relationships of each type, and successions, a release has. Parameters: release.
MATCH (:Organisation)-[link]->(:Organisation)
WHERE link.fromRelease <= $release < link.untilRelease
RETURN type(link) AS kind, count(*) AS count
