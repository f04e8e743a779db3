// Returns the relationships of one type that end at an organisation, with all their periods. Keys: { at, code, release }, a map with one list for each type.
UNWIND $keys.RE2 AS key
MATCH (:Organisation {code: key.code})<-[link:RE2]-(source)
WHERE link.fromRelease <= key.release < link.untilRelease
RETURN key.at AS at, link.id AS id, source.code AS other, link.status AS status,
  link.operational AS operational, link.legal AS legal
