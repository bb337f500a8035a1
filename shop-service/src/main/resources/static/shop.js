// Improves the forms. All of them work without this file.
document.documentElement.classList.add('js');

const say = (text) => {
  const status = document.querySelector('[data-status]');
  status.textContent = '';
  requestAnimationFrame(() => { status.textContent = text; });
};

// Submits a field on change, which otherwise needs a button.
for (const field of document.querySelectorAll('[data-submit]')) {
  field.addEventListener('change', () => {
    if (field.checkValidity()) field.form.requestSubmit();
  });
}

// Adds to the cart without leaving the page.
for (const form of document.querySelectorAll('form[data-add]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const count = page.querySelector('[data-cart-count]').textContent;
      for (const each of document.querySelectorAll('[data-cart-count]')) each.textContent = count;
      const added = form.querySelector('[data-added]');
      // An empty cart means that the browser blocked the cookie.
      added.textContent = count === '0' ? added.dataset.cookies : added.dataset.text;
    } catch {
      form.submit();
    } finally {
      button.disabled = false;
    }
  });
}

// Disables the buttons after one click. A page restored from the browser's cache can be used again.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', () => {
    setTimeout(() => { for (const each of form.querySelectorAll('button')) each.disabled = true; });
  });
}
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll('form[data-once] button')) button.disabled = false;
});

// Waits for a payment: asks soon, then less and less often, and not while the page is hidden.
const waiting = document.querySelector('[data-waiting]');
if (waiting) {
  const ask = async (pause) => {
    if (!document.hidden) {
      try {
        const answer = await fetch(waiting.dataset.stateUrl, { cache: 'no-store' });
        const { state } = await answer.json();
        if (state && state !== waiting.dataset.state) {
          say('');
          location.reload();
          return;
        }
      } catch {
        // The shop does not answer; the next request may succeed.
      }
    }
    setTimeout(ask, pause, Math.min(pause * 1.6, 60000));
  };
  setTimeout(ask, 1000, 1600);
}
