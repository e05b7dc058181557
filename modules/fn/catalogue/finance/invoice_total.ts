type Line = Record<string, unknown>;

const QUANTITIES = ['quantity', 'qty', 'count', 'units'];
const PRICES = ['unitPrice', 'price', 'unit_price', 'pricePerUnit', 'unitCost'];
const EXTRAS = ['discount', 'tax', 'vat', 'taxRate', 'shipping', 'fee'];

function only(line: Line, names: string[]): number {
  const found = names.filter((name) => typeof line[name] === 'number');
  if (found.length !== 1) throw new RangeError(`a line has one of ${names.join(', ')}`);
  return line[found[0]!] as number;
}

/** Total over all lines; a line with a discount or tax of its own has no plain total. */
export default function invoiceTotal(lines: Line[]): number {
  return lines.reduce((sum, line) => {
    const extra = EXTRAS.find((name) => line[name] !== undefined && line[name] !== 0);
    if (extra !== undefined) throw new RangeError(`the total leaves out each line's ${extra}`);
    return sum + only(line, QUANTITIES) * only(line, PRICES);
  }, 0);
}
