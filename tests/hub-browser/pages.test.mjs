// Every page, full and empty, with every role, in both languages, and what it says to mistakes: axe-core finds nothing, nothing is
// wider than the window, no script fails.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Scene, findings, join_, openPage, widths, wordRules } from './hub.mjs';
import { fill, openHalfway, pathsFor } from './pages.mjs';

let full, empty;

before(async () => {
  full = await Scene.open();
  empty = await Scene.open({ sample: false, browser: full.browser });
  await fill(full);
});
after(async () => {
  await empty?.close();
  await full?.close();
});

const both = [widths.wide, widths.narrow];

// What is found on the page as it stands, at these widths. Another language or role has the colours of the first walk.
async function look(page, sizes = both, options = { colours: sizes === both }) {
  const found = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    found.push(...(await findings(page, options)).map((line) => `${page.url()} ${size.width}: ${line}`));
    page.complaints.length = 0;
  }
  return found;
}

async function walk(page, hub, paths, sizes, options) {
  const found = [];
  for (const path of paths) {
    await page.goto(hub.url + path);
    found.push(...await look(page, sizes, options));
  }
  return found;
}

test('every page, at 320 px and at 1440 px', async () => {
  const page = await full.open();
  assert.deepEqual(await walk(page, full.hub, pathsFor('ADMIN')), []);
  await page.context().close();
});

test('every page in English', async () => {
  const page = await full.open();
  await page.goto(`${full.hub.url}/`);
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.deepEqual(await walk(page, full.hub, pathsFor('ADMIN'), [widths.narrow], { rules: wordRules }), []);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.context().close();
});

test('every page of a hub without content', async () => {
  const page = await empty.open();
  assert.deepEqual(await walk(page, empty.hub, pathsFor('ADMIN', { empty: true }), [widths.narrow]), []);
  await page.context().close();
});

test('every page for who may only look, and what others may', async () => {
  const page = await openPage(full.browser);
  await join_(page, full.hub, 'viewer', 'Vera Vogel');
  assert.deepEqual(await walk(page, full.hub, [...pathsFor('VIEWER'), '/people'], [widths.narrow]), []);
  await page.context().close();
});

for (const locale of ['de-DE', 'en-GB']) {
  test(`what strangers see, in ${locale}`, async () => {
    const page = await openPage(full.browser, widths.wide, { locale });
    const invitation = full.hub.invitation('viewer', `${locale}@beispiel.de`).slice(full.hub.url.length);
    assert.deepEqual(await walk(page, full.hub, [...pathsFor('NOBODY'), invitation, `/invitation/${'0'.repeat(64)}`]), []);
    await page.context().close();
  });
}

test('the question for the second factor', async () => {
  const page = await openHalfway(full);
  assert.deepEqual(await look(page), []);
  await page.locator('main form button.button').first().click();
  await page.getByRole('alert').waitFor();
  assert.deepEqual(await look(page), []);
  await page.context().close();
});

test('what is said to mistakes', async () => {
  const found = [];
  const stranger = await openPage(full.browser);
  const admin = await full.open();
  const invitation = full.hub.invitation('viewer', 'leer@beispiel.de').slice(full.hub.url.length);
  const forms = [...['/sign-in', invitation].map((path) => [stranger, path]),
    ...['/people/invite', '/screens/pair', '/sources/new', '/account', '/account/second-factor', '/entries/new/event', '/entries/new/survey']
      .map((path) => [admin, path])];
  for (const [page, path] of forms) {
    await page.goto(full.hub.url + path);
    await page.locator('main').getByRole('button', { name: /^(Anmelden|Los geht es|Einladung machen|Verbinden|Speichern|Passwort ändern|Prüfen|Veröffentlichen)/ }).first().click();
    await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
    found.push(...await look(page));
  }
  await admin.goto(`${full.hub.url}/bin/energieberatung/restore`); // GET, where only POST goes
  assert.match(await admin.locator('main').innerText(), /So geht das hier nicht/);
  found.push(...await look(admin));
  assert.deepEqual(found, []);
  await stranger.context().close();
  await admin.context().close();
});
