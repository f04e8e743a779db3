// Deletes organisations of which nothing is left in any release.
MATCH (organisation:Organisation)
WHERE NOT EXISTS { (organisation)--() }
CALL (organisation) { DELETE organisation } IN TRANSACTIONS OF 5000 ROWS
