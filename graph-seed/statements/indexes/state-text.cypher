// Words of names' keys, towns and postcodes, stop words included.
CREATE FULLTEXT INDEX stateText IF NOT EXISTS FOR (n:State) ON EACH [n.nameKey, n.town, n.postcode]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}
