/**
 * Validates a JSON value against a JSON Schema (2020-12, 2019-09 or draft-07), inside the sandbox.
 *
 * Bundled into one program by the build and embedded in the fn module. It runs under the sandbox's
 * step and memory limits, so a hostile schema or pattern costs no more than they allow. A remote
 * `$ref` is never fetched: a reference that leads nowhere is an error of the schema.
 */
import { Validator } from '@cfworker/json-schema';

/** Failures that only say that something below them failed. */
const containers = new Set([
  'properties', 'items', 'prefixItems', 'additionalProperties', 'additionalItems', 'allOf', '$ref',
  'patternProperties', 'unevaluatedProperties', 'unevaluatedItems', 'dependentSchemas',
  'dependencies', 'if', 'contains',
]);

const errorsMax = 20;

/**
 * @param {object|boolean} schema
 * @param {unknown} instance
 * @param {'2020-12'|'2019-09'|'7'} draft
 * @returns {{schemaError: string} | {valid: boolean, errors: {pointer: string, detail: string}[]}}
 */
export default function checkSchema(schema, instance, draft) {
  let outcome;
  try {
    outcome = new Validator(schema, draft, false).validate(instance);
  } catch (error) {
    return { schemaError: String(error && error.message).split('\n')[0].slice(0, 300) };
  }
  if (outcome.valid) return { valid: true, errors: [] };
  const leaves = outcome.errors.filter((error) => !containers.has(error.keyword));
  return {
    valid: false,
    errors: (leaves.length > 0 ? leaves : outcome.errors).slice(0, errorsMax).map((error) => ({
      pointer: error.instanceLocation.replace(/^#/, ''),
      detail: error.error.slice(0, 300),
    })),
  };
}
