// Tillstream on the pages of any shop that sells through Stripe: links each sale with its visitor. See docs/any-shop.md.
// Browsers get it compiled, without comments and with short names.
(() => {
  'use strict';
  const tag = document.currentScript;
  // Before this script runs, a page may have put its visitor's answer into a list of this name.
  const early = window.tillstream;
  if (!tag || (early && early.reference)) return;
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
  // On what leads to Stripe for all visitors who have refused: it leads to nobody.
  const REFUSED = 'ts_' + '0'.repeat(22);

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

  // In memory before consent, then in a cookie. The token proves that a later message comes from the same browser. Behind them
  // stands how the visitor is known: '' has agreed, .a is assumed to. denied. stands before them until the server has heard it.
  let cookie;
  let reference;
  let token;
  const said = {};
  const open = () => {
    cookie = read(OWN);
    const [, refused, id, secret, assumed] = /^(denied\.)?(ts_[\w-]{22})\.([\w-]{43})(\.a)?$/.exec(cookie) || [];
    const fresh = cookie === DENIED || (!id && navigator.globalPrivacyControl) ? [REFUSED] : ['ts_' + random(16), random(32)];
    const before = reference;
    [reference, token] = id ? [id, secret] : fresh;
    said.stored = refused || cookie === DENIED ? DENIED : id && !assumed ? GRANTED : null;
    if (before) renew(before);
  };

  // The context, sent whenever it has changed.
  let last;
  let rejected;
  let queue = Promise.resolve();
  const deliver = () => {
    if (reference === REFUSED) return;
    // A yes of an earlier page does not undo a refusal that has come by another way since.
    const again = choice === GRANTED && Object.keys(said).every((source) => source === 'stored' || said[source] !== GRANTED);
    const context = { reference, token, consent: again ? 'remembered' : choice };
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
        if (answer.ok) {
          if (context.consent === DENIED && choice === DENIED) keep(DENIED, 180);
          return;
        }
        // Not the same again at once: the server may have too many.
        rejected = body;
        setTimeout(failed, 10000);
      }, failed);
  };
  // One after the other, so that an older one never arrives last.
  const send = () => {
    queue = queue.then(deliver);
  };

  const keep = (value, days) => {
    const domain = write(OWN, value, days);
    cookie = read(OWN);
    return domain;
  };

  // What each source says of consent. A refusal wins. WAIT: a consent tool has not heard the visitor yet.
  let choice = null;
  let allowed = false;
  let revoked;
  const decide = () => {
    const words = Object.values(said);
    const before = choice + allowed;
    choice = navigator.globalPrivacyControl || words.includes(DENIED) ? DENIED : words.includes(GRANTED) ? GRANTED : null;
    allowed = choice === GRANTED || (!choice && data.consent === 'assumed' && !words.includes(WAIT));
    if (before === choice + allowed) return;
    if (choice === DENIED) {
      remove('_fbp');
      remove('_fbc');
      keep(reference === REFUSED ? DENIED : DENIED + '.' + reference + '.' + token, 180);
      tab(OWN, '');
      if (window.fbq) window.fbq('consent', 'revoke');
      revoked = true;
    }
    if (allowed) remember();
    send();
  };
  const say = (source, word) => {
    // A refusal is remembered until the visitor agrees.
    if (word === GRANTED || (word && said.stored === GRANTED)) delete said.stored;
    said[source] = word;
    if (word === GRANTED && reference === REFUSED && !navigator.globalPrivacyControl) {
      [reference, token] = ['ts_' + random(16), random(32)];
      renew(REFUSED);
    }
    decide();
  };
  // The visitor may have answered in another tab, or before this page came back.
  const refresh = () => {
    if (read(OWN) === cookie) return;
    open();
    if (said.stored) delete said.page;
    choice = null;
    allowed = false;
    decide();
    send();
  };
  const remember = () => {
    const domain = keep(reference + '.' + token + (choice ? '' : '.a'), 30) || hostname;
    const id = (value) => 'fb.' + (domain.split('.').length - 1) + '.' + Date.now() + '.' + value;
    if (!read('_fbp')) write('_fbp', id(1e9 + (crypto.getRandomValues(new Uint32Array(1))[0] % 1e9)), 90);
    if (fbclid && read('_fbc').split('.')[3] !== fbclid) write('_fbc', id(fbclid), 90);
    const from = document.referrer && new URL(document.referrer).origin;
    if (from && from !== origin && !stripe.includes(from) && !/\.stripe\.com$/.test(from)) tab(OWN, from);
    if (revoked && window.fbq) window.fbq('consent', 'grant');
    revoked = false;
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
  // Another reference on what was marked before.
  const renew = (before) => {
    api.reference = reference;
    document.querySelectorAll(LINKS).forEach((element) => {
      if (element.getAttribute('client-reference-id') === before) element.setAttribute('client-reference-id', reference);
      const old = 'client_reference_id=' + before;
      if (element.search && element.search.includes(old)) {
        element.search = element.search.replace(old, 'client_reference_id=' + reference);
      }
    });
    last = '';
  };

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
  const api = { consent, push: consent };
  open();
  api.reference = reference;
  window.tillstream = api;
  [window, document].forEach((target) => target.addEventListener('tillstream:consent', (event) => consent(event.detail)));
  const layer = (window.dataLayer = window.dataLayer || []);
  if (Array.isArray(layer)) {
    const push = layer.push;
    layer.push = function () {
      for (const entry of arguments) note(entry);
      return push.apply(layer, arguments);
    };
    layer.forEach(note);
  }
  if (Array.isArray(early)) early.forEach(consent);
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
    refresh();
    event.composedPath().forEach(mark);
    send();
  }, true));
  document.addEventListener('visibilitychange', () => {
    refresh();
    send();
  });
  addEventListener('pageshow', refresh);
  // The page may be gone before an earlier message is answered.
  addEventListener('pagehide', () => {
    if (last === rejected) last = rejected = '';
    deliver();
  });
})();
