"""A feed and its web server for tests, made without any of our own code: Python and openssl. The server can be told to misbehave."""
import base64
import gzip
import hashlib
import json
import struct
import subprocess
import zlib
from pathlib import Path

from webpeer import Handler, Server

FEED_TYPE = "application/vnd.litfass.feed.v1+json"
ROOT_TYPE = "application/vnd.litfass.root.v1+json"


class Key:
    """An Ed25519 key pair of openssl."""

    def __init__(self, folder, name):
        self.file = Path(folder) / f"{name}.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.file], check=True, capture_output=True)
        der = subprocess.run(["openssl", "pkey", "-in", self.file, "-pubout", "-outform", "DER"], check=True, capture_output=True)
        self.hex = der.stdout[-32:].hex()

    def envelope(self, payload_type, payload, *others):
        """Signed by this key, and by the others."""
        kind = payload_type.encode()
        message = self.file.with_suffix(".message")
        message.write_bytes(b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload))
        signatures = []
        for key in (self, *others):
            signed = subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", key.file, "-rawin", "-in", message], check=True,
                                    capture_output=True)
            signatures.append({"keyid": key.hex, "sig": base64.b64encode(signed.stdout).decode()})
        return json.dumps({"payloadType": payload_type, "payload": base64.b64encode(payload).decode(),
                           "signatures": signatures}).encode()


def png(width=4, height=4, shade=0):
    """A grey picture, or at least the header of one: its pixels are always 4 x 4."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes([0] + [shade] * 4) * 4)) + chunk(b"IEND", b""))


def entry(ident, kind="page", name="Seite", **more):
    return json.dumps({"id": ident, "kind": kind, "name": name, **more}, ensure_ascii=False, sort_keys=True,
                      separators=(",", ":")).encode()


class Feed:
    """A folder with a feed. `publish` makes the next version; keywords bend what it says."""

    def __init__(self, folder, root_key, key):
        self.folder, self.root_key, self.key = Path(folder), root_key, key
        for name in ("snapshot", "delta", "asset"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.entries, self.version, self.deltas = {}, 0, []
        self.write_root(1, [key])

    def write_root(self, version, keys, by=None, signers=(), **more):
        payload = json.dumps({"format": "litfass-root/1", "version": version, "keys": [key.hex for key in keys], **more}).encode()
        (self.folder / "root.json").write_bytes((by or self.root_key).envelope(ROOT_TYPE, payload, *signers))

    def hand_over(self, version, to, link=True):
        """The root key signs for another, and that one too."""
        self.write_root(version, [self.key], root=to.hex, signers=[to])
        if link:
            (self.folder / "root").mkdir(exist_ok=True)
            (self.folder / "root" / f"{self.root_key.hex}.json").write_bytes((self.folder / "root.json").read_bytes())
        self.root_key = to

    def put_file(self, kind, version, lines, **bent):
        plain = b"".join(line + b"\n" for line in lines)
        return {**self.put_bytes(kind, version, gzip.compress(plain, mtime=0), len(plain)), **bent}

    def put_bytes(self, kind, version, packed, size):
        sha = hashlib.sha256(packed).hexdigest()
        path = f"{kind}/{version}-{sha}.jsonl.gz"
        (self.folder / path).write_bytes(packed)
        return {"version": version, "path": path, "sha256": sha, "bytes": len(packed), "size": size}

    def asset(self, data, ending="png"):
        name = f"{hashlib.sha256(data).hexdigest()}.{ending}"
        (self.folder / "asset" / name).write_bytes(data)
        return name

    def publish(self, put=(), drop=(), delta_lines=None, snapshot_bent=(), key=None, deltas_listed=8, snapshot=True, **bent):
        self.version += 1
        for line in put:
            self.entries[json.loads(line)["id"]] = line
        for ident in drop:
            del self.entries[ident]
        if delta_lines is None:
            delta_lines = [b'{"put":' + line + b"}" for line in put] + [b'{"drop":"%s"}' % ident.encode() for ident in drop]
        if self.version > 1:
            self.deltas.append(self.put_file("delta", self.version, delta_lines))
        if snapshot:
            self.snapshot = self.put_file("snapshot", self.version, [self.entries[i] for i in sorted(self.entries)],
                                          **dict(snapshot_bent))
        total = sum(int.from_bytes(hashlib.sha256(line).digest(), "big") for line in self.entries.values()) % 2**256
        self.manifest = {"format": "litfass-feed/1", "name": "Treffpunkt Probe", "version": self.version,
                         "published": "2026-11-21T10:00:00Z", "expires": "2036-11-21T10:00:00Z", "entries": len(self.entries),
                         "content": "%064x" % total, "snapshot": self.snapshot,
                         "deltas": self.deltas[-deltas_listed:] if deltas_listed else [], "poll_s": 1, **bent}
        self.write_manifest(key)

    def write_manifest(self, key=None):
        (self.folder / "feed.json").write_bytes((key or self.key).envelope(FEED_TYPE, json.dumps(self.manifest).encode()))


class Peer(Server):
    """Serves a folder. `faults`: beginning of a path -> function(handler) that answers instead.
    `log`: (path, status, bytes on the wire) of every request."""

    def __init__(self, folder, tls=None):
        self.folder, self.faults, self.log = Path(folder), {}, []
        super().__init__(FeedHandler, tls)
        self.url = f"{self.origin}/feed/"

    def paths(self):
        return [path for path, _, _ in self.log]


class FeedHandler(Handler):
    def log_request(self, code="-", size="-"):
        self.owner.log[-1] = (self.owner.log[-1][0], code, size)

    def do_GET(self):
        path = self.path.removeprefix("/feed/")
        self.owner.log.append((path, 0, 0))
        for start, fault in self.owner.faults.items():
            if path.startswith(start):
                return fault(self)
        self.serve(path)

    def cut_off(self, path, keep):
        """The right answer, but the connection breaks behind `keep` bytes of it."""
        body = (self.owner.folder / path).read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        self.owner.log[-1] = (path, 200, keep)
        self.wfile.write(f"HTTP/1.1 200 X\r\nContent-Length: {len(body)}\r\nETag: {etag}\r\n\r\n".encode() + body[:keep])
        self.close_connection = True

    def serve(self, path):
        file = self.owner.folder / path
        if not file.is_file():
            return self.answer(404, b"no")
        body = file.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers["If-None-Match"] == etag:
            return self.answer(304, headers=[("ETag", etag)])
        asked = self.headers["Range"]
        if asked and self.headers.get("If-Range", etag) == etag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            return self.answer(206, body[start:], [("ETag", etag), ("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")])
        self.answer(200, body, [("ETag", etag)])
