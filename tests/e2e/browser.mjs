/** Chromium, and what goes wrong in its pages. */
import { chromium } from 'playwright-core';

/** Debian's package `chromium`. */
const EXECUTABLE = '/usr/bin/chromium';
const WAIT_MS_MAX = 15_000;
/** Without these it looks for Google's hosts at every start. */
const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update',
  '--disable-background-networking', '--disable-sync', '--disable-dev-shm-usage'];

/** A browser that also starts as root and on a machine without a screen. */
export const launch = () => chromium.launch({
  executablePath: EXECUTABLE, headless: true, chromiumSandbox: false, args: QUIET });

/** What Chromium says of an answer that is an error, or that none came: some tests want just that. */
const isFailedAnswer = (text) => text.startsWith('Failed to load resource:');

/**
 * Opens a page of its own at `url`. `faults` gathers what must not happen: exceptions, errors on the
 * console, violations of the policy, and requests to anywhere else.
 */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS_MAX);
  const faults = [];
  const requests = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isFailedAnswer(message.text())) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    requests.push(request);
    if (new URL(request.url()).origin !== new URL(url).origin) {
      faults.push(`a request to ${request.url()}`);
    }
  });
  await context.exposeFunction('reportViolation', (text) => faults.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(url);
  return { page, context, faults, requests };
}

/** The page once its classifier is there and its lists have been asked for. */
export async function ready(page) {
  await page.waitForLoadState('networkidle');
  return page;
}
