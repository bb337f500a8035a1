// Meta's Pixel: the base tag, and the events in the data-pixel-* attributes of the page.
// The layout includes this file only with consent.
(() => {
  const tag = document.currentScript;

  // A queue for calls until Meta's script has loaded, which then takes it over.
  const fbq = (window.fbq = function () {
    fbq.callMethod ? fbq.callMethod.apply(fbq, arguments) : fbq.queue.push(arguments);
  });
  window._fbq = fbq;
  fbq.push = fbq;
  fbq.loaded = true;
  fbq.version = '2.0';
  fbq.queue = [];
  const script = document.createElement('script');
  script.async = true;
  script.src = tag.dataset.scriptUrl;
  document.head.append(script);

  if (tag.dataset.limited === 'true') {
    // 0, 0: Meta locates the visitor, and limits its use in the states whose law requires it.
    fbq('dataProcessingOptions', ['LDU'], 0, 0);
  }
  const externalId = tag.dataset.externalId;
  fbq('init', tag.dataset.pixelId, externalId ? { external_id: externalId } : {});
  fbq('track', 'PageView');

  // data-pixel-contents is "sku:quantity:price", separated by commas; a quantity field of the form overrides it.
  const parameters = (element) => {
    const chosen = element.elements?.quantity?.valueAsNumber;
    const contents = element.dataset.pixelContents.split(',').map((line) => {
      const [id, quantity, price] = line.split(':');
      return { id, quantity: chosen || Number(quantity), item_price: Number(price) };
    });
    const sum = contents.reduce((total, each) => total + each.quantity * each.item_price, 0);
    return {
      value: Number(element.dataset.pixelValue ?? sum.toFixed(3)),
      currency: element.dataset.pixelCurrency,
      content_type: 'product',
      content_ids: contents.map((each) => each.id),
      contents,
      num_items: contents.reduce((total, each) => total + each.quantity, 0),
    };
  };
  const track = (element) => {
    const { pixelEvent, pixelEventId } = element.dataset;
    fbq('track', pixelEvent, parameters(element), pixelEventId ? { eventID: pixelEventId } : undefined);
  };
  for (const element of document.querySelectorAll('[data-pixel-on=load]')) track(element);
  for (const form of document.querySelectorAll('[data-pixel-on=submit]')) {
    form.addEventListener('submit', () => track(form));
  }
})();
