// The shop's own consent banner. It tells other scripts of the page the visitor's choice, on each page.
(() => {
  const KEY = 'paper-moon-consent';
  const banner = document.getElementById('consent');
  const say = (choice) => document.dispatchEvent(new CustomEvent('tillstream:consent', { detail: choice }));
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  banner.addEventListener('click', (event) => {
    const choice = event.target.dataset.consentChoice;
    if (!choice) return;
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Without storage the banner asks again on the next page.
    }
    banner.hidden = true;
    say(choice);
  });
  document.querySelector('[data-consent-again]').addEventListener('click', () => {
    banner.hidden = false;
    banner.querySelector('button').focus();
  });

  if (kept()) say(kept());
  else banner.hidden = false;
})();
