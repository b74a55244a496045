"""Cleans pages that are in a table, with Spark SQL: a line of JSON goes in and a line comes out.

spark-submit examples/spark/transform.py --out DIR [--newsprint FILE] [--columns id,url,html] TABLE [-- OPTION...]

TABLE is a file, a pattern or a folder of NDJSON; with --columns of Parquet, where these columns become
the fields. The answers go to DIR as lines of text, which is a table of JSON. Options after -- are those
of `newsprint batch`.
"""
import argparse
import shlex
import sys

from pyspark.sql import SparkSession

# No JSON holds the sign \\u0001, so a line is one column, whatever is in it.
CLEAN = r"""
    SELECT TRANSFORM (page) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\u0001'
    USING '{command}'
    AS (answer STRING) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\u0001'
    FROM pages
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", metavar="TABLE")
    parser.add_argument("--out", required=True, metavar="DIR", help="must not be there yet")
    parser.add_argument("--newsprint", default="newsprint", metavar="FILE", help="where it is, on every machine")
    parser.add_argument("--columns", metavar="NAME,..", help="id,url,html or id,url,text, of a table in Parquet")
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    options, others = parser.parse_args(words[:end]), words[end + 1 :]
    spark = SparkSession.builder.appName("newsprint").getOrCreate()
    if options.columns:
        pages = spark.read.parquet(options.table).selectExpr(f"to_json(struct({options.columns})) AS page")
    else:
        pages = spark.read.text(options.table).toDF("page")
    pages.createOrReplaceTempView("pages")
    # Nobody's own rules: they may differ from machine to machine. `-- --rules FILE` gives all the same.
    rules = [] if "--rules" in others else ["--no-rules"]
    command = shlex.join([options.newsprint, "batch", "--guard", *rules, *others])
    spark.sql(CLEAN.format(command=command.replace("'", "\\'"))).write.text(options.out)
    spark.stop()


if __name__ == "__main__":
    main()
