// Publishes one paid order, as a shop in Node would. It needs Node 18 or newer and `npm install kafkajs`:
//   node publish.mjs            sends the order to KAFKA_BOOTSTRAP_SERVERS
//   node publish.mjs --print    only prints the message, for check-message; needs no package
// Both read CUSTOMER_DATA_KEYS.
import { createCipheriv, randomBytes } from 'node:crypto';

/** A compact JWE (RFC 7516) with dir and A256GCM, by the first key of CUSTOMER_DATA_KEYS. */
function seal(customer, keys) {
  const [kid, ...key] = keys.split(',')[0].split(':');
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid })).toString('base64url');
  const nonce = randomBytes(12); // a new one for each message
  const aes = createCipheriv('aes-256-gcm', Buffer.from(key.join(':'), 'base64'), nonce);
  aes.setAAD(Buffer.from(header));
  const sealed = Buffer.concat([aes.update(JSON.stringify(customer)), aes.final()]);
  return [header, '', ...[nonce, sealed, aes.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

const orderId = 'WC-1042'; // never anything personal: ids go to Meta as they are
const message = JSON.stringify({
  eventId: orderId, orderId, paidAt: new Date().toISOString(), currency: 'EUR', total: '18.50',
  items: [{ sku: 'sencha-100', name: 'Sencha', quantity: 1, unitPrice: '18.50' }],
  customer: seal({
    email: 'ines.moreau@example.com', name: 'Inès Moreau', country: 'FR', ip: '203.0.113.24',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', fbp: 'fb.1.1795420000000.1098115397',
  }, process.env.CUSTOMER_DATA_KEYS),
  consent: 'granted', sourceUrl: 'https://tea.example.com/thanks', livemode: true,
});

if (process.argv.includes('--print')) {
  console.log(message);
} else {
  const { Kafka } = await import('kafkajs');
  const kafka = new Kafka({ brokers: process.env.KAFKA_BOOTSTRAP_SERVERS.split(',') }).producer();
  await kafka.connect();
  const headers = {
    ce_specversion: '1.0', ce_id: orderId, ce_type: 'io.tillstream.order-completed.v1',
    ce_source: 'https://tea.example.com', ce_time: new Date().toISOString(), 'content-type': 'application/json',
  };
  // An exception here: publish the order again, with the same ids. acks -1 is acks=all.
  await kafka.send({ topic: 'shop.order-completed.v1', acks: -1, messages: [{ key: orderId, value: message, headers }] });
  await kafka.disconnect();
}
