// Every page, with what axe-core finds: nothing. A new page: its path here and in look.mjs.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Scene, openPage, findings, widths } from './hub.mjs';

let scene;

before(async () => { scene = await Scene.open(); });
after(() => scene?.close());

test('axe finds nothing on any page, at 320 px and at 1440 px', async () => {
  const { hub, browser, open } = scene;
  const paths = ['/', '/entries', '/entries?state=check', '/entries?q=nirgends', '/entries/new', '/entries/new/event', '/entries/new/service',
    '/entries/new/offer', '/entries/new/survey', '/entries/new/project', '/entries/new/place', '/entries/new/notice', '/entries/reparatur-cafe',
    '/entries/pflegestuetzpunkt-sued', '/entries/reparatur-cafe/history', '/bin', '/approvals', '/inbox', '/surveys', '/screens', '/screens/pair',
    '/sources', '/sources/new', '/people', '/people/invite', '/people/1', '/account', '/account/second-factor', '/audit', '/e/reparatur-cafe', '/nirgends'];
  const found = [];
  for (const size of Object.values(widths)) {
    const stranger = await openPage(browser, size);
    await stranger.goto(`${hub.url}/sign-in`);
    found.push(...(await findings(stranger)).map((line) => `/sign-in ${size.width}: ${line}`));
    await stranger.context().close();
    const page = await open(size);
    for (const path of paths) {
      await page.goto(hub.url + path);
      found.push(...(await findings(page)).map((line) => `${path} ${size.width}: ${line}`));
    }
    await page.context().close();
  }
  assert.deepEqual(found, []);
});
