#include "ui/theme.h"

#define RGB(hex)                                                                                                               \
  { (uint8_t)((hex) >> 16), (uint8_t)((hex) >> 8 & 0xFF), (uint8_t)((hex)&0xFF), 255 }

const struct theme theme_light = {
    .paper = RGB(0xFBF7F0),
    .card = RGB(0xFFFFFF),
    .ink = RGB(0x1A1C1E),
    .on_ink = RGB(0xFFFFFF),
    .soft = RGB(0x4A4F55),
    .line = RGB(0xC9C2B6),
    .tray = RGB(0xE9E4D8),
    .control = RGB(0x1A1C1E),
    .area =
        {
            [AREA_PLAIN] = RGB(0x1A1C1E),
            [AREA_EVENTS] = RGB(0x4B2A85),
            [AREA_SERVICES] = RGB(0x0B4F4A),
            [AREA_SHARING] = RGB(0x7A3A00),
            [AREA_NEWS] = RGB(0x0D3F7D),
            [AREA_ALERT] = RGB(0x9B1C1C),
        },
    .on_area = RGB(0xFFFFFF),
    .tint =
        {
            [AREA_PLAIN] = RGB(0xF1ECE2),
            [AREA_EVENTS] = RGB(0xEFE8FA),
            [AREA_SERVICES] = RGB(0xE0F1EE),
            [AREA_SHARING] = RGB(0xFBEBDD),
            [AREA_NEWS] = RGB(0xE3EDF9),
            [AREA_ALERT] = RGB(0xFDEEEC),
        },
    .open = RGB(0x0F5E2C),
    .closed = RGB(0x9B1C1C),
    .focus = RGB(0xFFB300),
    .focus_edge = RGB(0x1A1C1E),
};

const struct theme theme_contrast = {
    .paper = RGB(0x000000),
    .card = RGB(0x000000),
    .ink = RGB(0xFFFFFF),
    .on_ink = RGB(0x000000),
    .soft = RGB(0xFFFFFF),
    .line = RGB(0xFFFFFF),
    .tray = RGB(0x000000),
    .control = RGB(0xFFFFFF),
    .area =
        {
            [AREA_PLAIN] = RGB(0xFFFFFF),
            [AREA_EVENTS] = RGB(0xFFE94A),
            [AREA_SERVICES] = RGB(0xFFE94A),
            [AREA_SHARING] = RGB(0xFFE94A),
            [AREA_NEWS] = RGB(0xFFE94A),
            [AREA_ALERT] = RGB(0xFFD2D2),
        },
    .on_area = RGB(0x000000),
    .tint =
        {
            [AREA_PLAIN] = RGB(0x000000),
            [AREA_EVENTS] = RGB(0x000000),
            [AREA_SERVICES] = RGB(0x000000),
            [AREA_SHARING] = RGB(0x000000),
            [AREA_NEWS] = RGB(0x000000),
            [AREA_ALERT] = RGB(0x000000),
        },
    .open = RGB(0x7CFF9B),
    .closed = RGB(0xFFD2D2),
    .focus = RGB(0xFFB300),
    .focus_edge = RGB(0x000000),
};
