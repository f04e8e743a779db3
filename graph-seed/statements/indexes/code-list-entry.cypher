// Finds CodeListEntry by list and code.
CREATE INDEX code_list_entry IF NOT EXISTS FOR (n:CodeListEntry) ON (n.list, n.code)
