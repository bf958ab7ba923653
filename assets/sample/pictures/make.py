#!/usr/bin/python3
"""Draws the pictures of the sample neighbourhood: flat scenes in the colours of the interface, 1200 x 800.

Each scene is a function that fills a Scene with shapes; ImageMagick (`convert`) turns them into PNG at twice the size and
scales down, because its own smoothing leaves steps on slanted edges. Run it here to draw all again: ./make.py [name …]
"""
import math
import subprocess
import sys
from pathlib import Path

PAPER, WHITE, INK, LINE = "#FBF7F0", "#FFFFFF", "#1A1C1E", "#C9C2B6"
PLUM, TEAL, BROWN, NAVY, AMBER = "#4B2A85", "#0B4F4A", "#7A3A00", "#0D3F7D", "#FFB300"
LILAC, MINT, PEACH, SKY = "#EFE8FA", "#E0F1EE", "#FBEBDD", "#E3EDF9"
VIOLET, LEAF, MOSS, CLAY, SAND, BLUE, ROSE = "#A58BD6", "#3F8C74", "#8CC2A8", "#C8783C", "#EBC79E", "#6D9AD3", "#D9604C"
SKINS = ("#E9B992", "#9A6240", "#F2CFAE")

SIZE, SCALE = (1200, 800), 2


class Scene:
    """A list of drawing commands in ImageMagick's vector language."""

    def __init__(self, background):
        self.background, self.commands = background, []

    def _shape(self, command, fill, stroke, width):
        self.commands += [f"fill {fill or 'none'}", f"stroke {stroke or 'none'}", f"stroke-width {width}", command]

    def rect(self, x, y, w, h, fill, radius=0):
        radius = min(radius, w / 2, h / 2)
        corners = f"{x},{y} {x + w},{y + h}"
        self._shape(f"roundrectangle {corners} {radius},{radius}" if radius else f"rectangle {corners}", fill, None, 0)

    def circle(self, x, y, r, fill, stroke=None, width=0):
        self._shape(f"ellipse {x},{y} {r},{r} 0,360", fill, stroke, width)

    def ellipse(self, x, y, rx, ry, fill, stroke=None, width=0):
        self._shape(f"ellipse {x},{y} {rx},{ry} 0,360", fill, stroke, width)

    def polygon(self, points, fill):
        self._shape("polygon " + " ".join(f"{x},{y}" for x, y in points), fill, None, 0)

    def path(self, data, fill=None, stroke=None, width=0):
        self._shape(f"stroke-linecap round stroke-linejoin round path '{data}'", fill, stroke, width)

    def turned(self, x, y, degrees, draw):
        """Draws with the origin moved to (x, y) and turned."""
        self.commands += ["push graphic-context", f"translate {x},{y}", f"rotate {degrees}"]
        draw(self)
        self.commands.append("pop graphic-context")

    def save(self, path):
        width, height = (side * SCALE for side in SIZE)
        drawing = f"scale {SCALE},{SCALE}\n" + "\n".join(self.commands)
        subprocess.run(
            ["convert", "-size", f"{width}x{height}", f"xc:{self.background}", "-draw", drawing, "-filter", "Lanczos",
             "-resize", f"{SIZE[0]}x{SIZE[1]}", "-depth", "8", "-colors", "256", "-strip",
             "-define", "png:compression-level=9", "-define", "png:exclude-chunks=date,time", f"PNG8:{path}"],
            check=True)


def tree(s, x, base, size, dark=LEAF, light=MOSS, trunk=BROWN):
    s.rect(x - size * 0.07, base - size * 0.75, size * 0.14, size * 0.75, trunk, size * 0.05)
    s.circle(x - size * 0.3, base - size * 0.85, size * 0.34, dark)
    s.circle(x + size * 0.3, base - size * 0.82, size * 0.34, dark)
    s.circle(x, base - size * 1.12, size * 0.42, dark)
    s.circle(x - size * 0.1, base - size * 1.16, size * 0.22, light)
    s.circle(x + size * 0.27, base - size * 0.88, size * 0.15, light)


