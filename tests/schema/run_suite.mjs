/**
 * Runs the official JSON-Schema-Test-Suite against the product: every test is a `POST /fn` whose
 * result is the test's data and whose schema is the test's schema.
 *
 *     node tests/schema/run_suite.mjs [--write]
 *
 * All required tests of the three drafts, and the optional ones of `format`, which Skerry asserts.
 * A test counts as passed when it ends as the suite says, or as unsupported.json says it cannot: a
 * test that newly fails, or newly passes, fails. `--write` writes what was found into that file,
 * keeping the reasons, and into docs/json-schema.md.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Host } from '../conformance/hosts.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const suite = join(root, '.toolchain/json-schema-test-suite/tests');
const listFile = join(here, 'unsupported.json');
const pageFile = join(root, 'docs/json-schema.md');
const requestsAtOnce = 8;
const testsMin = 4700;

/** Each draft's folder, and what its schemas name by `$schema`. */
const drafts = {
  'draft2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft2019-09': 'https://json-schema.org/draft/2019-09/schema',
  draft7: 'http://json-schema.org/draft-07/schema#',
};

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const jsonFiles = (folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).sort();

function* testsOf(draft, part) {
  const folder = join(suite, draft, part);
  for (const file of jsonFiles(folder)) {
    for (const group of JSON.parse(readFileSync(join(folder, file), 'utf8'))) {
      const schema = isObject(group.schema) ? { $schema: drafts[draft], ...group.schema }
        : group.schema;
      for (const test of group.tests) {
        yield { draft, kind: part === '' ? 'required' : 'format', file, schema, data: test.data,
          valid: test.valid, group: `${draft}/${join(part, file)}: ${group.description}`,
          name: `${draft}/${join(part, file)}: ${group.description}: ${test.description}` };
      }
    }
  }
}

/** Whether the product finds the test's data valid, or the problem it has with the question. */
async function ask(url, { schema, data }) {
  const response = await fetch(`${url}/fn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ description: 'Parse JSON', args: { text: JSON.stringify(data) }, schema,
      type: 'code', options: { cache: false } }),
  });
  const answer = await response.json();
  if (response.status === 200) return { valid: true };
  if (answer.code === 'result_does_not_match_schema') return { valid: false };
  return { problem: `${answer.code}: ${JSON.stringify(answer.errors)}` };
}

async function runAll(url, tests) {
  const failures = [];
  const waiting = [...tests];
  await Promise.all(Array.from({ length: requestsAtOnce }, async () => {
    for (let test = waiting.shift(); test; test = waiting.shift()) {
      const found = await ask(url, test);
      if (found.valid !== test.valid) failures.push({ ...test, found });
    }
  }));
  return failures;
}

/** The committed list: for each reason the names of groups or single tests. */
function readList() {
  const list = JSON.parse(readFileSync(listFile, 'utf8'));
  return new Map(list.flatMap(({ reason, tests }) => tests.map((name) => [name, reason])));
}

function writeList(failures, known) {
  const reasons = new Map();
  for (const { name } of failures) {
    const reason = known.get(name) ?? 'not explained yet';
    reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  }
  const list = [...reasons].sort().map(([reason, tests]) => ({ reason, tests: tests.sort() }));
  writeFileSync(listFile, `${JSON.stringify(list, null, 1)}\n`);
  return list;
}

function rates(tests, failures) {
  const rows = [];
  for (const draft of Object.keys(drafts)) {
    const cells = ['required', 'format'].map((kind) => {
      const mine = (test) => test.draft === draft && test.kind === kind;
      const all = tests.filter(mine).length;
      return `${all - failures.filter(mine).length} of ${all}`;
    });
    rows.push(`| ${draft} | ${cells.join(' | ')} |`);
  }
  return rows;
}

function writePage(tests, failures, list) {
  const text = ['| draft | required | optional `format` |', '|---|---|---|',
    ...rates(tests, failures), '', 'Not passed, by reason:', '',
    ...list.flatMap(({ reason, tests: names }) => {
      const groups = new Map();
      for (const name of names) {
        const group = failures.find((failure) => failure.name === name).group;
        groups.set(group, (groups.get(group) ?? 0) + 1);
      }
      return [`- **${reason}** (${names.length})`,
        ...[...groups].map(([group, count]) => `  - ${group} (${count})`)];
    })].join('\n');
  const page = readFileSync(pageFile, 'utf8');
  const [head, , tail] = page.split(/<!-- (?:suite|end of suite) -->\n/);
  writeFileSync(pageFile, `${head}<!-- suite -->\n${text}\n<!-- end of suite -->\n${tail}`);
}

const tests = Object.keys(drafts).flatMap((draft) =>
  [...testsOf(draft, ''), ...testsOf(draft, 'optional/format')]);
const host = new Host('native', 'product');
let failures;
let canFail;
try {
  await host.start();
  failures = await runAll(host.url, tests);
  // A suite in which nothing can fail proves nothing.
  canFail = (await runAll(host.url, [{ schema: { type: 'string' }, data: 1, valid: true }])).length;
} finally {
  await host.stop().catch(() => {});
  host.cleanUp();
}

const known = readList();
if (process.argv.includes('--write')) {
  writePage(tests, failures, writeList(failures, known));
}
for (const row of rates(tests, failures)) console.log(row);
const unexpected = failures.filter(({ name }) => !known.has(name));
const failed = new Set(failures.map(({ name }) => name));
const outdated = [...known.keys()].filter((name) => !failed.has(name));
for (const { name, valid, found } of unexpected) {
  console.log(`FAILED: ${name}: expected ${valid ? 'valid' : 'invalid'}, ` +
    `found ${found.problem ?? (found.valid ? 'valid' : 'invalid')}`);
}
for (const name of outdated) console.log(`FAILED: ${name}: is listed as unsupported and passes`);
const wrong = unexpected.length + outdated.length + (canFail ? 0 : 1);
console.log(`${tests.length + 1 - wrong} passed, ${wrong} failed, 0 skipped`);
process.exit(wrong > 0 || tests.length < testsMin ? 1 : 0);
