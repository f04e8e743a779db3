// Every relationship type that any release names. No keys.
MATCH (entry:CodeListEntry {list: 'relationship'})
RETURN DISTINCT entry.code AS code
