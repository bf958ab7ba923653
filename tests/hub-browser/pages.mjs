// Every page of the hub, from its own tables of routes: a route of a page that has no example here fails the test, so that none is
// forgotten. Beside them: a hub in which there is something to see on each.
import { createHash, createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { join_, openPage, password, root } from './hub.mjs';
import { Board } from './board.mjs';

const kinds = ['event', 'service', 'offer', 'notice', 'survey', 'project', 'place', 'organization', 'page'];
const survey = 'umfrage-mein-quartier';
const source = 'nachbarn';

// What stands for {} in a pattern: paths, or [] for what is no page.
const examples = {
  '/entries': ['/entries', '/entries?state=check', '/entries?q=nirgends', '/entries?page=2'],
  '/entries/new': ['/entries/new', '/entries/new?name=Trommelkreis'],
  '/entries/new/{}': kinds.map((kind) => `/entries/new/${kind}`),
  '/entries/{}': ['reparatur-cafe', 'pflegestuetzpunkt-sued', 'bibliothek', survey, 'nirgends'].map((id) => `/entries/${id}`),
  '/entries/{}/history': ['/entries/demenzberatung/history', '/entries/reparatur-cafe/history'],
  '/e/{}': ['/e/reparatur-cafe', '/e/pflegestuetzpunkt-sued', '/e/nirgends'],
  '/people/{}': ['/people/1', '/people/2', '/people/999'],
  '/screens/{}': ['/screens/1', '/screens/2', '/screens/999'],
  '/sources/{}': [`/sources/${source}`, '/sources/nirgends'],
  '/surveys/{}': [`/surveys/${survey}`, '/surveys/nirgends'],
  '/account/second-factor/qr': [], // a picture
  '/preview/{}/{}': [],
  '/screens/{}/picture': [],
  '/surveys/{}/table.csv': [],
  '/sign-in/code': [], // for who is halfway in: see the test
  '/invitation/{}': [],
};

const rank = { NOBODY: 0, VIEWER: 1, EDITOR: 2, ADMIN: 3 };

// [{pattern, role}] of every page that answers GET.
export function pageRoutes() {
  const folder = join(root, 'sync/hub/web');
  return readdirSync(folder).filter((name) => /^chapter_.*\.c$/.test(name)).flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/\{METHOD_GET, "([^"]+)", ROLE_(\w+), ([\w |]+), \w+\}/g)]
      .filter(([, , , flags]) => !flags.includes('ROUTE_MACHINE')).map(([, pattern, role]) => ({ pattern, role })));
}

// The paths of all pages that this role may see, and one that is not there.
export function pathsFor(role, { empty = false } = {}) {
  const routes = pageRoutes();
  assert.ok(routes.length > 25, 'the tables of routes are no longer found');
  const paths = routes.filter((route) => rank[route.role] <= rank[role]).flatMap(({ pattern }) => {
    const found = examples[pattern] ?? (pattern.includes('{}') ? undefined : [pattern]);
    assert.ok(found, `'${pattern}' is new: give an example of it`);
    return empty && pattern.includes('{}') ? [] : found;
  });
  return [...paths, '/nirgends'];
}

function codeOf(secret, moment) { // RFC 6238
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(moment / 30)));
  const hash = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// Somebody with a second factor, who has only said the password yet: shows the question for the code.
export async function openHalfway(scene) {
  const page = await openPage(scene.browser);
  await join_(page, scene.hub, 'admin', 'Cem Cicek', 'cem@beispiel.de');
  await page.goto(`${scene.hub.url}/account/second-factor`);
  const secret = await page.locator('[name=secret]').getAttribute('value');
  await page.locator('[name=code]').fill(codeOf(secret, scene.hub.now() / 1000));
  await page.locator('main form button.button').first().click();
  await page.waitForURL('**/account');
  await page.context().clearCookies();
  await page.goto(`${scene.hub.url}/sign-in`);
  await page.getByLabel('E-Mail').fill('cem@beispiel.de');
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL('**/sign-in/code');
  return page;
}

