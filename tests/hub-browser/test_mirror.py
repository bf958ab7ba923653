#!/usr/bin/env python3
"""The feed in an S3-compatible object store: s3rver from npm. That server believes every signature of version 4, so a second one
works each out again after Amazon's description."""
import hashlib
import hmac
import json
import re
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
from hubroom import HubRoom  # noqa: E402  (its folder is named above)
from programs import HUB, until  # noqa: E402
from webpeer import answering  # noqa: E402


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


def signature_of(method, path, headers, body, secret):
    """AWS Signature Version 4: canonical request, string to sign, signing key."""
    scope, names = re.search(r"Credential=[^/]+/([^,]+), ?SignedHeaders=([^,]+)", headers["Authorization"]).groups()
    lines = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in names.split(";"))
    canonical = f"{method}\n{path}\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    text = f"AWS4-HMAC-SHA256\n{headers['x-amz-date']}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = ("AWS4" + secret).encode()
    for word in scope.split("/"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class SignatureTest(HubRoom):
    def test_every_request_is_signed_with_the_secret_key_and_its_bodys_hash(self):
        seen = []

        def keep(handler):
            seen.append((handler.command, handler.path, handler.headers, handler.body()))
            return 200,

        server = answering(keep)
        self.addCleanup(server.close)
        (self.hub_dir / "keys/s3.secret").write_text("EINSCHLUESSEL geheim/und+lang\n")
        self.hub("set", "s3_region", "eu-central-1")
        self.hub("set", "s3_url", server.origin + "/tafeln")
        self.hub("publish")
        self.assertGreater(len(seen), 3)
        for method, path, headers, body in seen:
            self.assertIn("/eu-central-1/s3/aws4_request", headers["Authorization"])
            self.assertEqual(headers["x-amz-content-sha256"], hashlib.sha256(body).hexdigest())
            self.assertIn("x-amz-content-sha256", headers["Authorization"])
            sent = re.search(r"Signature=([0-9a-f]{64})", headers["Authorization"]).group(1)
            self.assertEqual(sent, signature_of(method, path, headers, body, "geheim/und+lang"), path)
        order = [path for _, path, _, _ in seen]
        self.assertEqual(set(order[order.index("/tafeln/feed.json") + 1:]) - set(order[:order.index("/tafeln/feed.json") + 1]), set())


if __name__ == "__main__":
    unittest.main()
