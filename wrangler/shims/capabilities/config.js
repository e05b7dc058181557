/** @import { Host } from '../types' */

/**
 * Settings of models, whose variables have no prefix (docs/ai.md). The module reads and checks them;
 * `config_test.js` compares the names with those it knows.
 */
export const modelSettings = [
  'AI_PROVIDERS', 'AI_MODELS', 'AI_PRICES', 'AI_TOKENS_PER_CALL', 'AI_TOKENS_PER_JOB',
  'AI_TOKENS_PER_TENANT', 'AI_CALL_TIMEOUT_MS', 'OPENAI_API_KEY', 'OPENAI_BASE_URL',
  'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'LOG_PROMPTS', 'DEFAULT_MODEL', 'MODEL_CLASSIFY',
  'MODEL_CODE', 'MODEL_OBJECT', 'MODEL_PLAN', 'MODEL_WRITE', 'MODEL_REVIEW',
];

/**
 * `skerry:host/config`: `api-key` and `api_key` are the variable or secret `SKERRY_API_KEY`, and
 * `openai_api_key` is `OPENAI_API_KEY`; `workers_ai` is whether the Worker is bound to Workers AI.
 */
export const config = (/** @type {Host} */ host) => ({
  get(/** @type {string} */ name) {
    if (name === 'workers_ai') return host.wiring.services?.['workers-ai'] && 'bound';
    const variable = name.replace(/[-.]/g, '_').toUpperCase();
    const value = host.env[modelSettings.includes(variable) ? variable : `SKERRY_${variable}`];
    return typeof value === 'string' ? value : undefined;
  },
});
