// Deletes relationships and successions that no release has. Parameters: releases.
MATCH (:Organisation)-[link]->(:Organisation)
WHERE none(number IN $releases WHERE link.fromRelease <= number < link.untilRelease)
CALL (link) { DELETE link } IN TRANSACTIONS OF 5000 ROWS