def hills(s, far, near):
    s.path("M0,560 C220,430 420,470 600,530 C800,600 1000,450 1200,500 L1200,800 L0,800 Z", far)
    s.path("M0,650 C260,590 520,640 760,630 C960,620 1080,580 1200,600 L1200,800 L0,800 Z", near)


def bench(s, x, y):
    for leg in (x + 20, x + 190):
        s.rect(leg, y + 40, 14, 70, INK, 4)
    s.rect(x, y - 30, 224, 20, CLAY, 8)
    s.rect(x, y, 224, 20, CLAY, 8)
    s.rect(x - 6, y + 34, 236, 20, BROWN, 8)


def haus(s):
    s.circle(1010, 160, 78, AMBER)
    hills(s, "#CFE3DC", MOSS)
    s.path("M560,660 C540,720 480,760 400,800 L800,800 C720,760 690,720 680,660 Z", SAND)
    s.rect(330, 330, 540, 340, WHITE)
    s.rect(770, 150, 62, 160, BROWN)
    s.polygon([(280, 345), (600, 120), (920, 345)], CLAY)
    s.polygon([(280, 345), (600, 120), (600, 158), (340, 345)], BROWN)
    s.circle(600, 258, 38, PEACH)
    s.circle(600, 258, 26, NAVY)
    for x in (385, 735):
        s.rect(x - 12, 418, 104, 124, LINE, 8)
        s.rect(x, 430, 80, 100, "#FFE2A0", 4)
        s.rect(x + 36, 430, 8, 100, WHITE)
        s.rect(x, 474, 80, 8, WHITE)
        s.rect(x - 16, 548, 112, 26, TEAL, 6)
        for i, color in enumerate((ROSE, AMBER, ROSE, VIOLET, ROSE)):
            s.circle(x - 4 + i * 22, 544, 13, color)
    s.rect(538, 440, 124, 230, TEAL, 6)
    s.rect(550, 452, 100, 218, "#FFE2A0", 4)
    s.polygon([(550, 452), (602, 480), (602, 698), (550, 670)], "#146A63")
    s.circle(592, 586, 7, AMBER)
    s.rect(516, 664, 168, 16, LINE, 6)
    bench(s, 900, 640)
    tree(s, 160, 690, 300)
    tree(s, 1130, 640, 190)


def garten(s):
    s.circle(940, 170, 84, AMBER)
    hills(s, "#CFE6DA", MOSS)
    tree(s, 190, 640, 360)
    for x, y in ((96, 330), (250, 300), (180, 236), (300, 390), (70, 400)):
        s.circle(x, y, 17, ROSE)
    for x, w in ((420, 330), (800, 330)):
        s.rect(x + 10, 560, w - 20, 60, "#5A3418", 26)
        s.rect(x, 590, w, 140, CLAY, 10)
        for y in (634, 680):
            s.rect(x, y, w, 6, BROWN)
        s.rect(x + 18, 580, 18, 160, BROWN, 6)
        s.rect(x + w - 36, 580, 18, 160, BROWN, 6)
    for i in range(3):
        x = 490 + i * 95
        s.circle(x - 30, 558, 32, LEAF)
        s.circle(x + 30, 558, 32, LEAF)
        s.circle(x, 542, 38, "#57A487")
        s.circle(x, 550, 20, "#BFE0CC")
    for i in range(3):
        x = 870 + i * 95
        s.rect(x - 5, 380, 10, 200, BROWN, 5)
        for side, y in ((-1, 430), (1, 470), (-1, 515), (1, 545)):
            s.ellipse(x + side * 24, y, 26, 15, LEAF)
        for side, y in ((1, 424), (-1, 474), (1, 512)):
            s.circle(x + side * 24, y + 8, 17, ROSE)
    watering_can(s, 300, 640)


