// Returns the relationships of one type that end at an organisation, with all their periods, packed and in rows of at most 200. Keys: { at, code, release }, a map with one list for each type.
UNWIND $keys.RE2 AS key
MATCH (:Organisation {code: key.code})<-[link:RE2]-(source)
WHERE link.fromRelease <= key.release < link.untilRelease
WITH collect(key.at + '\u001f' + source.code + '\u001f' + type(link) + '\u001f' + coalesce(link.status, '') + '\u001f' +
  coalesce(link.operational, '') + '\u001f' + coalesce(link.legal, '') + '\u001f' + coalesce(link.id, '')) AS links
UNWIND range(0, size(links) - 1, 200) AS first
RETURN links[first..first + 200] AS links
