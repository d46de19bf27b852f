CREATE TABLE for_a_test (body TEXT NOT NULL) STRICT;
INSERT INTO for_a_test VALUES ('from the third script');
