// Words of names, towns and postcodes, without case and accents.
CREATE FULLTEXT INDEX stateText IF NOT EXISTS FOR (n:State) ON EACH [n.name, n.town, n.postcode]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}
