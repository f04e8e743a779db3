// Numbers of files of postcodes are unique.
CREATE CONSTRAINT postcode_file IF NOT EXISTS FOR (n:PostcodeFile) REQUIRE n.number IS UNIQUE