def watering_can(s, x, y):
    s.path(f"M{x - 10},{y + 30} L{x - 96},{y - 30}", None, TEAL, 18)
    s.turned(x - 104, y - 36, -55, lambda t: t.rect(-34, -12, 68, 22, TEAL, 8))
    s.path(f"M{x + 96},{y + 10} C{x + 170},{y - 10} {x + 160},{y + 90} {x + 92},{y + 84}", None, TEAL, 16)
    s.path(f"M{x + 10},{y - 4} C{x + 20},{y - 70} {x + 80},{y - 70} {x + 90},{y - 4}", None, TEAL, 14)
    s.path(f"M{x - 6},{y} L{x + 106},{y} L{x + 96},{y + 110} L{x + 4},{y + 110} Z", "#146A63")


def kaffee(s):
    s.rect(0, 0, 1200, 540, PEACH)
    s.rect(90, 70, 330, 300, WHITE, 14)
    s.rect(112, 92, 286, 256, SKY, 6)
    s.path("M112,310 C190,260 280,290 398,250 L398,348 L112,348 Z", MOSS)
    s.circle(320, 160, 34, AMBER)
    s.rect(248, 92, 14, 256, WHITE)
    s.rect(0, 520, 1200, 280, CLAY)
    s.rect(0, 520, 1200, 22, BROWN)
    s.ellipse(420, 690, 250, 52, "#A9602A")
    s.ellipse(420, 676, 250, 52, WHITE)
    s.ellipse(420, 672, 170, 30, "#EFE7DA")
    s.path("M555,480 C680,450 690,610 530,610", None, WHITE, 34)
    s.path("M270,430 L570,430 C570,600 530,670 420,670 C310,670 270,600 270,430 Z", WHITE)
    s.path("M276,500 L564,500 C562,520 559,538 555,554 L285,554 C281,538 278,520 276,500 Z", TEAL)
    s.ellipse(420, 430, 150, 36, "#EFE7DA")
    s.ellipse(420, 434, 132, 28, "#5A3010")
    for x in (350, 420, 490):
        s.path(f"M{x},380 C{x - 34},340 {x + 34},310 {x},262 C{x - 24},230 {x + 10},210 {x + 4},190", None, "#E2C4A4", 15)
    s.ellipse(890, 700, 240, 46, "#A9602A")
    s.ellipse(890, 688, 240, 46, WHITE)
    s.polygon([(730, 560), (1000, 520), (1060, 560), (1060, 676), (730, 676)], "#F3D7A6")
    s.rect(730, 560, 330, 30, "#FFF6E6")
    s.polygon([(730, 560), (1000, 520), (1060, 560)], "#FFF6E6")
    s.rect(730, 614, 330, 20, ROSE)
    s.rect(730, 656, 330, 20, "#D9A866")
    s.circle(960, 528, 28, ROSE)
    s.path("M962,504 C968,470 990,456 1010,450", None, LEAF, 7)
    s.path("M1090,250 C1084,330 1080,360 1080,420", None, LEAF, 9)
    s.path("M1040,290 C1056,340 1070,370 1078,420", None, LEAF, 9)
    s.path("M1130,300 C1110,340 1092,370 1082,420", None, LEAF, 9)
    for x, y, color in ((1090, 240, ROSE), (1034, 276, AMBER), (1136, 290, VIOLET)):
        for turn in range(6):
            a = turn * math.pi / 3
            s.circle(x + 22 * math.cos(a), y + 22 * math.sin(a), 16, color)
        s.circle(x, y, 14, PAPER)
    s.path("M1036,410 L1126,410 L1112,540 L1050,540 Z", BLUE)


