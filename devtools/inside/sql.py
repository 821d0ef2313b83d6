"""Run SQL statements read as JSON from stdin; print the rows of the last.

psycopg2 comes with Odoo, while psql may be missing beside a server of the user's.
"""

import json
import sys

import psycopg2


def main() -> None:
    request = json.load(sys.stdin)
    connection = psycopg2.connect(dbname=request["database"])
    # CREATE DATABASE refuses to run in a transaction.
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in request["statements"]:
            cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    try:
        main()
    except psycopg2.Error as error:
        sys.exit(str(error).strip())
