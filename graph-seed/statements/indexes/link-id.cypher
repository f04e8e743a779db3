// Seeks relationships of a type by their id; one for each type, whose name takes the place of RE2.
CREATE INDEX link_id_RE2 IF NOT EXISTS FOR ()-[link:RE2]-() ON (link.id)
