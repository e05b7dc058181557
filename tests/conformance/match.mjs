/**
 * Compares what a host answered with what a case expects (README.md lists the matchers).
 *
 * @param {unknown} expected
 * @param {unknown} found
 * @param {string} path where in the answer, for the message
 * @returns {string[]} what differs; empty when it matches
 */
export function differences(expected, found, path = '') {
  if (expected === null || typeof expected !== 'object') {
    return Object.is(expected, found) ? [] : [`${path || '/'}: expected ${show(expected)}, found ${show(found)}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [`${path || '/'}: expected an array, found ${show(found)}`];
    if (expected.length !== found.length) {
      return [`${path || '/'}: expected ${expected.length} items, found ${found.length}: ${show(found)}`];
    }
    return expected.flatMap((item, index) => differences(item, found[index], `${path}/${index}`));
  }
  const special = Object.keys(expected).find((name) => name.startsWith('$'));
  if (special) return matchSpecial(special, expected[special], found, path);
  if (found === null || typeof found !== 'object') {
    return [`${path || '/'}: expected an object, found ${show(found)}`];
  }
  return Object.entries(expected).flatMap(([name, value]) =>
    differences(value, /** @type {any} */ (found)[name], `${path}/${name}`));
}

function matchSpecial(name, argument, found, path) {
  const fits = {
    $any: () => found !== undefined,
    $absent: () => found === undefined,
    $type: () => typeof found === argument,
    $matches: () => typeof found === 'string' && new RegExp(argument, 'su').test(found),
    $contains: () => typeof found === 'string' && found.includes(argument),
    $length: () => found?.length === argument,
    $atLeast: () => typeof found === 'number' && found >= argument,
    $atMost: () => typeof found === 'number' && found <= argument,
    $each: () => Array.isArray(found) && found.every((one) => matches(argument, one)),
    $some: () => Array.isArray(found) && found.some((one) => matches(argument, one)),
    $allOf: () => argument.every((one) => matches(one, found)),
    $oneOf: () => argument.some((one) => matches(one, found)),
  }[name];
  if (!fits) return [`${path}: the case has an unknown matcher ${name}`];
  return fits() ? [] : [`${path || '/'}: expected ${name} ${show(argument)}, found ${show(found)}`];
}

const matches = (expected, found) => differences(expected, found).length === 0;

function show(value) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
