// Returns the index of a name with the label and properties it is for, and the constraint that it belongs to, null for none. Parameters: name.
SHOW INDEXES YIELD name, labelsOrTypes, properties, owningConstraint
WHERE name = $name
RETURN labelsOrTypes AS labels, properties, owningConstraint
