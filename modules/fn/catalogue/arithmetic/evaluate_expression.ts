/** The value of an expression of numbers, + - * / ^ and parentheses, by the usual precedence; ^ binds to the right. */
export default function evaluateExpression(expression: string): number {
  const tokens = expression.match(/\d+(?:\.\d+)?|\.\d+|\*\*|\S/g) ?? [];
  let at = 0;
  const fail = (): never => {
    throw new RangeError('the text is not an arithmetic expression');
  };
  const primary = (): number => {
    const token = tokens[at++];
    if (token === '(') {
      const inside = sum();
      return tokens[at++] === ')' ? inside : fail();
    }
    return token !== undefined && /^[\d.]*\d$/.test(token) ? Number(token) : fail();
  };
  const power = (): number => {
    const base = primary();
    if (tokens[at] !== '^' && tokens[at] !== '**') return base;
    at += 1;
    return base ** signed();
  };
  const signed = (): number => {
    if (tokens[at] !== '-' && tokens[at] !== '+') return power();
    return tokens[at++] === '-' ? -signed() : signed();
  };
  const product = (): number => {
    let value = signed();
    for (;;) {
      const sign = tokens[at];
      if (sign === '*' || sign === '×' || sign === '·') {
        at += 1;
        value *= signed();
      } else if (sign === '/' || sign === '÷') {
        at += 1;
        const divisor = signed();
        if (divisor === 0) throw new RangeError('division by zero');
        value /= divisor;
      } else {
        return value;
      }
    }
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      value = tokens[at++] === '+' ? value + product() : value - product();
    }
    return value;
  };
  if (tokens.length > 1000) throw new RangeError('the expression is too long');
  const value = sum();
  if (at !== tokens.length || !Number.isFinite(value)) fail();
  return value + 0;
}
