#!/usr/bin/env python3
"""Pictures that people upload: written anew, without what they told beside the picture; what is no picture is refused."""
import json
import re
import subprocess
import unittest

from hubroom import HubRoom

BOUNDARY = "----litfass"


def multipart(fields, file_name, data):
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in fields.items()]
    parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image.file"; filename="{file_name}"\r\n'
                 f"Content-Type: application/octet-stream\r\n\r\n".encode() + data + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


class UploadTest(HubRoom):
    def draw(self, kind, *options):
        result = subprocess.run(["convert", "-size", "2400x1200", "-seed", "7", "plasma:red-blue", *options, f"{kind}:-"], capture_output=True,
                                timeout=60)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def upload(self, data, name="bild.jpg", **more):
        page = self.admin.get("/entries/demenzberatung").text
        base = re.search(r'name="base" value="([0-9a-f]*)"', page).group(1)
        fields = {"csrf": self.admin.token("/account"), "base": base, "save": "publish", "image.alt.de": "Ein Garten", **more}
        return self.admin.ask("POST", "/entries/demenzberatung", multipart(fields, name, data),
                              {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})

    def asset(self):
        line, = [json.loads(line) for line in self.hub("export").stdout.splitlines() if '"id":"demenzberatung"' in line]
        return line["image"]["asset"]

    def test_a_photograph_loses_its_secrets_and_is_made_to_fit(self):
        secret = b"48.7758 N 9.1829 E, Erikas Telefon"
        data = self.draw("jpeg", "-set", "comment", secret.decode())
        self.assertIn(secret, data)
        before = self.asset()
        answer = self.upload(data)
        self.assertEqual(answer.status, 303, re.findall(r'class="summary".*?</div>', answer.text, re.S))
        self.assertNotEqual(self.asset(), before)
        kept = self.hub_dir / "feed/asset" / self.asset()
        self.assertNotIn(secret, kept.read_bytes())
        size = subprocess.run(["identify", "-format", "%m %w %h", str(kept)], capture_output=True, text=True, timeout=60).stdout
        self.assertEqual(size, "JPEG 1600 800")
        self.assertEqual(list(self.hub_dir.glob("upload-*")), [])

    def test_what_is_no_picture_is_refused_and_leaves_nothing(self):
        before = self.asset()
        for data in (b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n" + b"x" * 100, self.draw("png")[:3000] + b"IEND\xaeB`\x82",
                     b"\xff\xd8\xff\xe0" + b"\0" * 500, b"GIF89a" + b"\0" * 100):
            self.assertEqual(self.upload(data, "bild.png").status, 422, data[:12])
        self.assertEqual(self.asset(), before)
        self.assertEqual(list(self.hub_dir.glob("upload-*")), [])

    def test_an_upload_wants_somebody_who_is_signed_in(self):
        self.admin.cookie = ""
        body = multipart({"csrf": "0"}, "bild.jpg", b"x" * 2_000_000)
        answer = self.admin.ask("POST", "/entries/demenzberatung", body,
                                {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
        self.assertEqual(answer.status, 413)


if __name__ == "__main__":
    unittest.main()
