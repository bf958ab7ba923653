#!/usr/bin/env python3
"""The feed in an S3-compatible object store: s3rver from npm, which checks the signature of every request that has one."""
import json
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
from hubroom import HUB, HubRoom, until  # noqa: E402  (its folder is named above)


class MirrorTest(HubRoom):
    def setUp(self):
        super().setUp()
        self.store = self.start(["node", str(HERE / "s3.mjs"), str(self.dir / "store")], stdout=subprocess.PIPE)
        self.addCleanup(self.store.stdout.close)
        self.bucket = f"http://127.0.0.1:{int(self.store.stdout.readline())}/tafeln/sued/"

    def mirror_with(self, secret):
        (self.hub_dir / "keys/s3.secret").write_text(f"S3RVER {secret}\n")
        self.hub("set", "s3_url", self.bucket)

    def fetch(self, name):
        with urllib.request.urlopen(self.bucket + name, timeout=20) as answer:
            return answer.read(), answer.headers

    def stored(self):
        folder = self.dir / "store/tafeln/sued"
        return {str(path.relative_to(folder)).removesuffix("._S3rver_object") for path in folder.rglob("*._S3rver_object")}

    def local(self):
        feed = self.hub_dir / "feed"
        return {str(path.relative_to(feed)) for path in feed.rglob("*") if path.is_file()}

    def test_the_store_holds_what_the_folder_holds_byte_for_byte(self):
        self.mirror_with("S3RVER")
        self.hub("publish")
        until(lambda: self.stored() == self.local())
        for name in self.local():
            body, headers = self.fetch(name)
            self.assertEqual(body, (self.hub_dir / "feed" / name).read_bytes(), name)
            self.assertEqual("immutable" in headers["Cache-Control"], name not in ("feed.json", "root.json"), name)

    def test_a_change_sends_what_is_new_and_nothing_else(self):
        self.mirror_with("S3RVER")
        self.hub("publish")
        until(lambda: self.stored() == self.local())
        times = {path: path.stat().st_mtime_ns for path in (self.dir / "store").rglob("*._S3rver_object")}
        lines = self.dir / "lines.jsonl"
        lines.write_text(json.dumps({"id": "neu", "kind": "page", "name": "Neu"}) + "\n")
        self.hub("import", str(lines))
        self.hub("publish")
        until(lambda: self.stored() == self.local())
        touched = {path.name for path, time in times.items() if path.exists() and path.stat().st_mtime_ns != time}
        self.assertLessEqual(touched, {"feed.json._S3rver_object"})

    def test_a_wrong_key_is_told_and_nothing_is_there(self):
        self.mirror_with("WRONG")
        result = subprocess.run([str(word) for word in (HUB, "publish", "--dir", self.hub_dir)], capture_output=True,
                                text=True, timeout=60)
        self.assertEqual(result.returncode, 69)
        self.assertIn("SignatureDoesNotMatch", result.stderr)
        self.assertEqual(self.stored(), set())

    def test_a_store_that_is_gone_does_not_keep_boards_from_the_hub(self):
        self.mirror_with("S3RVER")
        until(lambda: self.stored() == self.local())
        self.store.terminate()
        self.store.wait(20)
        lines = self.dir / "lines.jsonl"
        lines.write_text(json.dumps({"id": "neu", "kind": "page", "name": "Neu"}) + "\n")
        self.hub("import", str(lines))
        result = subprocess.run([str(word) for word in (HUB, "publish", "--dir", self.hub_dir)], capture_output=True,
                                text=True, timeout=60)
        self.assertEqual(result.returncode, 69)
        with urllib.request.urlopen(f"http://{self.host}/feed/feed.json", timeout=20) as answer:
            self.assertEqual(answer.status, 200)


if __name__ == "__main__":
    unittest.main()
