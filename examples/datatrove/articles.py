"""newsprint in datatrove, reader and extractor in one: articles.py FOLDER OUT [TASKS]

FOLDER holds archives or lines of JSON, and may be any that datatrove knows (s3://..). Articles go on
as documents; what every record was, also an error or a page without text, is in the statistics.
"""
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from shutil import copyfileobj
from subprocess import PIPE, Popen

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers.base import BaseDiskReader
from datatrove.pipeline.writers import JsonlWriter


class Newsprint(BaseDiskReader):
    name, command = "newsprint", ["newsprint", "batch", "--guard", "--no-rules"]

    def read_file(self, path):
        with ThreadPoolExecutor(1) as pool, Popen(self.command, stdin=PIPE, stdout=PIPE) as child:
            fed = pool.submit(self.feed, path, child.stdin)
            for number, line in enumerate(child.stdout):
                answer = json.loads(line)
                self.stat_update(next(iter({"error", "skip"} & answer.keys()), answer.get("class")))
                if answer.get("text"):
                    yield self.get_document_from_dict(answer, path, number)
            fed.result()
        if child.returncode:
            raise RuntimeError(f"{path}: newsprint ended with {child.returncode}")

    def feed(self, path, stdin):
        with stdin, self.data_folder.open(path, "rb") as file:
            copyfileobj(file, stdin, 1 << 20)


if __name__ == "__main__":
    folder, out, tasks = [*sys.argv[1:], "1"][:3]
    LocalPipelineExecutor([Newsprint(folder), JsonlWriter(out)], int(tasks), logging_dir=f"{out}/logs").run()
