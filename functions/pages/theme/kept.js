// Keeps what is typed into a form in this browser, until the server has taken it (docs/decisions/0026).

const WEEK = 7 * 24 * 60 * 60 * 1000;
const PREFIX = 'kept ';
const { taken } = document.currentScript.dataset;

/**
 * @param all texts of all tabs by form, each after the time of its last key.
 * @param own those of this tab, what it has sent last, and what of it was taken.
 */
function keepTexts(all, own) {
  const textIn = (store, key) => store.getItem(key)?.replace(/^\d+ /, '');
  const keep = (key, text) => {
    for (const store of [own, all]) {
      if (text) store.setItem(key, `${Date.now()} ${text}`);
      else store.removeItem(key);
    }
  };

  for (const key of Object.keys(all)) {
    const isOld = Number.parseInt(all.getItem(key), 10) < Date.now() - WEEK;
    if (key.startsWith(PREFIX) && isOld) all.removeItem(key);
  }

  const sent = JSON.parse(own.getItem('sent'));
  own.removeItem('sent');
  // A form that is taken is answered by a redirection, one that is refused never is.
  if (sent && taken !== undefined && performance.getEntriesByType('navigation')[0]?.redirectCount > 0) {
    for (const store of [own, all]) {
      // What was typed meanwhile is not what was sent.
      if (textIn(store, sent.key) === sent.text) store.removeItem(sent.key);
    }
    own.setItem('taken', sent.text);
  }

  for (const field of document.querySelectorAll('[data-kept]')) {
    const { form } = field;
    const key = `${PREFIX}${form.getAttribute('action')} ${form.elements.parentId?.value ?? ''}`;
    const settle = () => {
      const text = textIn(own, key);
      // Back shows the page as it was left: with the text that was taken.
      if (!text && field.value === own.getItem('taken')) field.value = field.defaultValue;
      if (text) field.value = text;
      // It was typed before this script was loaded.
      else if (field.value !== field.defaultValue) keep(key, field.value);
      else field.value = textIn(all, key) || field.value;
    };
    settle();
    addEventListener('pageshow', settle);
    field.addEventListener('input', () => keep(key, field.value));
    form.addEventListener('submit', () => own.setItem('sent', JSON.stringify({ key, text: field.value })));
  }
}

try {
  keepTexts(localStorage, sessionStorage);
} catch {
  // The browser lets pages keep nothing.
}