def werkzeug(s):
    s.rect(60, 60, 1080, 560, "#F6E7D3", 24)
    for y in range(110, 600, 55):
        for x in range(110, 1110, 55):
            s.circle(x, y, 5, "#DDC4A3")
    s.rect(0, 660, 1200, 140, CLAY)
    s.rect(0, 660, 1200, 18, BROWN)

    def hammer(t):
        t.rect(-20, -120, 40, 380, CLAY, 16)
        t.rect(-20, 130, 40, 130, BROWN, 16)
        t.rect(-96, -170, 150, 74, INK, 14)
        t.path("M40,-170 C110,-176 140,-150 150,-110 C120,-126 90,-124 40,-100 Z", INK)
        t.rect(-114, -178, 34, 90, "#4A4F55", 10)

    def screwdriver(t):
        t.rect(-11, -20, 22, 250, "#9AA3AB", 4)
        t.polygon([(-11, 226), (11, 226), (16, 262), (-16, 262)], "#9AA3AB")
        t.rect(-40, -200, 80, 190, PLUM, 36)
        for x in (-18, 0, 18):
            t.rect(x - 4, -170, 8, 120, VIOLET, 4)
        t.rect(-24, -24, 48, 26, INK, 6)

    def pliers(t):
        t.path("M-18,-10 C-70,60 -80,160 -62,250", None, ROSE, 40)
        t.path("M18,-10 C70,60 80,160 62,250", None, ROSE, 40)
        t.path("M-44,10 L-30,-60 C-34,-110 -24,-160 -6,-186 L-6,-60 L30,20 Z", "#4A4F55")
        t.path("M44,10 L30,-60 C34,-110 24,-160 6,-186 L6,-60 L-30,20 Z", "#5C636A")
        t.circle(0, -10, 22, INK)
        t.circle(0, -10, 8, LINE)

    def wrench(t):
        t.rect(-24, -130, 48, 320, BLUE, 20)
        t.circle(0, -160, 68, BLUE)
        t.polygon([(-26, -240), (26, -240), (26, -166), (0, -146), (-26, -166)], "#F6E7D3")
        t.circle(0, 200, 54, BLUE)
        t.circle(0, 200, 25, "#F6E7D3")

    s.turned(260, 300, 8, hammer)
    s.turned(520, 310, 0, screwdriver)
    s.turned(745, 310, 0, pliers)
    s.turned(965, 320, 8, wrench)
    s.rect(120, 590, 330, 90, TEAL, 14)
    s.rect(240, 560, 90, 44, TEAL, 14)
    s.rect(258, 576, 54, 20, LILAC, 8)
    s.rect(120, 626, 330, 10, MINT)
    s.rect(255, 616, 60, 32, AMBER, 6)
    for i, color in enumerate((AMBER, ROSE, VIOLET)):
        s.rect(620 + i * 150, 600, 110, 80, WHITE, 12)
        s.rect(620 + i * 150, 624, 110, 34, color)


def bus(s):
    s.circle(190, 170, 74, AMBER)
    s.ellipse(860, 150, 120, 38, WHITE)
    s.ellipse(780, 172, 90, 30, WHITE)
    hills(s, "#CFE3DC", MOSS)
    tree(s, 110, 600, 210)
    tree(s, 1090, 590, 250)
    s.rect(0, 640, 1200, 160, "#6B7076")
    s.rect(0, 630, 1200, 16, LINE)
    for x in range(30, 1200, 220):
        s.rect(x, 724, 120, 12, PAPER, 6)
    s.path("M250,640 L250,330 C250,280 280,260 330,260 L790,260 C850,260 880,290 900,350 L940,450"
           " C960,460 970,480 970,510 L970,640 Z", AMBER)
    s.path("M250,540 L970,540 L970,640 L250,640 Z", TEAL)
    for x in (285, 420):
        s.rect(x, 305, 118, 140, SKY, 14)
    s.rect(555, 300, 120, 330, "#146A63", 14)
    s.rect(570, 316, 90, 180, SKY, 10)
    s.path("M700,305 L785,305 C820,305 836,320 850,356 L882,445 L700,445 Z", SKY)
    for x, skin, hair in ((340, SKINS[0], "#EDEDED"), (480, SKINS[1], INK), (780, SKINS[2], BROWN)):
        s.circle(x, 380, 36, hair)
        s.circle(x, 392, 32, skin)
        s.path(f"M{x - 46},445 C{x - 40},415 {x + 40},415 {x + 46},445 Z", (PLUM, ROSE, NAVY)[(x > 400) + (x > 700)])
    s.rect(930, 560, 44, 30, "#FFE9B0", 8)
    s.rect(244, 560, 22, 34, ROSE, 6)
    for x in (385, 820):
        s.circle(x, 650, 72, INK)
        s.circle(x, 650, 36, LINE)
        s.circle(x, 650, 13, INK)
    s.path("M589,570 c-18,-26 18,-44 26,-18 c8,-26 44,-8 26,18 l-26,28 Z", ROSE)


