/**
 * Runs regular expressions on texts, inside the sandbox, whose limits end a pattern that would
 * search for ever.
 *
 * @param {[pattern: string, texts: string[]][]} questions
 * @returns {(boolean[] | null)[]} for each question whether each text matches; null for a pattern
 *   that ECMA-262 does not allow
 */
export default (questions) => questions.map(([pattern, texts]) => {
  let expression;
  try {
    expression = new RegExp(pattern, 'u');
  } catch {
    return null;
  }
  return texts.map((text) => expression.test(text));
});
