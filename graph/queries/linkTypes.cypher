// Returns every relationship type in the code lists of any release. No keys.
MATCH (entry:CodeListEntry {list: 'relationship'})
RETURN DISTINCT entry.code AS code
