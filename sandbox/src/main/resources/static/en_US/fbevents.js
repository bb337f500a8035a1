// A stand-in for Meta's Pixel script: takes over the base tag's queue and reports each event as an image request.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const fbq = window.fbq;
  let pixel;

  const cookie = (name) => document.cookie.split('; ').find((each) => each.startsWith(name + '='))?.slice(name.length + 1);
  if (!cookie('_fbp')) {
    const id = `fb.1.${Date.now()}.${Math.floor(Math.random() * 2 ** 31)}`;
    document.cookie = `_fbp=${id}; path=/; max-age=${90 * 86400}; SameSite=Lax`;
  }

  const report = (event, parameters = {}, options = {}) => {
    const query = new URLSearchParams({ id: pixel, ev: event, dl: location.origin + location.pathname });
    for (const [name, value] of Object.entries(parameters)) {
      query.set(`cd[${name}]`, typeof value === 'object' ? JSON.stringify(value) : value);
    }
    if (options.eventID) query.set('eid', options.eventID);
    query.set('fbp', cookie('_fbp') ?? '');
    fetch(`${origin}/tr/?${query}`, { mode: 'no-cors', keepalive: true });
  };

  fbq.callMethod = (command, ...rest) => {
    if (command === 'init') pixel = rest[0];
    if (command === 'track') report(...rest);
  };
  while (fbq.queue.length) fbq.callMethod(...fbq.queue.shift());
})();
