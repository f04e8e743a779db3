// Full-text index of name keys, towns and postcodes, including stop words.
CREATE FULLTEXT INDEX stateText IF NOT EXISTS FOR (n:State) ON EACH [n.nameKey, n.town, n.postcode]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}
