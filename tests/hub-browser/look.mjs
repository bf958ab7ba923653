// look.mjs FOLDER: pictures of the pages at both widths, for people to look at; not a test.
import { Hub, openBrowser, openPage, join_, findings, widths } from './hub.mjs';
import { mkdirSync } from 'node:fs';

const folder = process.argv[2] ?? '/tmp/hub-pictures';
const only = process.argv[3];
const pages = {
  'sign-in': '/sign-in', overview: '/', entries: '/entries', 'entries-check': '/entries?state=check', new: '/entries/new',
  'new-event': '/entries/new/event', event: '/entries/reparatur-cafe', service: '/entries/pflegestuetzpunkt-sued', offer: '/entries/new/offer',
  survey: '/entries/new/survey', project: '/entries/new/project', place: '/entries/bibliothek', bin: '/bin', people: '/people',
  history: '/entries/reparatur-cafe/history', approvals: '/approvals', inbox: '/inbox', surveys: '/surveys', screens: '/screens', pair: '/screens/pair',
  sources: '/sources', 'new-source': '/sources/new', invite: '/people/invite', person: '/people/1', account: '/account', factor: '/account/second-factor',
  audit: '/audit', public: '/e/reparatur-cafe',
};
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
