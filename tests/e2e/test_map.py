#!/usr/bin/python3
"""The operator's own map below the way to an entry: MBTiles files as they should be, and as they should not. Tiles are made here, by
the formulas of the OpenStreetMap wiki (Slippy map tilenames), each of one colour.
"""
import math
import sqlite3
import struct
import subprocess
import unittest
import zlib

from programs import Board, Neighbourhood

HERE, THERE = (48.7702, 9.1796), (48.7728, 9.17586)  # there is north-west of here
BLUE, RED, GREY = (0, 0, 255), (255, 0, 0), (210, 210, 210)
SKETCH, TILED = "In der Nähe", "© OpenStreetMap-Mitwirkende"


def picture(color):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + bytes(color) * 256) * 256
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def tile_of(place, zoom):
    latitude, longitude = place
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return int((longitude + 180) / 360 * 2**zoom), int(y * 2**zoom)


class Mapped(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.publish({"id": "hier", "kind": "place", "name": "Treffpunkt", "location": {"latitude": HERE[0], "longitude": HERE[1]}},
                     {"id": "dort", "kind": "place", "name": "Gemeindehaus", "location": {"latitude": THERE[0], "longitude": THERE[1]}},
                     {"id": "laden", "kind": "service", "name": "Laden", "topics": ["nahversorgung"],
                      "location": {"latitude": 48.7715, "longitude": 9.1790}})
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.map = self.scratch / "a map?.mbtiles"

    def make_map(self, zooms=range(12, 19), form="png", tile=picture, around=4):
        cache = sqlite3.connect(self.map)
        cache.execute("CREATE TABLE metadata(name TEXT, value TEXT)")
        cache.execute("CREATE TABLE tiles(zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        cache.execute("INSERT INTO metadata VALUES('name', 'Auenstadt'), ('format', ?)", (form,))
        for zoom in zooms:
            here, there = tile_of(HERE, zoom), tile_of(THERE, zoom)
            for x in range(here[0] - around, here[0] + around + 1):
                for y in range(here[1] - around, here[1] + around + 1):
                    color = RED if (x, y) == there else BLUE if (x, y) == here else GREY
                    cache.execute("INSERT INTO tiles VALUES(?, ?, ?, ?)", (zoom, x, 2**zoom - 1 - y, tile(color)))
        cache.commit()
        cache.close()

    def board(self, *options):
        config = self.scratch / "board.ini"
        config.write_text(f"[map]\ntiles = {self.map}\n")
        board = self.start(Board, "--cache", self.cache, "--place", "hier", "--config", config, *options)
        board.do("size 1280x800 10.1in", "show map:dort")
        return board

    def places(self, board):
        """Where the red and the blue tile are: (x, y) of the first pixel of each, and the share of the picture that is grey."""
        png = self.scratch / "map.png"
        board.do(f"snapshot {png}")
        data = subprocess.run(["convert", png, "-depth", "8", "rgb:-"], capture_output=True, timeout=60, check=True).stdout
        pixels = [data[i:i + 3] for i in range(0, len(data), 3)]
        spots = {}
        for name, color in (("red", RED), ("blue", BLUE)):
            found = [i for i, pixel in enumerate(pixels) if pixel == bytes(color)]
            self.assertGreater(len(found), 500, name)
            spots[name] = (sum(i % 1280 for i in found) / len(found), sum(i // 1280 for i in found) / len(found))
        return spots

    def test_tiles_lie_where_their_place_is_and_say_whose_they_are(self):
        self.make_map()
        board = self.board()
        board.do(f'expect text "{TILED}"')
        spots = self.places(board)
        self.assertLess(spots["red"][0], spots["blue"][0])
        self.assertLess(spots["red"][1], spots["blue"][1])
        words = " ".join(board.words())
        self.assertIn("Norden ist oben", words)
        self.assertNotIn(SKETCH, words)

    def test_a_map_is_not_mirrored_for_arabic(self):
        self.make_map()
        spots = self.places(self.board("--lang", "ar"))
        self.assertLess(spots["red"][0], spots["blue"][0])

    def test_a_map_that_ends_too_early_is_enlarged(self):
        self.make_map(zooms=[15])
        self.board().do(f'expect text "{TILED}"')

    def test_the_contrast_scheme_shows_the_sketch(self):
        self.make_map()
        words = " ".join(self.board("--contrast").words())
        self.assertIn(SKETCH, words)
        self.assertNotIn(TILED, words)

    def check_sketch(self, complaint=None):
        board = self.board()
        words = " ".join(board.words())
        self.assertIn(SKETCH, words)
        self.assertNotIn(TILED, words)
        if complaint:
            self.assertIn(complaint, board.said())

    def test_a_map_of_elsewhere_is_left_aside(self):
        self.make_map(around=0)  # knows here, but not there
        self.check_sketch()

    def test_vector_tiles_are_refused_at_the_start(self):
        self.make_map(form="pbf")
        self.check_sketch("only png and jpg can be drawn, the map stays a sketch")

    def test_a_file_that_is_no_map_is_refused_at_the_start(self):
        for content, complaint in ((None, "No such file"), (b"no map at all" * 100, "not a database"), (b"", "no such table")):
            with self.subTest(complaint):
                if content is not None:
                    self.map.write_bytes(content)
                self.check_sketch(complaint)

    def test_tiles_that_are_no_pictures_leave_the_paper_white(self):
        bomb = picture(GREY)[:16] + struct.pack(">II", 60000, 60000) + picture(GREY)[24:]
        for name, tile in (("bomb", bomb), ("noise", b"\xff" * 300), ("huge", b"\xff\xd8" + b"\0" * 1500000)):
            with self.subTest(name):
                self.map.unlink(missing_ok=True)
                self.make_map(tile=lambda color, tile=tile: tile, zooms=[15, 16], around=3)
                board = self.board()
                board.do(f'expect text "{TILED}"', f"snapshot {self.scratch / 'map.png'}", 'tap button "Start"')


if __name__ == "__main__":
    unittest.main()
