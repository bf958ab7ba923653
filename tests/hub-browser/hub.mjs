// A hub in a scratch folder and a browser that looks at it. LITFASS_HUB names the built program, CHROMIUM the browser.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, readFileSync, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.LITFASS_HUB ?? join(root, 'build/debug/bin/litfass-hub');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const clock = '2026-11-21T14:32'; // a Saturday, the third one of its month
export const widths = { narrow: { width: 320, height: 640 }, wide: { width: 1440, height: 900 } };
export const password = 'Lampe Radio Werkstatt';

// Ends with its process; `close` waits for that.
export class Hub {
  static async start({ sample = true } = {}) {
    const hub = new Hub();
    hub.folder = mkdtempSync(join(tmpdir(), 'litfass-hub-'));
    hub.run('init', '--name', 'Treffpunkt Südstadt');
    if (sample) {
      const files = readdirSync(join(root, 'assets/sample')).filter((name) => name.endsWith('.jsonl')).map((name) => join(root, 'assets/sample', name));
      hub.run('import', '--clock', clock, ...files);
    }
    hub.run('publish', '--clock', clock);
    await hub.serve();
    return hub;
  }

  run(command, ...options) {
    return execFileSync(program, [command, '--dir', this.folder, ...options], { encoding: 'utf8' });
  }

  serve() {
    this.process = spawn(program, ['serve', '--dir', this.folder, '--port', '0', '--json', '--clock', clock], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.log = '';
    this.started = Date.now();
    this.process.stderr.on('data', (text) => { this.log += text; });
    return new Promise((found, failed) => {
      let text = '';
      this.process.stdout.on('data', (piece) => {
        text += piece;
        const line = /"feed":"(http:[^"]*)feed\//.exec(text);
        if (line) found(this.url = line[1].replace('127.0.0.1', 'localhost').replace(/\/$/, ''));
      });
      this.process.on('exit', (code) => failed(new Error(`serve ended with ${code}: ${this.log}`)));
    });
  }

  // What its clock shows, in ms since 1970.
  now() { return Date.parse(`${clock}+01:00`) + Date.now() - this.started; }

  invitation(role = 'admin', email = `${role}@beispiel.de`) {
    return this.url + JSON.parse(this.run('invite', '--email', email, '--role', role, '--json', '--clock', clock)).link;
  }

  entry(id) {
    return this.run('export').split('\n').filter(Boolean).map((line) => JSON.parse(line)).find((entry) => entry.id === id);
  }

  async close() {
    const gone = new Promise((done) => this.process.removeAllListeners('exit').once('exit', done));
    this.process.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function findBrowser() {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path));
  assert.ok(found, 'there is no chromium (Debian package chromium)');
  return found;
}

export function openBrowser() {
  return chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu', '--lang=de-DE'] });
}

// A page whose errors count: a script that fails or a policy that bites is a defect.
export async function openPage(browser, size = widths.wide, options = {}) {
  const context = await browser.newContext({ viewport: size, locale: 'de-DE', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(60_000); // a busy machine is slow, not wrong
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) page.complaints.push(message.text()); });
  return page;
}

export async function join_(page, hub, role = 'admin', name = 'Aylin Kaya', email = undefined) {
  await page.goto(hub.invitation(role, email));
  await page.getByLabel('Name').fill(name);
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
  await page.getByRole('button', { name: 'Los geht es' }).click();
  await page.waitForURL(`${hub.url}/`);
}

// A hub, a browser, and an admin who is signed in on each page that `open` makes.
export class Scene {
  static async open({ browser, ...options } = {}) {
    const scene = new Scene();
    try {
      scene.hub = await Hub.start(options);
      scene.owned = browser ? undefined : await openBrowser();
      scene.browser = browser ?? scene.owned;
      const page = await openPage(scene.browser);
      await join_(page, scene.hub);
      const storageState = await page.context().storageState();
      await page.context().close();
      scene.open = (size, options = {}) => openPage(scene.browser, size, { storageState, ...options });
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  async close() {
    await this.owned?.close();
    await this.hub?.close();
  }
}

const standards = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// What can differ where only the words are others.
export const wordRules = { type: 'rule', values: ['html-has-lang', 'html-lang-valid', 'valid-lang', 'document-title', 'button-name',
  'link-name', 'label', 'label-content-name-mismatch', 'image-alt', 'aria-input-field-name', 'select-name', 'summary-name'] };

// What axe finds, as lines; nothing is what we want. Also: no sideways scrolling. Looking at colours costs axe most of its time.
export async function findings(page, { colours = true, rules = standards } = {}) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
  const skipped = colours || rules.type === 'rule' ? {} : { rules: { 'color-contrast': { enabled: false } } };
  const result = await page.evaluate((options) => globalThis.axe.run(document, options), { resultTypes: ['violations'], runOnly: rules, ...skipped });
  const lines = result.violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(' ')} ${node.failureSummary.split('\n')[1] ?? ''}`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) lines.push(`${wide} px wider than the window`);
  return [...lines, ...page.complaints];
}
