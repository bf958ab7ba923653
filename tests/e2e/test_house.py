#!/usr/bin/python3
"""The house's key on its way: made by the hub, carried by the signed manifest, kept by the sync; PyNaCl and openssl look on."""
import base64
import json
import os
import sqlite3
import unittest

import nacl.public

from programs import Neighbourhood, run, HUB

PAGE = {"id": "seite", "kind": "page", "name": "Seite"}


class HouseTest(Neighbourhood):
    def manifest(self):
        envelope = json.loads((self.dir / "feed/feed.json").read_text())
        return json.loads(base64.b64decode(envelope["payload"]))

    def secret(self):
        return nacl.public.PrivateKey(bytes.fromhex((self.dir / "keys/house.secret").read_text().strip()))

    def cached(self):
        with sqlite3.connect(self.cache) as cache:
            row = cache.execute("SELECT value FROM meta WHERE key = 'seal_key'").fetchone()
        return row[0] if row else None

    def make_old(self):
        """A hub from before there was a house's key, with a version published."""
        (self.dir / "keys/house.secret").unlink()
        with sqlite3.connect(self.dir / "hub.db") as hub:
            table = next(name for (name,) in hub.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                         if {"key", "value"} <= {row[1] for row in hub.execute(f"PRAGMA table_info({name})")})
            hub.execute(f"DELETE FROM {table} WHERE key = 'seal_key'")

    def test_the_key_is_secret_and_its_public_half_travels_to_the_cache(self):
        self.assertEqual(os.stat(self.dir / "keys/house.secret").st_mode & 0o777, 0o600)
        self.publish(PAGE)
        public = bytes(self.secret().public_key).hex()
        self.assertEqual(self.manifest()["seal_key"], public)
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.assertEqual(self.cached(), public)

    def test_an_older_hub_gets_a_key_at_its_next_publish_and_screens_learn_it_with_the_same_version(self):
        self.make_old()
        self.publish(PAGE)
        public = self.manifest()["seal_key"]
        self.make_old()
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.assertEqual(self.cached(), public)
        answer = json.loads(self.hub("publish", "--json").stdout)
        self.assertEqual((answer["changed"], answer["renewed"], answer["version"]), (False, True, 1))
        self.assertEqual(self.manifest()["seal_key"], bytes(self.secret().public_key).hex())
        self.assertEqual(self.sync_once().returncode, 0)
        self.assertEqual(self.cached(), self.manifest()["seal_key"])

    def test_a_secret_that_is_kept_elsewhere_is_not_replaced(self):
        public = bytes(self.secret().public_key).hex()
        (self.dir / "keys/house.secret").rename(self.scratch / "kept")
        self.publish(PAGE)
        self.assertEqual(self.manifest()["seal_key"], public)
        self.assertFalse((self.dir / "keys/house.secret").exists())

    def test_a_broken_secret_is_not_built_upon(self):
        self.make_old()
        (self.dir / "keys/house.secret").write_text("00" * 32 + "\n")
        result = run(HUB, "publish", "--dir", self.dir)
        self.assertEqual(result.returncode, 65, result.stderr)
        self.assertIn("is not a secret key", result.stderr)


if __name__ == "__main__":
    unittest.main()
