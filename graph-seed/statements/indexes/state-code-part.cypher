// Finds State by part of its code.
CREATE TEXT INDEX state_code_part IF NOT EXISTS FOR (n:State) ON (n.code)