def buecher(s):
    s.rect(0, 620, 1200, 180, CLAY)
    s.rect(0, 620, 1200, 20, BROWN)
    s.circle(930, 250, 180, "#FFF1CC")
    books = ((250, 560, 560, 70, PLUM), (300, 494, 480, 66, AMBER), (230, 420, 540, 74, TEAL),
             (320, 360, 420, 60, ROSE), (270, 290, 470, 70, NAVY))
    for x, y, w, h, color in books:
        s.rect(x, y, w, h, color, 12)
        s.rect(x + w - 60, y + 10, 66, h - 20, "#FFF6E6", 6)
        s.rect(x + 60, y, 16, h, PAPER)
        s.rect(x + 100, y + h / 2 - 6, 150, 12, PAPER, 6)
    s.path("M330,286 C400,236 470,236 510,280 C550,236 620,236 690,286 L690,270 C620,214 550,220 510,262"
           " C470,220 400,214 330,270 Z", WHITE)
    s.path("M330,278 C400,228 470,228 510,272 C550,228 620,228 690,278", None, LINE, 6)
    s.rect(918, 380, 24, 240, INK, 8)
    s.rect(850, 600, 160, 26, INK, 12)
    s.polygon([(860, 210), (1000, 210), (1060, 390), (800, 390)], AMBER)
    s.polygon([(860, 210), (896, 210), (850, 390), (800, 390)], "#FFC94D")
    for x in (500, 690):
        s.ellipse(x, 706, 76, 48, "#E3EDF9", INK, 12)
    s.path("M576,696 C590,676 602,676 616,696", None, INK, 12)
    s.path("M424,690 C390,660 350,664 318,690", None, INK, 12)
    s.path("M766,690 C800,660 840,664 872,690", None, INK, 12)
    s.rect(70, 520, 120, 110, BLUE, 18)
    for dx, top in ((-46, 380), (0, 330), (46, 390)):
        s.path(f"M130,525 C{130 + dx},480 {130 + dx},430 {130 + dx * 1.3},{top}", None, LEAF, 30)


def person(s, x, y, skin, hair, shirt, flip=1):
    s.path(f"M{x - 120},{y + 300} C{x - 120},{y + 130} {x - 60},{y + 110} {x},{y + 110} "
           f"C{x + 60},{y + 110} {x + 120},{y + 130} {x + 120},{y + 300} Z", shirt)
    s.rect(x - 26, y + 60, 52, 76, skin, 22)
    s.circle(x, y - 12, 92, hair)
    s.ellipse(x + flip * 12, y + 14, 76, 84, skin)
    s.path(f"M{x - 82},{y - 10} C{x - 60},{y - 80} {x + 60},{y - 80} {x + 84},{y - 14}"
           f" C{x + 40},{y - 40} {x - 30},{y - 44} {x - 82},{y - 10} Z", hair)
    s.circle(x + flip * 40, y + 12, 8, INK)
    s.circle(x + flip * -8, y + 12, 8, INK)
    s.path(f"M{x + flip * 2},{y + 50} C{x + flip * 12},{y + 64} {x + flip * 30},{y + 62} {x + flip * 38},{y + 48}", None, INK, 6)


