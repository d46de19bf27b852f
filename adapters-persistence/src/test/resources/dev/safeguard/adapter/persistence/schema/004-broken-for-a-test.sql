CREATE TABLE never_there (body TEXT NOT NULL) STRICT;
INSERT INTO no_such_table VALUES (1);
