// Finds relationships of a type by id. Run once for each type, with its name in place of RE2.
CREATE INDEX link_id_RE2 IF NOT EXISTS FOR ()-[link:RE2]-() ON (link.id)
