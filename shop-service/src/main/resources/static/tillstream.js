// Tillstream on the pages of any shop that sells through Stripe: links each sale with its visitor. See docs/any-shop.md.
// Browsers get it without comments and indentation.
(() => {
  'use strict';
  const tag = document.currentScript;
  if (!tag || window.tillstream) return;
  const data = tag.dataset;
  const { hostname, origin } = location;
  const server = (path) => new URL(path, tag.src).href;
  const parameter = (name, form) => (form.exec(new URLSearchParams(location.search).get(name)) || [])[0];
  const sessionId = parameter('session_id', /^cs_(test|live)_\w+$/);
  const fbclid = parameter('fbclid', /^[\w-]{1,500}$/);
  const stripe = ['https://buy.stripe.com'].concat((data.links || '').split(/[\s,]+/));
  const LINKS = 'a[href],stripe-buy-button,stripe-pricing-table';
  const OWN = '_tillstream';
  const GRANTED = 'granted';
  const DENIED = 'denied';
  const WAIT = 'wait';

  const random = (size) =>
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(size))))
      .replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

  // Cookies, on the broadest domain that the browser allows: it refuses public suffixes.
  const read = (name) => (document.cookie.match('(?:^|; )' + name + '=([^;]*)') || [])[1] || '';
  const put = (name, value, days, domain) => {
    document.cookie = name + '=' + value + '; path=/; SameSite=Lax; max-age=' + days * 86400 +
      (domain && '; domain=' + domain) + (origin[4] === 's' ? '; Secure' : '');
  };
  // The last is the host alone. An IP address has no parent domain.
  const domains = (/^[\d.]+$|:/.test(hostname) ? [] : hostname.split('.'))
    .map((_, at, labels) => labels.slice(at).join('.')).reverse().slice(1).concat('');
  const remove = (name) => domains.forEach((domain) => put(name, '', 0, domain));
  // Returns the domain. Removes older ones first: a cookie of a longer domain would hide the new one.
  const write = (name, value, days) => {
    remove(name);
    return domains.find((domain) => put(name, value, days, domain) || read(name) === value);
  };

  // Storage of the tab; it may be blocked.
  const tab = (key, value) => {
    try {
      if (value != null) sessionStorage[key] = value;
      return sessionStorage[key];
    } catch {}
  };

  // In memory before consent, then in a cookie. The token proves that a later message comes from the same browser.
  const stored = read(OWN);
  const [reference, token] =
    (/^ts_[\w-]{22}\.[\w-]{43}$/.test(stored) ? stored : 'ts_' + random(16) + '.' + random(32)).split('.');

  // The context, sent whenever it has changed.
  let last;
  let rejected;
  let queue = Promise.resolve();
  const deliver = () => {
    const context = { reference, token, consent: choice };
    if (choice !== DENIED) {
      context.url = origin + location.pathname;
      context.language = navigator.language;
    }
    if (allowed) {
      context.referrer = tab(OWN);
      context.fbp = read('_fbp');
      context.fbc = read('_fbc');
    }
    const body = JSON.stringify(context);
    if (body === last) return;
    last = body;
    const failed = () => last === body && (last = '');
    return fetch(server('contexts'), { method: 'POST', body, keepalive: true, credentials: 'omit' })
      .then((answer) => {
        if (answer.ok) return;
        // Not the same again at once: the server may have too many.
        rejected = body;
        setTimeout(failed, 10000);
      }, failed);
  };
  // One after the other, so that an older one never arrives last.
  const send = () => {
    queue = queue.then(deliver);
  };

  // What each source says of consent. A refusal wins. WAIT: a consent tool has not heard the visitor yet.
  const said = { stored: stored && (stored === DENIED ? DENIED : GRANTED) };
  let choice = null;
  let allowed = false;
  const decide = () => {
    const words = Object.values(said);
    const before = choice + allowed;
    choice = navigator.globalPrivacyControl || words.includes(DENIED) ? DENIED : words.includes(GRANTED) ? GRANTED : null;
    allowed = choice === GRANTED || (!choice && data.consent === 'assumed' && !words.includes(WAIT));
    if (before === choice + allowed) return;
    if (choice === DENIED) {
      remove('_fbp');
      remove('_fbc');
      write(OWN, DENIED, 180);
      tab(OWN, '');
    }
    if (allowed) remember();
    send();
  };
  const say = (source, word) => {
    // A refusal is remembered until the visitor agrees.
    if (word === GRANTED || (word && said.stored === GRANTED)) delete said.stored;
    said[source] = word;
    decide();
  };
  const remember = () => {
    const domain = write(OWN, reference + '.' + token, 30) || hostname;
    const id = (value) => 'fb.' + (domain.split('.').length - 1) + '.' + Date.now() + '.' + value;
    if (!read('_fbp')) write('_fbp', id(1e9 + (crypto.getRandomValues(new Uint32Array(1))[0] % 1e9)), 90);
    if (fbclid && read('_fbc').split('.')[3] !== fbclid) write('_fbc', id(fbclid), 90);
    const from = document.referrer && new URL(document.referrer).origin;
    if (from && from !== origin && !stripe.includes(from) && !/\.stripe\.com$/.test(from)) tab(OWN, from);
    loadPixel();
    ask(0);
  };

  // The Pixel itself, where the tag asks for it.
  const loadPixel = () => {
    if (!data.pixel || window.fbq) return;
    if (sessionId) {
      // The Pixel sends the page's address, and a session's id is confidential.
      const url = new URL(location);
      url.searchParams.delete('session_id');
      history.replaceState(history.state, '', url);
    }
    const fbq = (window.fbq = window._fbq = function () {
      fbq.callMethod ? fbq.callMethod.apply(fbq, arguments) : fbq.queue.push(arguments);
    });
    fbq.push = fbq;
    fbq.loaded = true;
    fbq.version = '2.0';
    fbq.queue = [];
    const script = document.createElement('script');
    script.async = true;
    script.src = data.pixelScript || 'https://connect.facebook.net/en_US/fbevents.js';
    document.head.append(script);
    fbq('init', data.pixel);
    fbq('track', 'PageView');
  };

  // The Purchase on the thanks page, once. Waits for the payment, and for the page's own Pixel.
  let asking;
  const ask = (tries) => {
    if (!sessionId || tab(sessionId) || (asking && !tries)) return;
    asking = true;
    const later = () => {
      if (tries < 6) setTimeout(ask, 1000 << tries, tries + 1);
    };
    if (!allowed || !window.fbq) return later();
    fetch(server('v1/purchases') + '?session_id=' + sessionId + '&reference=' + reference, { credentials: 'omit' })
      .then((answer) => answer.json())
      .then(({ state, eventId, value, currency }) => {
        if (state === 'waiting') return later();
        tab(sessionId, state);
        if (eventId) window.fbq('track', 'Purchase', { value, currency }, { eventID: eventId });
      })
      .catch(later);
  };

  // The reference on what leads to Stripe, unless the page has set its own.
  const mark = (element) => {
    if (!element.matches || !element.matches(LINKS)) return;
    if (!element.href) {
      if (!element.getAttribute('client-reference-id')) element.setAttribute('client-reference-id', reference);
    } else if (stripe.includes(element.origin) && !/[?&]client_reference_id=/.test(element.search)) {
      element.search += (element.search && '&') + 'client_reference_id=' + reference;
    }
  };
  const markAll = (root) => root.querySelectorAll(LINKS).forEach(mark);

  // Google Consent Mode. A default that denies means: not heard yet. One that grants is no answer of the visitor.
  const google = {};
  const note = (entry) => {
    // Tags push all kinds of objects; only gtag's are wanted.
    if (entry && entry[0] === 'consent' && entry[2]) heard(entry[1], entry[2]);
  };
  const heard = (kind, signals) => {
    ['ad_storage', 'ad_user_data'].forEach((name) => {
      const word = signals[name];
      if (kind === 'update') google[name] = word || google[name];
      else if (word === DENIED) google[name] = WAIT;
    });
    const word = [DENIED, WAIT, GRANTED].find((each) => Object.values(google).includes(each));
    if (word) say('google', word);
  };
  // IAB's TCF 2.2: purpose 1 is storage, 7 is measurement of advertising.
  const tcf = () => {
    if (said.tcf || !window.__tcfapi) return;
    say('tcf', WAIT);
    window.__tcfapi('addEventListener', 2, (answer, works) => {
      if (!works) return;
      const { gdprApplies, eventStatus, purpose } = answer;
      const { consents = {} } = purpose || {};
      const known = /^(tcloaded|useractioncomplete)$/.test(eventStatus);
      // Where the GDPR does not apply nobody was asked, which is no answer.
      say('tcf', gdprApplies === false ? null : !known ? WAIT : consents[1] && consents[7] ? GRANTED : DENIED);
    });
  };

  const consent = (word) => say('page', word === true || word === GRANTED ? GRANTED : DENIED);
  window.tillstream = { consent, reference };
  [window, document].forEach((target) => target.addEventListener('tillstream:consent', (event) => consent(event.detail)));
  const layer = (window.dataLayer = window.dataLayer || []);
  const push = layer.push;
  layer.push = function () {
    for (const entry of arguments) note(entry);
    return push.apply(layer, arguments);
  };
  layer.forEach(note);
  tcf();
  addEventListener('load', tcf);
  decide();
  send();

  markAll(document);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    mark(node);
    if (node.querySelectorAll) markAll(node);
  }))).observe(document, { childList: true, subtree: true });
  ['click', 'auxclick'].forEach((name) => addEventListener(name, (event) => {
    event.composedPath().forEach(mark);
    send();
  }, true));
  document.addEventListener('visibilitychange', send);
  // The page may be gone before an earlier message is answered.
  addEventListener('pagehide', () => {
    if (last === rejected) last = rejected = '';
    deliver();
  });
})();
