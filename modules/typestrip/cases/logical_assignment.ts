a ||= b as number;
c &&= d!;
e ??= f as string;
g **= h as number;
