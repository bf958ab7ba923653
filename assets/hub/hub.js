// What makes the hub's pages nicer where scripts run; without this file everything works.
// No framework, nothing from elsewhere, nothing inline: the policy of the page forbids it.
'use strict';

// Counts letters while they are typed. The words come with the field: data-count="von 80 Zeichen".
function countLetters(field) {
  const note = document.createElement('p');
  note.className = 'hint';
  const max = Number(field.dataset.max);
  const show = () => {
    const n = [...field.value.trim()].length;
    note.textContent = `${n} ${field.dataset.count}`;
    note.hidden = n === 0; // an empty form is calm
    note.classList.toggle('bad', n > max);
  };
  field.after(note);
  field.addEventListener('input', show);
  show();
}

// On a telephone the navigation folds away behind its button.
function foldMenu(button) {
  const bar = button.closest('.top-inner');
  bar.classList.add('with-menu');
  button.hidden = false;
  button.addEventListener('click', () => {
    button.setAttribute('aria-expanded', String(bar.classList.toggle('open')));
  });
}

// "Alle auswählen" for a list of boxes; it stands hidden in the page because without scripts it could do nothing.
function checkAll(box) {
  box.closest('[hidden]')?.removeAttribute('hidden');
  const boxes = () => document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.dataset.all)}"]`);
  box.addEventListener('change', () => boxes().forEach((other) => { other.checked = box.checked; }));
}

// Asks before the page is left with words that nobody saved.
function guardForm(form) {
  let changed = false;
  form.addEventListener('input', () => { changed = true; });
  form.addEventListener('submit', () => { changed = false; });
  window.addEventListener('beforeunload', (event) => { if (changed) event.preventDefault(); });
}

// Shows the picture of the board again, some time after the last change was typed: data-preview is the form's own address for it.
function refreshPreview(form) {
  const image = document.querySelector('.preview img');
  if (!image) return;
  let timer = 0;
  let running = null;
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.preview, { method: 'POST', body: new FormData(form), signal: running.signal });
      if (!answer.ok) return;
      const old = image.src;
      image.src = (await answer.json()).image;
      image.closest('[hidden]')?.removeAttribute('hidden');
      if (old.startsWith('blob:')) URL.revokeObjectURL(old);
    } catch (error) { /* the picture stays as it was */ }
  };
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 800); });
}

// "Noch eine Frage": a copy of the last row with the next number in its names, without what was written there.
function growList(list) {
  const button = list.querySelector('[data-add]');
  const renumber = (node, attribute, from) => node.setAttribute(attribute,
    node.getAttribute(attribute).replace(`${list.dataset.list}.${from}.`, `${list.dataset.list}.${from + 1}.`));
  button.hidden = false;
  button.addEventListener('click', () => {
    const rows = list.querySelectorAll('[data-row]');
    const from = rows.length - 1;
    const copy = rows[from].cloneNode(true);
    for (const attribute of ['id', 'for', 'name']) copy.querySelectorAll(`[${attribute}]`).forEach((node) => renumber(node, attribute, from));
    copy.querySelectorAll('input, textarea').forEach((field) => { field.value = ''; });
    copy.querySelectorAll('select').forEach((field) => { field.selectedIndex = 0; });
    const legend = copy.querySelector('legend');
    legend.textContent = legend.textContent.replace(String(from + 1), String(from + 2));
    rows[from].after(copy);
    copy.querySelector('input:not([type=hidden])').focus();
  });
}

document.querySelectorAll('[data-count]').forEach(countLetters);
document.querySelectorAll('.menu-button').forEach(foldMenu);
document.querySelectorAll('[data-all]').forEach(checkAll);
document.querySelectorAll('form[data-guard]').forEach(guardForm);
document.querySelectorAll('form[data-preview]').forEach(refreshPreview);
document.querySelectorAll('[data-list]').forEach(growList);
document.querySelector('.summary')?.focus();

// The other views of the board in the same place; without scripts each opens by itself.
document.querySelectorAll('.preview .choices a').forEach((link) => link.addEventListener('click', (event) => {
  event.preventDefault();
  document.querySelectorAll('.preview .choices a').forEach((other) => other.removeAttribute('aria-current'));
  link.setAttribute('aria-current', 'true');
  const image = document.querySelector('.preview img');
  image.removeAttribute('width');
  image.removeAttribute('height');
  image.src = link.href;
}));
