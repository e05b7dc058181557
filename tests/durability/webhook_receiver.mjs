/** Takes webhooks as a careful receiver would, except that it fails now and then on purpose. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const delayMsMax = 30;

export class WebhookReceiver {
  /** Every delivery that came, in order. `taken`: it was answered with a 2xx. */
  received = [];
  /** Fails nothing any more. */
  calm = false;
  #random;
  #server;
  #secret;
  /** A receiver that nobody here wrote. */
  #other;

  /** @param {import('./random.mjs').Random} random decides what fails */
  constructor(random) { this.#random = random; }

  async start() {
    this.#server = createServer((request, response) => this.#take(request, response));
    await new Promise((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
  }

  /** @param {string} secret as `GET /fn/webhooks/secret` gives it */
  trust(secret) {
    this.#secret = Buffer.from(secret.replace('whsec_', ''), 'base64');
    this.#other = new Webhook(secret);
  }

  /** The address for deliveries about this call. */
  addressOf(name) { return `http://127.0.0.1:${this.#server.address().port}/${name}`; }

  /** The call that an address belongs to. */
  static nameOf(address) { return new URL(address).pathname.slice(1); }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #take(request, response) {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    // A sender that was killed in the middle has delivered nothing.
    request.on('error', () => {});
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { type, data } = JSON.parse(body);
      const delivery = { name: request.url.slice(1), id: request.headers['webhook-id'], type, data,
        signed: this.isSigned(request.headers, body), taken: false };
      this.received.push(delivery);
      setTimeout(() => this.#answer(delivery, response), this.#random.below(delayMsMax));
    });
  }

  #answer(delivery, response) {
    if (!this.calm && this.#random.chance(0.05)) return response.destroy();
    const fails = !this.calm && this.#random.chance(0.1);
    delivery.taken = !fails;
    return response.writeHead(fails ? 500 : 204).end();
  }

  /** Whether both receivers accept a delivery. */
  isSigned(headers, body) { return this.#isOurs(headers, body) && this.#isTheirs(headers, body); }

  /** Standard Webhooks: one of the signatures is the HMAC-SHA-256 of id, time and body. */
  #isOurs(headers, body) {
    const mac = createHmac('sha256', this.#secret)
      .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest();
    return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
      const given = Buffer.from(one.replace('v1,', ''), 'base64');
      return given.length === mac.length && timingSafeEqual(given, mac);
    });
  }

  #isTheirs(headers, body) {
    try {
      this.#other.verify(body, headers);
      return true;
    } catch {
      return false;
    }
  }
}
