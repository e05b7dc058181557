let a: `x-${string}-${number}` = b;
type C = `${D & string}-${Uppercase<E>}`;
