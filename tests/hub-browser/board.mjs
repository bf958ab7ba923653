// A real board beside the hub: litfass-sync as it runs on a kiosk, and litfass driven over a pipe. LITFASS and LITFASS_SYNC name the
// built programs. The board's clock moves by "wait" alone, sync's by itself.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { root, clock } from './hub.mjs';

const app = process.env.LITFASS ?? join(root, 'build/debug/bin/litfass');
const sync = process.env.LITFASS_SYNC ?? join(root, 'build/debug/bin/litfass-sync');
const environment = { ...process.env, SDL_VIDEODRIVER: 'dummy', TZ: 'UTC', LC_ALL: 'C.UTF-8' };

export class Board {
  static async start(hub) {
    const board = new Board();
    board.folder = mkdtempSync(join(tmpdir(), 'litfass-board-'));
    const file = (name) => join(board.folder, name);
    mkdirSync(file('spool'));
    writeFileSync(file('sync.ini'), `[feed]\npoll_s = 1\n[hub]\nurl = ${hub.url.replace('localhost', '127.0.0.1')}/\nheartbeat_s = 1\n` +
      `[cache]\npath = ${file('cache.db')}\n[spool]\npath = ${file('spool')}\n[device]\nhealth = ${file('none')}\n`);
    board.errors = '';
    board.sync = board.spawn(sync, ['run', '--config', file('sync.ini'), '--clock', clock]);
    board.app = board.spawn(app, ['play', '-', '--clock', clock, '--cache', file('cache.db'), '--spool', file('spool')]);
    board.said = '';
    board.app.stdout.on('data', (text) => { board.said += text; board.heard?.(); });
    board.spoken = 0;
    await board.do('size 1280x800 10.1in'); // fewer points to draw than on a large one
    return board;
  }

  spawn(program, words) {
    const child = spawn(program, words, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stderr.on('data', (text) => { this.errors += text; });
    child.stdin.on('error', () => {}); // what it said instead is in `errors`
    child.gone = new Promise((done) => child.once('exit', done));
    child.gone.then(() => this.heard?.());
    return child;
  }

  // Carries lines out and gives what they print. Fails when the app ended: then an expectation of the lines did not hold.
  async do(...lines) {
    const mark = `done ${++this.spoken}\n`;
    this.app.stdin.write(lines.map((line) => `${line}\n`).join('') + `say "${mark.trim()}"\n`);
    while (!this.said.endsWith(mark)) {
      assert.equal(this.app.exitCode, null, `the board ended at ${lines.join(', ')}: ${this.errors}`);
      await new Promise((done) => { this.heard = done; });
    }
    const answer = this.said.slice(0, -mark.length);
    this.said = '';
    return answer;
  }

  // What a visitor can read now: names and values of everything that is shown.
  async words(...lines) {
    const { nodes } = JSON.parse(await this.do(...lines, 'tree -'));
    return nodes.flatMap((node) => [node.name, node.value]).filter(Boolean).map((text) => text.replaceAll('\u00a0', ' '));
  }

  // Looks at `show` until words fit: within the minute that a caretaker is promised. A touch keeps posters away.
  async until(show, fits, what) {
    const begin = Date.now();
    for (;;) {
      const words = await this.words('wait 1s', 'down 1 1 1', 'up 1 1 1', ...show);
      const found = words.find(fits);
      if (found) return found;
      assert.ok(Date.now() - begin < 60_000, `the board does not show ${what} after a minute, but ${words.join(' | ')}; ${this.errors}`);
      await sleep(200);
    }
  }

  // The code that an unpaired board shows.
  code() { return this.until([], (text) => /^[0-9A-Z]{4} [0-9A-Z]{4}$/.test(text), 'a code'); }

  hasContent() { return this.until(['show home'], (text) => text === 'Heute im Quartier', 'its content'); }

  // Somebody looks for words until a title that begins like this is among the results.
  finds(words, title) {
    return this.until(['show agenda', 'tap button "Start"', 'tap button "Was suchen Sie?"', `type "${words}"`], (text) => text.startsWith(title), `'${title}' among the results`);
  }

  // Somebody looks for a word, finds nothing and walks away.
  searchInVain(word) { return this.do('show home', 'tap button "Was suchen Sie?"', `type "${word}"`, 'tap button "Start"', 'wait 125s'); }

  async close() {
    for (const child of [this.app, this.sync]) {
      child.kill('SIGTERM');
      await child.gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
