// Deletes organisations without any fact.
MATCH (organisation:Organisation)
WHERE NOT EXISTS { (organisation)--() }
CALL (organisation) { DELETE organisation } IN TRANSACTIONS OF 5000 ROWS
