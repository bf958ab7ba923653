// look.mjs FOLDER: pictures of the pages at both widths, for people to look at; not a test.
import { Hub, openBrowser, openPage, join_, findings, widths } from './hub.mjs';
import { pathsFor } from './pages.mjs';
import { mkdirSync } from 'node:fs';

const folder = process.argv[2] ?? '/tmp/hub-pictures';
const only = process.argv[3];
const nameOf = (path) => path.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'overview';
const pages = Object.fromEntries(['/sign-in', ...pathsFor('ADMIN')].map((path) => [nameOf(path), path]));
mkdirSync(folder, { recursive: true });
const hub = await Hub.start();
const browser = await openBrowser();
try {
  const wide = await openPage(browser, widths.wide);
  await join_(wide, hub);
  const state = await wide.context().storageState();
  for (const [width, size] of Object.entries(widths)) {
    const page = await openPage(browser, size, { storageState: state });
    for (const [name, path] of Object.entries(pages)) {
      if (only && !only.split(',').includes(name)) continue;
      const answer = await page.goto(hub.url + path);
      await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
      console.log(name, width, answer.status(), (await findings(page)).join('\n  '));
      page.complaints.length = 0;
    }
  }
} finally {
  await browser.close();
  await hub.close();
}
