// What a caretaker does with entries, in a browser, with and without scripts.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Scene, openPage, join_, findings, widths } from './hub.mjs';

let scene, hub, browser, open;

before(async () => {
  scene = await Scene.open();
  ({ hub, browser, open } = scene);
});
after(() => scene?.close());

const said = (page) => page.getByRole('status').filter({ hasText: /./ }).first().innerText();

const greySquare = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR4nGNogAIGyhgAgIQgAQ2AJGEAAAAASUVORK5CYII=', 'base64');

for (const javaScriptEnabled of [true, false]) {
  test(`a weekly event with a picture, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    const page = await open(widths.narrow, { javaScriptEnabled });
    const title = javaScriptEnabled ? 'Yoga im Stuhl' : 'Singen für alle';
    await page.goto(`${hub.url}/entries/new`);
    await page.getByRole('link', { name: 'Veranstaltung' }).click();
    await page.getByLabel('Titel').first().fill(title);
    await page.getByLabel('Datum', { exact: true }).fill('2026-11-24');
    await page.getByLabel('Beginn').fill('10:00');
    await page.getByLabel('Ende', { exact: true }).fill('11:30');
    await page.getByLabel('Wie oft').selectOption('weekly');
    await page.getByRole('group', { name: 'An diesen Tagen' }).getByLabel('Dienstag').check();
    await page.locator('summary', { hasText: /^Bild$/ }).click();
    await page.getByLabel('Bild auswählen').setInputFiles({ name: 'stuhl.png', mimeType: 'image/png', buffer: greySquare });
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    // What is missing is said beside its field, and the list of errors leads there.
    const link = page.getByRole('alert').getByRole('link');
    assert.match(await link.innerText(), /was auf dem Bild zu sehen ist/);
    await link.click();
    assert.match(page.url(), /#f-image$/);
    assert.deepEqual(javaScriptEnabled ? await findings(page) : [], []);
    await page.locator('[name="image.alt.de"]').fill('Ein Stuhl in einem hellen Raum');
    if (!(await page.locator('[name="image.asset"]').getAttribute('value'))) assert.fail('the picture was forgotten');
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    assert.match(await said(page), /angelegt/);
    const entry = hub.entry(title === 'Yoga im Stuhl' ? 'yoga-im-stuhl' : 'singen-fuer-alle');
    assert.equal(entry.rrule, 'FREQ=WEEKLY;BYDAY=TU');
    assert.equal(entry.start, '2026-11-24T10:00');
    assert.equal(entry.end, '2026-11-24T11:30');
    assert.match(entry.image.asset, /^[0-9a-f]{64}\.png$/);
    await assert.doesNotReject(page.getByText('jeden Dienstag').first().waitFor({ state: 'attached' }));
    assert.match(await page.content(), /24\.11\.2026, 1\.12\.2026, 8\.12\.2026/);
    await page.context().close();
  });
}

test('opening hours are filled into a grid and said back in German', async () => {
  const page = await open(widths.wide);
  await page.goto(`${hub.url}/entries/new/service`);
  await page.getByLabel('Titel').first().pressSequentially('Nähstube');
  await page.getByText('8 von 80 Zeichen').waitFor(); // the limit, while it is typed
  for (const day of ['Montag', 'Mittwoch']) {
    await page.getByLabel(`${day}, von`).first().fill('09:00');
    await page.getByLabel(`${day}, bis`).first().fill('12:00');
  }
  await page.getByLabel('Telefon').fill('0711 / 123 45-67');
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  await page.getByText('Auf der Tafel steht: Montag und Mittwoch 9:00 bis 12:00 Uhr').waitFor();
  const entry = hub.entry('naehstube');
  assert.equal(entry.opening_hours, 'Mo,We 09:00-12:00');
  assert.equal(entry.telephone, '+49 711 123 45 67');
  await page.context().close();
});

test('the same number twice is asked about before it is saved', async () => {
  const page = await open(widths.wide);
  await page.goto(`${hub.url}/entries/new/service`);
  await page.getByLabel('Titel').first().fill('Noch eine Pflegeberatung');
  await page.getByLabel('Telefon').fill(hub.entry('pflegestuetzpunkt-sued').telephone.replace('+49 ', '0'));
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  await page.getByRole('alert').getByText('Gibt es das schon?').waitFor();
  assert.equal(await page.getByRole('alert').getByRole('link').first().getAttribute('href'), '/entries/pflegestuetzpunkt-sued');
  assert.equal(hub.entry('noch-eine-pflegeberatung'), undefined);
  await page.getByLabel('Es ist etwas anderes').check();
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  await page.getByText('angelegt').waitFor();
  assert.ok(hub.entry('noch-eine-pflegeberatung'));
  await page.context().close();
});

test('whoever saves second sees both versions, and nothing is overwritten', async () => {
  const first = await open(widths.wide);
  const second = await open(widths.narrow);
  for (const page of [first, second]) await page.goto(`${hub.url}/entries/filmabend`);
  const before = hub.entry('filmabend');
  assert.ok(before, 'the sample has a film evening');
  await first.getByLabel('Titel').first().fill('Filmabend im Saal');
  await first.getByRole('button', { name: 'Veröffentlichen' }).click();
  await first.getByText('Gespeichert.').waitFor();
  await second.getByLabel('Titel').first().fill('Filmabend im Hof');
  await second.getByRole('button', { name: 'Veröffentlichen' }).click();
  await second.getByRole('alert').getByText('Jemand war schneller').waitFor();
  assert.equal(hub.entry('filmabend').name.de ?? hub.entry('filmabend').name, 'Filmabend im Saal');
  assert.equal(await second.getByLabel('Titel').first().inputValue(), 'Filmabend im Hof');
  assert.deepEqual(await findings(second), []);
  await second.getByRole('button', { name: 'Veröffentlichen' }).click();
  await second.getByText('Gespeichert.').waitFor();
  assert.equal(hub.entry('filmabend').name.de ?? hub.entry('filmabend').name, 'Filmabend im Hof');
  await first.context().close();
  await second.context().close();
});

test('any change is undone with one tap, and earlier versions come back', async () => {
  const page = await open(widths.wide);
  const before = hub.entry('demenzberatung');
  await page.goto(`${hub.url}/entries/demenzberatung`);
  await page.getByLabel('Telefon').fill('abends');
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  assert.match(await page.getByRole('alert').innerText(), /Das ist keine Telefonnummer/);
  await page.getByLabel('Telefon').fill('0711 998877');
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  await page.getByRole('button', { name: 'Rückgängig machen' }).click();
  await page.getByText('Rückgängig gemacht.').waitFor();
  assert.deepEqual(hub.entry('demenzberatung'), before);
  assert.match(await page.locator('main').innerText(), /Telefon[\s\S]*\+49 711 998877/);
  await page.getByRole('button', { name: 'Zu dieser Fassung zurück' }).first().click();
  assert.equal(hub.entry('demenzberatung').telephone, '+49 711 998877');
  await page.context().close();
});

test('the bin gives back what was put into it', async () => {
  const page = await open(widths.wide);
  const before = hub.entry('energieberatung') ?? hub.entry('hausnotruf-beratung');
  await page.goto(`${hub.url}/entries/${before.id}`);
  await page.getByRole('button', { name: 'In den Papierkorb' }).click();
  await page.getByText('liegt im Papierkorb').waitFor();
  assert.equal(hub.entry(before.id), undefined);
  await page.getByRole('link', { name: 'Papierkorb' }).click();
  await page.getByRole('button', { name: /zurückholen/ }).click();
  await page.getByText('ist wieder da').waitFor();
  assert.deepEqual(hub.entry(before.id), before);
  await page.context().close();
});

test('several entries at once: checked today', async () => {
  const page = await open(widths.wide);
  await page.goto(`${hub.url}/entries?kind=organization`);
  await page.getByLabel('Alle auf dieser Seite').check();
  await page.getByLabel('Was soll geschehen?').selectOption('verified');
  await page.getByRole('button', { name: 'Ändern' }).click();
  await page.getByText(/\d+ geändert, 0 zur Freigabe/).waitFor();
  const dates = new Set(hub.run('export').split('\n').filter(Boolean).map((line) => JSON.parse(line))
    .filter((entry) => entry.kind === 'organization').map((entry) => entry.verified));
  assert.deepEqual([...dates], ['2026-11-21']);
  await page.context().close();
});

test('what an editor proposes is published when an admin takes it', async () => {
  const invited = await openPage(browser);
  await join_(invited, hub, 'editor', 'Bela Berg');
  await invited.goto(`${hub.url}/entries/reparatur-cafe`);
  await invited.getByText('ansehen, aber nicht ändern').waitFor(); // of an organization that is not hers
  assert.equal((await invited.goto(`${hub.url}/people`)).status(), 403);
  const admin = await open(widths.wide);
  await admin.goto(`${hub.url}/people`);
  await admin.getByRole('link', { name: 'Bela Berg ändern' }).click();
  const organization = hub.entry('reparatur-cafe').provider;
  await admin.locator(`input[value="${organization}"]`).check();
  await admin.getByRole('button', { name: 'Speichern' }).click();
  await invited.goto(`${hub.url}/entries/reparatur-cafe`);
  await invited.getByLabel('Titel').first().fill('Reparatur-Café mit Kaffee');
  await invited.getByRole('button', { name: 'Zur Freigabe vorlegen' }).click();
  await invited.getByText('wartet jetzt auf die Freigabe').waitFor();
  assert.notEqual(hub.entry('reparatur-cafe').name.de, 'Reparatur-Café mit Kaffee');
  await admin.goto(`${hub.url}/approvals`);
  assert.deepEqual(await findings(admin), []);
  await admin.getByRole('button', { name: 'Reparatur-Café mit Kaffee freigeben' }).click();
  await admin.getByText('Freigegeben.').waitFor();
  assert.equal(hub.entry('reparatur-cafe').name.de, 'Reparatur-Café mit Kaffee');
  await invited.context().close();
  await admin.context().close();
});