def beratung(s):
    s.circle(600, 420, 360, "#CFE6E1")
    person(s, 320, 330, SKINS[0], "#E4E0DA", PLUM, 1)
    person(s, 880, 330, SKINS[1], INK, AMBER, -1)
    s.path("M330,70 h210 a40,40 0 0 1 40,40 v70 a40,40 0 0 1 -40,40 h-110 l-50,46 l6,-46 h-56"
           " a40,40 0 0 1 -40,-40 v-70 a40,40 0 0 1 40,-40 Z", WHITE)
    for x in (376, 436, 496):
        s.circle(x, 146, 17, PLUM)
    s.path("M680,120 h150 a36,36 0 0 1 36,36 v40 a36,36 0 0 1 -36,36 h-20 l4,40 l-44,-40 h-90"
           " a36,36 0 0 1 -36,-36 v-40 a36,36 0 0 1 36,-36 Z", TEAL)
    s.path("M730,192 c-22,-32 22,-54 34,-22 c12,-32 56,-10 34,22 l-34,34 Z", PAPER)
    s.rect(0, 600, 1200, 200, SAND)
    s.rect(0, 600, 1200, 22, CLAY)

    def letter(t):
        t.rect(-110, -60, 220, 130, WHITE, 8)
        for i in range(4):
            t.rect(-84, -36 + i * 28, 118 if i == 3 else 168, 10, BLUE if i else PLUM, 5)

    s.turned(600, 690, -6, letter)
    s.turned(760, 660, 40, lambda t: t.rect(-70, -8, 140, 16, NAVY, 8))
    for x, color in ((330, ROSE), (930, BLUE)):
        s.path(f"M{x + 54},640 c50,-8 50,64 -4,60", None, color, 14)
        s.path(f"M{x - 60},620 h120 c0,70 -16,100 -60,100 c-44,0 -60,-30 -60,-100 Z", color)
        s.ellipse(x, 620, 60, 14, "#5A3010")


def musik(s):
    s.circle(600, 470, 250, "#DCCDF3")
    s.rect(0, 640, 1200, 160, "#CDB6EE")
    s.rect(0, 640, 1200, 14, VIOLET)
    s.path("M0,90 C300,190 500,190 640,110 C800,190 1000,190 1200,70", None, PLUM, 6)
    for x, y in ((110, 118), (240, 150), (370, 164), (500, 152), (740, 152), (870, 164), (1000, 146), (1120, 104)):
        s.circle(x, y + 26, 22, AMBER)
        s.rect(x - 9, y - 4, 18, 16, PLUM, 4)

    def guitar(t):
        t.rect(-22, -420, 44, 330, "#5A3010", 6)
        for y in range(-400, -100, 36):
            t.rect(-22, y, 44, 4, SAND)
        t.rect(-36, -510, 72, 104, BROWN, 14)
        for y in (-488, -458, -428):
            t.circle(-46, y, 10, LINE)
            t.circle(46, y, 10, LINE)
        t.circle(0, 0, 118, CLAY)
        t.circle(0, 160, 156, CLAY)
        t.path("M-106,52 C-90,80 -96,90 -126,100 L126,100 C96,90 90,80 106,52 Z", CLAY)
        t.circle(0, 36, 58, SAND)
        t.circle(0, 36, 48, "#3C1E08")
        t.rect(-64, 190, 128, 24, "#5A3010", 8)
        for x in (-13, -5, 5, 13):
            t.rect(x - 1.5, -490, 3, 690, "#FFF6E6")

    s.turned(560, 470, 16, guitar)
    for x, y, size in ((240, 380, 1.0), (900, 330, 1.25), (1010, 470, 0.85)):
        s.ellipse(x, y + 110 * size, 36 * size, 27 * size, PLUM)
        s.rect(x + 24 * size, y - 20 * size, 12 * size, 132 * size, PLUM)
        s.path(f"M{x + 30 * size},{y - 16 * size}"
               f" c{46 * size},{14 * size} {52 * size},{40 * size} {40 * size},{74 * size}", None, PLUM, 12 * size)
    s.rect(110, 600, 210, 26, NAVY, 8)
    for x in (126, 288):
        s.rect(x, 620, 16, 130, NAVY, 6)
    s.rect(110, 470, 20, 150, NAVY, 8)


