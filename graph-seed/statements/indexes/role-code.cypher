// Finds Role by code.
CREATE INDEX role_code IF NOT EXISTS FOR (n:Role) ON (n.code)
