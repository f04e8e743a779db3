// Deletes relationships and successions that are in no release. Parameters: releases.
MATCH (:Organisation)-[link]->(:Organisation)
WHERE none(number IN $releases WHERE link.fromRelease <= number < link.untilRelease)
CALL (link) { DELETE link } IN TRANSACTIONS OF 5000 ROWS
