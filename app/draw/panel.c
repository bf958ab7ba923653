/* Only what a single still picture needs: no page flips, no planes. What the visitor sees change are small rectangles, drawn
 * before and copied in well under a frame, so that tearing has no chance to be noticed. The buffer may be write-combined memory
 * (Raspberry Pi): it is only written, never read. */
#include "draw/panel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

enum { CARDS_MAX = 8, CLIPS_MAX = 32 };

struct panel {
  int card;
  uint32_t connector, crtc, buffer, framebuffer;
  drmModeModeInfo mode;
  int width_mm;
  uint8_t *words;
  size_t bytes;
  uint32_t pitch_bytes;
  bool flushes; /* the kernel wants to hear what changed (virtio, USB displays, panels on SPI) */
};

/* --- finding --- */

static bool take_mode(struct panel *panel, const drmModeConnector *connector) {
  if (connector->count_modes < 1) return false;
  panel->mode = connector->modes[0];
  for (int i = connector->count_modes - 1; i >= 0; i--)
    if (connector->modes[i].type & DRM_MODE_TYPE_PREFERRED) panel->mode = connector->modes[i];
  panel->connector = connector->connector_id;
  panel->width_mm = (int)connector->mmWidth;
  return true;
}

/* Any of the scan-out engines that the connector's encoders can be fed from. */
static bool take_crtc(struct panel *panel, const drmModeRes *resources, const drmModeConnector *connector) {
  for (int i = 0; i < connector->count_encoders; i++) {
    drmModeEncoder *encoder = drmModeGetEncoder(panel->card, connector->encoders[i]);
    if (!encoder) continue;
    const uint32_t possible = encoder->possible_crtcs;
    drmModeFreeEncoder(encoder);
    for (int k = 0; k < resources->count_crtcs && k < 32; k++) {
      if (!(possible & (1u << k))) continue;
      panel->crtc = resources->crtcs[k];
      return true;
    }
  }
  return false;
}

static bool find_output(struct panel *panel) {
  drmModeRes *resources = drmModeGetResources(panel->card);
  if (!resources) return false;
  bool found = false;
  for (int i = 0; i < resources->count_connectors && !found; i++) {
    drmModeConnector *connector = drmModeGetConnector(panel->card, resources->connectors[i]);
    if (!connector) continue;
    found =
        connector->connection == DRM_MODE_CONNECTED && take_mode(panel, connector) && take_crtc(panel, resources, connector);
    drmModeFreeConnector(connector);
  }
  drmModeFreeResources(resources);
  return found;
}

static bool find_card(struct panel *panel, struct err *err) {
  int denied = 0;
  for (int i = 0; i < CARDS_MAX; i++) {
    char path[32];
    snprintf(path, sizeof path, "/dev/dri/card%d", i);
    panel->card = open(path, O_RDWR | O_CLOEXEC);
    if (panel->card < 0) {
      if (errno == EACCES || errno == EPERM) denied = errno;
      continue;
    }
    uint64_t has_buffers = 0;
    if (drmGetCap(panel->card, DRM_CAP_DUMB_BUFFER, &has_buffers) == 0 && has_buffers && find_output(panel)) return true;
    close(panel->card);
    panel->card = -1;
  }
  if (denied) return err_set(err, ERR_IO, "/dev/dri: %s", strerror(denied));
  return err_set(err, ERR_NOT_FOUND, "no panel is connected");
}

/* --- the buffer --- */

static bool make_buffer(struct panel *panel) {
  struct drm_mode_create_dumb dumb = {.width = panel->mode.hdisplay, .height = panel->mode.vdisplay, .bpp = 32};
  if (drmIoctl(panel->card, DRM_IOCTL_MODE_CREATE_DUMB, &dumb) != 0) return false;
  panel->buffer = dumb.handle;
  panel->bytes = (size_t)dumb.size;
  panel->pitch_bytes = dumb.pitch;
  struct drm_mode_map_dumb map = {.handle = dumb.handle};
  if (drmModeAddFB(panel->card, dumb.width, dumb.height, 24, 32, dumb.pitch, dumb.handle, &panel->framebuffer) != 0 ||
      drmIoctl(panel->card, DRM_IOCTL_MODE_MAP_DUMB, &map) != 0)
    return false;
  void *words = mmap(NULL, panel->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, panel->card, (off_t)map.offset);
  if (words == MAP_FAILED) return false;
  panel->words = words;
  memset(words, 0, panel->bytes);
  return true;
}

static bool show_buffer(struct panel *panel) {
  if (drmModeSetCrtc(panel->card, panel->crtc, panel->framebuffer, 0, 0, &panel->connector, 1, &panel->mode) != 0) return false;
  panel->flushes = drmModeDirtyFB(panel->card, panel->framebuffer, NULL, 0) == 0;
  return true;
}

bool panel_open(struct panel **out, struct err *err) {
  struct panel *panel = calloc(1, sizeof *panel);
  ASSERT(panel != NULL);
  panel->card = -1;
  bool ok = find_card(panel, err);
  if (ok && (!make_buffer(panel) || !show_buffer(panel))) ok = err_set(err, ERR_IO, "the panel: %s", strerror(errno));
  if (ok)
    *out = panel;
  else
    panel_close(panel);
  return ok;
}

void panel_close(struct panel *panel) {
  if (!panel) return;
  if (panel->words) munmap(panel->words, panel->bytes);
  if (panel->framebuffer) drmModeRmFB(panel->card, panel->framebuffer);
  if (panel->buffer) {
    struct drm_mode_destroy_dumb dumb = {.handle = panel->buffer};
    drmIoctl(panel->card, DRM_IOCTL_MODE_DESTROY_DUMB, &dumb);
  }
  if (panel->card >= 0) close(panel->card);
  free(panel);
}

struct panel_size panel_size(const struct panel *panel) {
  return (struct panel_size){panel->mode.hdisplay, panel->mode.vdisplay, panel->width_mm};
}

void panel_present(struct panel *panel, const uint32_t *pixels, int pitch, const struct rect *rects, int count) {
  const struct rect all = {0, 0, panel->mode.hdisplay, panel->mode.vdisplay};
  drmModeClip clips[CLIPS_MAX];
  for (int i = 0; i < count; i++) {
    const struct rect r = rect_intersect(rects[i], all);
    for (int y = r.y; y < rect_bottom(r); y++)
      memcpy(panel->words + (size_t)y * panel->pitch_bytes + (size_t)r.x * 4, pixels + (size_t)y * (size_t)pitch + r.x,
             (size_t)r.w * 4);
    if (i < CLIPS_MAX)
      clips[i] = (drmModeClip){(unsigned short)r.x, (unsigned short)r.y, (unsigned short)rect_right(r),
                               (unsigned short)rect_bottom(r)};
  }
  if (panel->flushes) drmModeDirtyFB(panel->card, panel->framebuffer, clips, (uint32_t)(count < CLIPS_MAX ? count : CLIPS_MAX));
}
