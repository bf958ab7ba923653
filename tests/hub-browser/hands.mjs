// Two ways to use a page: with a pointer, and with the keyboard alone. Both take playwright's locators.
import assert from 'node:assert/strict';

export class Pointer {
  constructor(page) { this.page = page; }
  async press(control) { await control.click(); }
  async fill(field, text) { await field.fill(text); }
  async date(field, year, month, day) { await field.fill(`${year}-${month}-${day}`); }
  async time(field, hour, minute) { await field.fill(`${hour}:${minute}`); }
  async choose(list, label) { await list.selectOption({ label }); }
  async tick(box) { await box.check(); }
  async upload(field, file) { await field.setInputFiles(file); }
}

// Nothing but keys: Tab and Shift+Tab until the focus stands there, as a person does.
export class Keyboard {
  constructor(page) { this.page = page; }

  async reach(target) {
    await target.waitFor({ state: 'attached' });
    const node = await target.elementHandle();
    const key = await node.evaluate((element) => (document.activeElement !== document.body &&
      document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'));
    for (let presses = 0; presses < 250; presses++) {
      if (await node.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    assert.fail(`the focus never came to ${target}`);
  }

  async press(control) {
    await this.reach(control);
    await this.page.keyboard.press('Enter');
  }

  async fill(field, text) {
    await this.reach(field);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  // The browser's own fields take their parts one after the other, in the order of its language, which need not be that of the page:
  // dates here have the same day and month, and morning is said for those who want it.
  async date(field, year, month, day) {
    assert.equal(day, month);
    await this.reach(field);
    await this.page.keyboard.type(`${day}${month}${year}`);
  }

  async time(field, hour, minute) {
    await this.reach(field);
    await this.page.keyboard.type(`${hour}${minute}AM`);
    assert.equal(await field.inputValue(), `${hour}:${minute}`);
  }

  async choose(list, label) { // letters lead to what begins with them
    await this.reach(list);
    await this.page.keyboard.type(label);
    assert.equal(await list.evaluate((node) => node.selectedOptions[0].label), label);
  }

  async tick(box) {
    await this.reach(box);
    await this.page.keyboard.press('Space');
    assert.ok(await box.isChecked());
  }

  async upload(field, file) {
    await this.reach(field);
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.keyboard.press('Enter');
    await (await chooser).setFiles(file);
  }
}
