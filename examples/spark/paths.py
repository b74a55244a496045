"""Cleans files of documents on Spark. A task is a file: it becomes a file of DIR, with its manifest.

spark-submit examples/spark/paths.py --out DIR [--newsprint FILE] PATH... [-- OPTION...]

PATH is a file, a pattern such as '/data/crawl/*.warc.gz', or - for a list of files on standard input.
Options after -- are those of `newsprint batch`. Files, DIR and newsprint have the same names on every
machine. No page goes through Spark, only names do. What failed or was killed goes on with the same
command: it leaves alone what is done.
"""
import argparse
import glob
import os
import re
import shlex
import subprocess
import sys

from pyspark.sql import SparkSession


def typed():
    """What was typed for this job, and what for newsprint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--out", required=True, metavar="DIR", help="a folder that every machine sees")
    parser.add_argument("--newsprint", default="newsprint", metavar="FILE", help="where it is, on every machine")
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    others = words[end + 1 :]
    if alone := [word for word in others if re.match("--learn-sites|--near-dup($|=mark)", word)]:
        parser.error(f"{alone[0]} wants all files at once, and a task has one: do it before, or after")
    return parser.parse_args(words[:end]), others


def files(paths):
    for path in paths:
        names = sys.stdin.read().splitlines() if path == "-" else sorted(glob.glob(path)) or [path]
        yield from (os.path.abspath(name) for name in names if name)


def tasks(paths):
    """A file each. Those whose outputs would have one name go together: newsprint tells them apart."""
    alike = {}
    for path in paths:
        name = re.sub(r"(\.(warc|ndjson|jsonl|json|parquet))?(\.(gz|zst))?$", "", os.path.basename(path))
        alike.setdefault(name.lower(), []).append(path)
    return ["\n".join(group) for group in alike.values()]


def main():
    options, others = typed()
    out = os.path.abspath(options.out)
    command = [options.newsprint, "batch", "--paths", "-", "--out", out, "--jobs", "1", "--resume"]
    # Nobody's own rules: they may differ from machine to machine. `-- --rules FILE` gives all the same.
    rules = [] if "--rules" in others else ["--no-rules"]
    command = shlex.join([*command, "--progress", "none", *rules, *others])
    lines = tasks(files(options.paths))
    spark = SparkSession.builder.appName("newsprint").getOrCreate()
    names = spark.sparkContext.parallelize(lines, len(lines))
    # Spark gives the program an empty environment unless it is given one: not even a PATH. And without
    # checkCode a program that ends badly is one that had nothing more to say: the job would succeed,
    # and files would be missing.
    names.pipe(command, env={"PATH": os.environ["PATH"]}, checkCode=True).count()
    spark.stop()
    sys.exit(subprocess.run([options.newsprint, "batch", "--status", out]).returncode)


if __name__ == "__main__":
    main()
