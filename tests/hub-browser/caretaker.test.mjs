// A caretaker's afternoon, with a real board beside: with a pointer, and again with the keyboard alone. Each change is on the board
// within a minute.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Scene, openPage, findings, password } from './hub.mjs';
import { Board } from './board.mjs';
import { Keyboard, Pointer } from './hands.mjs';

let scene;

before(async () => { scene = await Scene.open(); });
after(() => scene?.close());

// 64 by 48 points of a colour that nothing else on the board has.
const magenta = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwAQMAAACbhe5cAAAAA1BMVEX/AP804Oa6AAAADklEQVR42mNgGAVDCQAAAbAAAYw4X18AAAAASUVORK5CYII=', 'base64');

// How much of a picture of the page is magenta.
const magentaPoints = (image) => image.evaluate(async (node) => {
  await node.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: node.naturalWidth, height: node.naturalHeight });
  const context = canvas.getContext('2d');
  context.drawImage(node, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) count += data[i] > 230 && data[i + 1] < 30 && data[i + 2] > 230;
  return count;
});

const flows = {
  'a pointer': { Hand: Pointer, title: 'Yoga im Stuhl', id: 'yoga-im-stuhl', service: 'demenzberatung', number: '030 23125 998', word: 'trommelkreis', telephone: '030 23125 990' },
  'the keyboard alone': { Hand: Keyboard, title: 'Singen im Hof', id: 'singen-im-hof', service: 'wohnberatung', number: '030 23125 997', word: 'klavierstimmer', telephone: '030 23125 991' },
};

for (const [name, { Hand, title, id, service, number, word, telephone }] of Object.entries(flows)) {
  test(`sign in, pair, an event with a picture, a report, a missing word, undo: with ${name}`, async (context) => {
    const { hub, browser } = scene;
    const board = await Board.start(hub);
    const page = await openPage(browser);
    const hand = new Hand(page);
    context.after(async () => {
      await page.context().close();
      await board.close();
    });
    const button = (label) => page.getByRole('button', { name: label }).first();
    const link = (label) => page.getByRole('link', { name: label }).first();
    const field = (label) => page.getByLabel(label, { exact: true }).first();
    const said = async (text) => { // or what is wrong instead
      await page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: /./ }).first().waitFor();
      assert.match(await page.locator('main').innerText(), text);
    };
    const step = async (what, take) => {
      try {
        await take();
      } catch (error) {
        throw new Error(`a caretaker ${what}: ${error.message}`, { cause: error });
      }
    };

    await step('signs in', async () => {
      await page.goto(`${hub.url}/sign-in`);
      await hand.fill(field('E-Mail'), 'admin@beispiel.de');
      await hand.fill(field('Passwort'), password);
      await hand.press(button('Anmelden'));
      await page.waitForURL(`${hub.url}/`);
    });

    await step('pairs a kiosk by the code that its board shows', async () => {
      const code = await board.code();
      await hand.press(link('Tafeln'));
      await hand.press(link('Neue Tafel verbinden'));
      await hand.fill(page.getByLabel('Code').first(), code);
      await hand.fill(page.getByLabel('Name').first(), `Foyer ${name}`);
      await hand.press(button('Verbinden'));
      await board.hasContent();
    });

    await step('puts in a weekly event with a picture, sees the preview, publishes', async () => {
      await hand.press(link('Inhalte'));
      await hand.press(link('Neuer Eintrag'));
      await hand.press(link('Veranstaltung'));
      await hand.fill(page.locator('[name="name.de"]'), title);
      await hand.date(field('Datum'), '2026', '12', '12');
      await hand.time(field('Beginn'), '10', '00');
      await hand.time(field('Ende'), '11', '30');
      await hand.choose(field('Wie oft'), 'jede Woche');
      await hand.tick(page.getByRole('group', { name: 'An diesen Tagen' }).getByLabel('Samstag'));
      await page.locator('.preview img').waitFor(); // while it is typed
      await hand.press(page.locator('summary', { hasText: /^Bild$/ }));
      await hand.upload(field('Bild auswählen'), { name: 'bild.png', mimeType: 'image/png', buffer: magenta });
      await hand.fill(page.locator('[name="image.alt.de"]'), 'Eine leuchtende Fläche');
      await hand.press(button('Als Entwurf sichern'));
      await said(/Auf den Tafeln ändert sich nichts/);
      assert.ok(await magentaPoints(page.locator('.preview img')) > 500, 'the picture is in the preview');
      assert.equal(hub.entry(id), undefined);
      assert.deepEqual(await findings(page), []);
      await hand.press(button('Veröffentlichen'));
      await said(/Die Tafeln zeigen es/);
      assert.equal(hub.entry(id).rrule, 'FREQ=WEEKLY;BYDAY=SA');
      assert.equal(hub.entry(id).start, '2026-12-12T10:00');
      await board.finds(title.toLowerCase(), title);
      await board.until([`show entry ${id}`], (text) => text === 'Eine leuchtende Fläche', 'the words of its picture');
    });

    await step('corrects a number that a visitor reported', async () => {
      await board.do(`show entry ${service}`, 'tap button "Stimmt etwas nicht?"', 'tap button "Telefonnummer"', 'tap button "Abschicken"',
        'expect heading "Danke für Ihren Hinweis"');
      await hand.press(link('Post'));
      const report = page.getByRole('row').filter({ hasText: 'Telefon stimmt nicht' }).getByRole('link');
      for (let i = 0; i < 100 && await report.count() === 0; i++) await page.reload();
      await hand.press(report.first());
      await page.waitForURL(new RegExp(`/entries/${service}(#.*)?$`));
      await hand.fill(page.locator('[name=telephone]'), number);
      await hand.press(button('Veröffentlichen'));
      await said(/Gespeichert/);
      await hand.press(button(/^Meldung zu .* erledigt$/));
      await said(/Erledigt/);
      assert.equal(await report.count(), 0);
      await board.until([`show entry ${service}`], (text) => text === number, number);
    });

    await step('makes an entry of a word that visitors miss', async () => {
      for (let i = 0; i < 3; i++) await board.searchInVain(word);
      const make = link(`Eintrag anlegen für ${word}`);
      await hand.press(link('Post'));
      for (let i = 0; i < 100 && await make.count() === 0; i++) await page.reload();
      await hand.press(make);
      assert.equal(await page.locator('[name="name.de"]').inputValue(), word);
      await hand.fill(page.locator('[name="name.de"]'), word[0].toUpperCase() + word.slice(1));
      await hand.fill(page.locator('[name=telephone]'), telephone);
      await hand.press(button('Veröffentlichen'));
      await said(/angelegt/);
      await board.finds(word, word[0].toUpperCase() + word.slice(1));
    });

    await step('takes the last change back', async () => {
      const before = hub.entry(service).telephone;
      await hand.press(link('Inhalte'));
      await hand.fill(field('Titel enthält'), hub.entry(service).name.de);
      await hand.press(button('Suchen'));
      await hand.press(link(hub.entry(service).name.de));
      await hand.fill(page.locator('[name=telephone]'), '030 23125 111');
      await hand.press(button('Veröffentlichen'));
      await board.until([`show entry ${service}`], (text) => text === '030 23125 111', 'the wrong number');
      await hand.press(button('Rückgängig machen'));
      await said(/Rückgängig gemacht/);
      assert.equal(hub.entry(service).telephone, before);
      await board.until([`show entry ${service}`], (text) => text === number, 'the number from before');
      assert.deepEqual(page.complaints, []);
    });
  });
}