async function hearVisitors(hub, admin) {
  const board = await Board.start(hub);
  try {
    await admin.goto(`${hub.url}/screens/pair`);
    await admin.getByLabel('Code').first().fill(await board.code());
    await admin.getByLabel('Name').first().fill('Foyer');
    await admin.getByRole('button', { name: 'Verbinden' }).click();
    await board.hasContent();
    const skip = Array(5).fill('tap button "Frage überspringen"');
    for (let i = 0; i < 5; i++) await board.do(`show survey:${survey}`, 'tap button "sehr gut"', 'tap button "Weiter"', ...skip,
      'tap button "Abschicken"', 'tap button "Start"');
    await board.do('show report:pflegestuetzpunkt-sued', 'tap button "Telefonnummer"', 'tap button "Abschicken"', 'tap button "Start"');
    await board.do('show idea', 'type "eine bank am teich"', 'tap button "Weiter"', 'tap button "Überspringen"', 'tap button "Abschicken"');
    for (let i = 0; i < 3; i++) await board.searchInVain('trommelkreis');
    for (const words of ['Telefon stimmt nicht', 'eine bank am teich', 'trommelkreis']) {
      await admin.goto(`${hub.url}/inbox`);
      for (let i = 0; i < 200 && !(await admin.content()).includes(words); i++) await admin.reload();
    }
  } finally {
    await board.close();
  }
}

// The code that a board with this key shows; spool/pairing.h.
function pairingCode(key) {
  const number = BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 10)}`);
  return Array.from({ length: 8 }, (_, i) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number(number >> BigInt(35 - 5 * i) & 31n)]).join('');
}

// A board whose device has much to say about itself, and that was used.
export async function hearDevice(hub, admin) {
  const key = '5c'.repeat(32);
  const post = async (path, message) => {
    const answer = await fetch(hub.url + path, { method: 'POST', body: JSON.stringify(message),
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' } });
    assert.ok(answer.ok, await answer.text());
  };
  await post('/v1/pairing', {});
  await admin.goto(`${hub.url}/screens/pair`);
  await admin.getByLabel('Code').first().fill(pairingCode(key));
  await admin.getByLabel('Name').first().fill('Bibliothek');
  await admin.getByRole('button', { name: 'Verbinden' }).click();
  const say = (kind, body) => post('/v1/messages', { format: 'litfass-message/1', id: createHash('md5').update(JSON.stringify(body)).digest('hex'),
    kind, made: '2026-11-21T13:32:00Z', body });
  await say('heartbeat', { program: '0.1.0', version: 1, shown_version: 1, published: '2026-11-21T10:00:00Z', clock: 'trusted', waiting: 2,
    refused: 0, last_error: '', device: { storage: 'worn', free_mb: 812, temperature_c: 51.2, problems: ['disk-worn', 'power-was-low'] } });
  await say('counts', { day: '2026-11-19', visits: 37, taps: 412, topics: { pflege: 12, energie: 7 }, kinds: {} });
  await say('counts', { day: '2026-11-20', visits: 3, taps: 31, topics: {}, kinds: {} });
}

// A proposal, something in the bin, a source with something that waits, a board and what visitors wrote on it.
export async function fill(scene) {
  const { hub } = scene;
  const admin = await scene.open();
  await admin.goto(`${hub.url}/entries/energieberatung`);
  await admin.getByRole('button', { name: 'In den Papierkorb' }).click();
  await admin.goto(`${hub.url}/entries/demenzberatung`);
  await admin.locator('[name=telephone]').fill('0711 998877');
  await admin.getByRole('button', { name: 'Veröffentlichen' }).click();
  await admin.getByText('Gespeichert.').waitFor();
  hub.run('source', 'inside', 'on');
  hub.run('source', 'add', source, '--url', `${hub.url.replace('localhost', '127.0.0.1')}/out/events.ics`, '--as', 'ical', '--moderated');
  hub.run('source', 'fetch', source);
  await hearVisitors(hub, admin);
  await hearDevice(hub, admin);
  const editor = await openPage(scene.browser);
  await join_(editor, hub, 'editor', 'Bela Berg');
  await admin.goto(`${hub.url}/people`);
  await admin.getByRole('link', { name: 'Bela Berg ändern' }).click();
  await admin.locator(`input[value="${hub.entry('reparatur-cafe').provider}"]`).check();
  await admin.getByRole('button', { name: 'Speichern' }).click();
  await editor.goto(`${hub.url}/entries/reparatur-cafe`);
  await editor.locator('[name="name.de"]').fill('Reparatur-Café mit Kaffee');
  await editor.getByRole('button', { name: 'Zur Freigabe vorlegen' }).click();
  await editor.getByText('wartet jetzt auf die Freigabe').waitFor();
  await editor.context().close();
  await admin.context().close();
}
