"""newsprint in Daft: a table with pages in, the same table with articles out.

python3 examples/daft/articles.py 'PAGES/*.parquet' OUT [URL-COLUMN HTML-COLUMN]
"""
import json
import subprocess
import sys

import daft
from daft import DataType, col

ARTICLE = {"title": DataType.string(), "published": DataType.string(), "text": DataType.string()}
ANSWER = DataType.struct({**ARTICLE, "class": DataType.string(), "error": DataType.string()})


@daft.func.batch(return_dtype=ANSWER, batch_size=256)
def clean(urls: daft.Series, pages: daft.Series) -> list:
    rows = zip(urls.to_pylist(), pages.to_pylist())
    lines = "".join(json.dumps({"id": None, "url": url, "html": html}) + "\n" for url, html in rows)
    command = ["newsprint", "batch", "--guard", "--no-rules"]
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in done.stdout.split(b"\n")[:-1]]
    return [answer | {"error": answer.get("error", {}).get("message")} for answer in answers]


if __name__ == "__main__":
    pages, out, *columns = sys.argv[1:]
    url, html = columns or ["url", "html"]
    table = daft.read_parquet(pages)
    table.with_column("article", clean(col(url), col(html))).exclude(html).write_parquet(out)
