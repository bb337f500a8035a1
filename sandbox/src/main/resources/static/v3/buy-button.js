// A stand-in for Stripe's buy button: it opens the link with the same id. The attributes are read at the time of the click.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host { display: inline-block } button { font: 600 1rem system-ui, sans-serif; padding: .7rem 1.4rem;'
    + ' border: 0; border-radius: 6px; background: #5b3fd6; color: #fff; cursor: pointer }'
    + ' button:focus-visible { outline: 3px solid #221a52; outline-offset: 2px }');

  customElements.define('stripe-buy-button', class extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Buy now';
      button.addEventListener('click', () => this.open());
      root.append(button);
    }

    open() {
      const target = new URL('/b/' + encodeURIComponent(this.getAttribute('buy-button-id')), origin);
      const pass = (attribute, parameter) => {
        if (this.getAttribute(attribute)) target.searchParams.set(parameter, this.getAttribute(attribute));
      };
      pass('client-reference-id', 'client_reference_id');
      pass('customer-email', 'prefilled_email');
      location.assign(target);
    }
  });
})();