def markt(s):
    s.rect(0, 640, 1200, 160, SAND)
    for i in range(6):
        s.circle(90 + i * 220, 690 + (i % 2) * 60, 5, CLAY)
    for x in (150, 1030):
        s.rect(x, 240, 22, 440, BROWN)
    s.rect(120, 540, 960, 130, TEAL, 10)
    s.rect(120, 540, 960, 20, "#146A63", 8)
    for i in range(8):
        color = ROSE if i % 2 == 0 else WHITE
        x = 90 + i * 127.5
        s.polygon([(150 + i * 112.5, 110), (150 + (i + 1) * 112.5, 110), (x + 127.5, 270), (x, 270)], color)
        s.path(f"M{x},268 a63.75,58 0 0 0 127.5,0 Z", color)
    s.rect(140, 98, 920, 20, BROWN, 8)
    crates = ((150, ROSE, 24), (385, AMBER, 24), (620, LEAF, 30), (855, PLUM, 20))
    for x, color, r in crates:
        for row in range(2):
            for i in range(4):
                s.circle(x + 34 + i * 46 + row * 12, 470 - row * 28, r, color)
        for i in range(3):
            s.circle(x + 52 + i * 48, 412, r, color)
        if color == LEAF:
            for i in range(3):
                s.circle(x + 52 + i * 48, 410, r * 0.55, MOSS)
        if color == ROSE:
            for i in range(3):
                s.path(f"M{x + 52 + i * 48},392 c2,-14 8,-18 14,-20", None, LEAF, 6)
        s.rect(x, 470, 200, 80, CLAY, 8)
        s.rect(x, 500, 200, 8, BROWN)
        s.rect(x + 70, 520, 60, 40, PAPER, 4)
        s.rect(x + 82, 534, 36, 8, INK, 3)
    s.circle(1120, 90, 56, AMBER)


def park(s):
    s.circle(860, 250, 110, AMBER)
    hills(s, "#D5E6DA", MOSS)
    s.ellipse(850, 690, 330, 70, "#A9CBE8")
    s.ellipse(850, 684, 250, 46, SKY)
    for x, y, flip in ((760, 670, 1), (930, 690, -1)):
        s.ellipse(x, y, 46, 22, WHITE)
        s.circle(x + flip * 40, y - 26, 18, TEAL)
        s.rect(x + flip * 50 - 6, y - 26, 22, 10, AMBER, 4)
    tree(s, 250, 700, 430)
    tree(s, 1110, 570, 170)
    tree(s, 960, 540, 110)
    bench(s, 380, 600)


SCENES = {
    "haus": (SKY, haus), "garten": (SKY, garten), "kaffee": (PEACH, kaffee), "werkzeug": (LILAC, werkzeug),
    "bus": (SKY, bus), "buecher": (SKY, buecher), "beratung": (MINT, beratung), "musik": (LILAC, musik),
    "markt": (SKY, markt), "park": (PEACH, park),
}


def main(names):
    folder = Path(__file__).resolve().parent
    for name in names or SCENES:
        background, draw = SCENES[name]
        scene = Scene(background)
        draw(scene)
        scene.save(folder / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
