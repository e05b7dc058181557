const a = /[/\]]+/u.test(b as string);
const c = d / e / f;
const g = x! / y! / z;
